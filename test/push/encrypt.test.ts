import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { encrypt, NOTE_BYTES } from '../../server/push/encrypt.ts';
import { VapidKeys } from '../../server/push/VapidKeys.ts';
import { Browser, vapidOf } from '../support/pushService.ts';

const SECRET = 'a secret that is used by tests alone';
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

describe('the encryption of notes', () => {
  it('WP5 the example of RFC 8291 comes out byte for byte', () => {
    const own = createECDH('prime256v1');
    own.setPrivateKey(bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'));
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    };
    const text = 'When I grow up, I want to be a watermelon';
    const body = encrypt(text, keys, { salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'), own }, text.length);
    assert.equal(
      body.toString('base64url'),
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w' +
        'EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    );
  });

  it('WP5 its browser reads it, no other does, and all are of one size', () => {
    const [ada, bob] = [new Browser('https://push.test/a', 'en'), new Browser('https://push.test/b', 'en')];
    const texts = ['', '{"kind":"match"}', 'ليلى 🦊 ライトサイクル', 'x'.repeat(NOTE_BYTES)];
    const bodies = texts.map((text) => encrypt(text, ada.subscription));
    assert.deepEqual(
      bodies.map((body) => ada.read(body)),
      texts,
    );
    assert.equal(new Set(bodies.map(({ length }) => length)).size, 1);
    assert.equal(
      new Set(bodies.map((body) => body.toString('base64url', 0, 86))).size,
      texts.length,
      'new keys each time',
    );
    for (const body of bodies) assert.throws(() => bob.read(body));
    assert.throws(() => encrypt('x'.repeat(NOTE_BYTES + 1), ada.subscription), RangeError);
    assert.throws(() => encrypt('x', { ...ada.subscription, p256dh: `B${'A'.repeat(86)}` }), 'a point off the curve');
  });

  it('WP5 the token is for one service, for at most a day, and used again while it lasts', async () => {
    const keys = new VapidKeys({ privateKey: undefined, secret: SECRET, contact: 'mailto:ops@example.com' });
    const now = 1_790_000_000_000;
    const header = await keys.authorization('https://push.test', now);
    const { claims, key, isSigned } = vapidOf(header);
    assert.deepEqual(
      [isSigned, key, claims.aud, claims.sub],
      [true, keys.publicKey, 'https://push.test', 'mailto:ops@example.com'],
    );
    assert.ok(claims.exp > now / 1_000 && claims.exp <= now / 1_000 + 86_400);
    assert.equal(await keys.authorization('https://push.test', now + 3_600_000), header);
    const later = vapidOf(await keys.authorization('https://push.test', now + 43_000_000)).claims;
    assert.ok(later.exp > (now + 43_000_000) / 1_000);
    assert.equal(vapidOf(await keys.authorization('https://a.push.test', now)).claims.aud, 'https://a.push.test');
  });

  it('WP11 the same secret gives the same key, another one another, and a key of one’s own is taken', () => {
    const keyOf = (secret: string, privateKey?: string) =>
      new VapidKeys({ privateKey, secret, contact: undefined }).publicKey;
    assert.equal(keyOf(SECRET), keyOf(SECRET));
    assert.notEqual(keyOf(SECRET), keyOf(`${SECRET}.`));
    assert.equal(
      keyOf(SECRET, 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
      'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    );
  });
});

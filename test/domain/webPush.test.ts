import assert from 'node:assert/strict';
import { afterDrop, afterHeartbeat, newSession } from '../../server/domain/presence/session.ts';
import { FAILURES_MAX, HostCircuits, OPEN_MAX_MS, OPEN_MS } from '../../server/domain/push/HostCircuits.ts';
import { isPublicAddress } from '../../server/domain/push/publicAddress.ts';
import { type PushFacts, pushObstacle } from '../../server/domain/push/pushRule.ts';
import { isQuiet } from '../../server/domain/push/quietHours.ts';
import { isShownIn } from '../../server/domain/push/shownSessions.ts';
import { isEndpoint } from '../../server/domain/push/subscription.ts';
import { isVapidKey, keyOfSeed, SEED_BYTES } from '../../server/domain/push/vapidKey.ts';
import { asSessionId, asShardId } from '../../shared/ids.ts';

describe('the rules of web push', () => {
  for (const [address, why] of [
    ['8.8.8.8', ''],
    ['1.1.1.1', ''],
    ['100.63.255.255', ''],
    ['100.128.0.0', ''],
    ['172.15.0.1', ''],
    ['172.32.0.1', ''],
    ['198.17.255.255', ''],
    ['198.20.0.0', ''],
    ['223.255.255.255', ''],
    ['2607:f8b0:4004:c07::5f', ''],
    ['2a00:1450:4001:82a::200a', ''],
    ['2600::', ''],
    ['0.0.0.0', 'this network'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.1', 'shared by a provider'],
    ['100.127.255.255', 'shared by a provider'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'link-local: a cloud’s metadata'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'protocols'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', 'a relay'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'],
    ['198.19.255.255', 'benchmarks'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'none'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:8.8.8.8', 'IPv4 in IPv6'],
    ['::ffff:127.0.0.1', 'IPv4 in IPv6'],
    ['::ffff:7f00:1', 'IPv4 in IPv6'],
    ['::127.0.0.1', 'IPv4 in IPv6, the old way'],
    ['64:ff9b::808:808', 'translated to IPv4'],
    ['64:ff9b::7f00:1', 'translated to IPv4'],
    ['64:ff9b:1::1', 'translated to IPv4 locally'],
    ['100::1', 'discarded'],
    ['2001::1', 'Teredo'],
    ['2001:10::1', 'identifiers'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::1', '6to4'],
    ['3fff::1', 'documentation'],
    ['5f00::1', 'segment routing'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local, with a zone'],
    ['2607:f8b0::5f%eth0', 'with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['localhost', 'a name'],
    ['', 'nothing'],
    ['8.8.8', 'short'],
    ['8.8.8.8.8', 'long'],
    ['08.8.8.8', 'octal'],
    ['0x8.8.8.8', 'hexadecimal'],
    ['134744072', 'one number'],
    ['8.8.8.256', 'too large'],
    ['2600::1::2', 'two gaps'],
    ['2600:0:0:0:0:0:0:0:1', 'too long'],
    ['2600:0:0:0:0:0:1', 'too short'],
    ['2600::12345', 'a part too large'],
  ] as const)
    it(`WP6 ${address === '' ? 'an empty address' : address} is ${why === '' ? 'public' : `not public: ${why}`}`, () => {
      assert.equal(isPublicAddress(address), why === '');
    });

  it('WP1 an endpoint is an https URL of a host with a name', () => {
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/dpH5:APA91b-_x',
      'https://updates.push.services.mozilla.com/wpush/v2/gAAAAA',
      'https://web.push.apple.com/QGu',
      'https://push.example.com:8443/x?y=z',
    ])
      assert.ok(isEndpoint(endpoint), endpoint);
    for (const endpoint of [
      ...['http://push.example.com/', 'ws://push.example.com/', 'HTTPS://push.example.com/', '//push.example.com/', ''],
      ...['https://127.0.0.1/', 'https://[::1]/', 'https://2130706433/', 'https://0x7f.1/', 'https://localhost/'],
      ...['https://me@push.example.com/', 'https://me:pw@push.example.com/', 'https://push.example.com\\@10.0.0.1/'],
      ...['https://push.example.com/#x', ' https://push.example.com/', 'https://push.example.com/\n', 'https://'],
      ...[
        'https://push.example.com:0/',
        'https://push.example.com:99999/',
        'https://push.example.com./',
        'https://püsh.de/',
      ],
      ...['https://push.1/', 'https://push.example.com/ x', 'https://push.example.com/\0', 'https:push.example.com'],
    ])
      assert.equal(isEndpoint(endpoint), false, endpoint);
  });

  it('WP4 who is busy, sees the lobby, was told lately, or is asked across a block or by a stranger is not notified', () => {
    const facts: PushFacts = { chosenStatus: 'online', isShown: false, sentAgoMs: undefined, asker: undefined };
    const friend = { isFriend: true, isApart: false };
    assert.equal(pushObstacle(facts), undefined);
    assert.equal(pushObstacle({ ...facts, asker: friend, chosenStatus: 'away', sentAgoMs: 60_000 }), undefined);
    assert.equal(pushObstacle({ ...facts, chosenStatus: 'busy' }), 'busy');
    assert.equal(pushObstacle({ ...facts, isShown: true }), 'shown');
    assert.equal(pushObstacle({ ...facts, sentAgoMs: 59_999 }), 'lately');
    assert.equal(pushObstacle({ ...facts, asker: { ...friend, isApart: true } }), 'apart');
    assert.equal(pushObstacle({ ...facts, asker: { ...friend, isFriend: false } }), 'stranger');
  });

  it('WP4 quiet hours follow the wall clock of their zone, over midnight and over the change to summer time', () => {
    const night = { from: 22 * 60, to: 8 * 60, timeZone: 'Europe/Berlin' };
    const at = (iso: string) => isQuiet(night, Date.parse(iso));
    assert.deepEqual(
      [
        '2026-01-15T20:59:59Z',
        '2026-01-15T21:00:00Z',
        '2026-01-15T23:30:00Z',
        '2026-01-16T06:59:59Z',
        '2026-01-16T07:00:00Z',
      ].map(at),
      [false, true, true, true, false],
    );
    assert.deepEqual(['2026-07-15T20:00:00Z', '2026-07-16T05:59:00Z', '2026-07-16T06:00:00Z'].map(at), [
      true,
      true,
      false,
    ]);
    const noon = { from: 720, to: 780, timeZone: 'Asia/Kolkata' };
    assert.deepEqual(
      ['2026-01-15T06:29:00Z', '2026-01-15T06:30:00Z', '2026-01-15T07:29:59Z', '2026-01-15T07:30:00Z'].map((iso) =>
        isQuiet(noon, Date.parse(iso)),
      ),
      [false, true, true, false],
    );
    assert.equal(isQuiet({ from: 60, to: 60, timeZone: 'UTC' }, Date.parse('2026-01-15T01:00:00Z')), false);
    assert.equal(isQuiet({ from: 0, to: 1, timeZone: 'UTC' }, Date.parse('2026-01-15T00:00:30Z')), true);
  });

  it('WP3 a page shows the lobby while its session is live, not idle and not hidden', () => {
    const timing = { heartbeatMs: 15_000, missedHeartbeats: 2, idleAfterMs: 180_000, reconnectWindowMs: 60_000 };
    const [id, other] = [asSessionId('a'), asSessionId('b')];
    const live = newSession(id, asShardId('s'), false, 0);
    assert.equal(isShownIn([live], undefined), true);
    assert.equal(isShownIn([live], new Set([id])), false);
    assert.equal(isShownIn([live, newSession(other, asShardId('s'), false, 0)], new Set([id])), true);
    assert.equal(isShownIn([afterHeartbeat(live, false, 0, 10, timing)], undefined), false);
    assert.equal(isShownIn([afterDrop(live, 10, timing)], undefined), false);
    assert.equal(isShownIn([], undefined), false);
  });

  it('WP8 a host rests after failures in a row, twice as long each time, and is forgotten with the first success', () => {
    const circuits = new HostCircuits();
    for (let n = 1; n < FAILURES_MAX; n++) circuits.failed('a', 0);
    assert.equal(circuits.admits('a', 0), true);
    circuits.failed('a', 0);
    assert.deepEqual(
      [circuits.admits('a', OPEN_MS - 1), circuits.admits('a', OPEN_MS), circuits.admits('b', 0)],
      [false, true, true],
    );
    circuits.failed('a', OPEN_MS);
    assert.deepEqual([circuits.admits('a', 3 * OPEN_MS - 1), circuits.admits('a', 3 * OPEN_MS)], [false, true]);
    for (let n = 0; n < 20; n++) circuits.failed('a', 3 * OPEN_MS);
    assert.equal(circuits.admits('a', 3 * OPEN_MS + OPEN_MAX_MS), true, 'there is a longest rest');
    assert.equal(circuits.isProven('a'), false);
    circuits.succeeded('a');
    assert.equal(circuits.isProven('a'), true);
    circuits.failed('a', 0);
    assert.equal(circuits.isProven('a'), false);
    assert.equal(circuits.admits('a', 0), true);
    circuits.failed('c', 0, 9_000);
    assert.deepEqual([circuits.admits('c', 8_999), circuits.admits('c', 9_000)], [false, true], 'it asked for that');
    for (let n = 0; n < 300; n++) circuits.failed(`other ${n}`, 0);
    assert.equal(circuits.admits('c', 0), true, 'hosts are forgotten, the oldest first');
  });

  it('WP11 a key is a number of the curve, and every seed gives one', () => {
    const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
    const text = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
    assert.deepEqual(
      [order, '0'.repeat(64), `${'0'.repeat(63)}1`, `${order.slice(0, -1)}0`].map((hex) => isVapidKey(text(hex))),
      [false, false, true, true],
    );
    assert.deepEqual(['', 'short', '='.repeat(43)].map(isVapidKey), [false, false, false]);
    for (const seed of [Buffer.alloc(SEED_BYTES), Buffer.alloc(SEED_BYTES, 255)])
      assert.ok(isVapidKey(keyOfSeed(seed).toString('base64url')));
  });
});

import assert from 'node:assert/strict';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld } from '../support/linkWorld.ts';

const refused = (code: string) => ({
  status: code.startsWith('name') ? 400 : 401,
  body: { error: code, message: 'words' },
});

function withKept(leftS: number): LinkWorld {
  const world = new LinkWorld({ name: 'Bo' });
  world.kept = { user: { id: 'ada', name: 'Ada' }, token: 'kept', expiresAtS: world.wall / 1_000 + leftS };
  return world;
}

describe('signing in', () => {
  it('L2 a stored token is reused', async () => {
    const world = withKept(600);
    await world.online();
    assert.equal(world.asked.length, 0);
    assert.equal(world.transport.knocks[0]?.token, 'kept');
  });

  it('L2 a token that has expired, or soon will, is renewed', async () => {
    for (const leftS of [-86_400, 5]) {
      const world = withKept(leftS);
      await world.online();
      assert.deepEqual(
        world.asked.map(({ token, body }) => ({ token, body })),
        [{ token: 'Bearer kept', body: {} }],
      );
      assert.equal(world.kept?.token, 'token-1');
      assert.equal(world.transport.knocks[0]?.token, 'token-1');
    }
  });

  it('L3 a token unknown to the server is replaced by a new guest', async () => {
    const world = withKept(-1);
    world.authAnswers = [refused('auth/invalid')];
    await world.online();
    assert.deepEqual(
      world.asked.map(({ token }) => token),
      ['Bearer kept', null],
    );
    assert.equal(world.kept?.token, 'token-2');
  });

  it('L3 an unacceptable name is dropped', async () => {
    const world = new LinkWorld({ name: 'admin' });
    world.authAnswers = [refused('name/reserved')];
    await world.online();
    assert.deepEqual(
      world.asked.map(({ body }) => body),
      [{ name: 'admin' }, {}],
    );
    assert.equal(world.client.link.kind, 'online');
  });

  it('L4 a join refused for its token is retried once at once, with a renewed one', async () => {
    const world = withKept(600);
    world.transport.next = [{ kind: 'refused', code: 'auth/expired' }];
    world.client.start();
    await settled();
    assert.deepEqual(
      world.transport.knocks.map(({ token }) => token),
      ['kept', 'token-1'],
    );
    assert.equal(world.client.link.kind, 'online');
  });

  it('L4 a second refusal waits like any other', async () => {
    const world = withKept(600);
    world.transport.next = [
      { kind: 'refused', code: 'auth/expired' },
      { kind: 'refused', code: 'auth/expired' },
    ];
    world.client.start();
    await settled();
    assert.equal(world.transport.knocks.length, 2);
    assert.equal(world.client.link.kind === 'waiting' && world.client.link.why, 'auth/expired');
  });

  it('L23 the token is renewed in the background at half its lifetime', async () => {
    const world = withKept(900);
    await world.online();
    await world.time.pass(449_000);
    assert.equal(world.asked.length, 0);
    await world.time.pass(1_000);
    assert.deepEqual(
      world.asked.map(({ token }) => token),
      ['Bearer kept'],
    );
    assert.equal(world.kept?.token, 'token-1');
  });

  it('L2 the name known to the server is stored for the next visit', async () => {
    const world = new LinkWorld();
    await world.online();
    await world.client.request('setName', { name: 'Ada II' });
    assert.equal(world.kept?.user.name, 'Ada II');
  });
});

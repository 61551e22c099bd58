import assert from 'node:assert/strict';
import { dropped, failed, nextTryAt, started } from '../../client/net/linkState.ts';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld } from '../support/linkWorld.ts';

const NETWORK = { kind: 'network' } as const;

describe('the link', () => {
  it('L1 starting signs in, joins with the token, and goes online', async () => {
    const world = new LinkWorld({ name: 'Ada' });
    await world.online();
    assert.deepEqual(
      world.asked.map(({ token, body }) => ({ token, body })),
      [{ token: null, body: { name: 'Ada' } }],
    );
    assert.equal(world.transport.knocks[0]?.token, 'token-1');
    assert.deepEqual(
      world.events.map((event) => (event.type === 'linkChanged' ? event.link.kind : event.type)),
      ['connecting', 'online', 'welcomed'],
    );
  });

  it('L5 a failed join is retried after a random part of a delay that doubles, up to 30 s', async () => {
    const world = new LinkWorld();
    world.transport.always = NETWORK;
    world.client.start();
    await world.time.pass(200_000);
    const { knocks } = world.transport;
    const waits = knocks.slice(1).map((knock, i) => knock.at - (knocks[i]?.at ?? 0));
    assert.deepEqual(waits.slice(0, 9), [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
    const waiting = world.links.find((link) => link.kind === 'waiting');
    assert.deepEqual(waiting, { kind: 'waiting', why: 'network', nextTryAt: 1_000_500 });
  });

  it('U65 a page of another version learns it at once, also while the server would still hold its session', () => {
    const failure = { kind: 'refused', code: 'client/version' } as const;
    for (const state of [started(0), dropped(started(0), 1006, 60_000, 0, 0)])
      assert.equal(failed(state, failure, 100, 0).link.kind, 'waiting');
  });

  it('L5 Retry-After is the least delay, with the refusal as the reason', async () => {
    const world = new LinkWorld();
    world.random = 0;
    world.transport.next = [{ kind: 'refused', code: 'request/tooMany', retryAfterMs: 7_000 }];
    world.client.start();
    await settled();
    assert.deepEqual(world.client.link, { kind: 'waiting', why: 'request/tooMany', nextTryAt: 1_007_000 });
    await world.time.pass(6_999);
    assert.equal(world.transport.knocks.length, 1);
    await world.time.pass(1);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L5 retries after Retry-After spread over part of it, between 1 and 5 s', async () => {
    for (const [askedMs, spreadMs] of [
      [0, 1_000],
      [4_000, 2_000],
      [120_000, 5_000],
    ] as const) {
      const world = new LinkWorld();
      world.transport.next = [{ kind: 'refused', code: 'request/tooMany', retryAfterMs: askedMs }];
      const startedAt = world.time.now;
      world.client.start();
      await settled();
      const { link } = world.client;
      assert.equal(link.kind === 'waiting' && link.nextTryAt - startedAt, askedMs + 0.5 * spreadMs);
      await world.client.leave();
    }
  });

  it('L5 a resume waits for Retry-After too; if that outlasts the window, a join waits instead', async () => {
    const busy = (retryAfterMs: number) => ({ kind: 'refused', code: 'request/tooMany', retryAfterMs }) as const;
    const world = new LinkWorld();
    world.random = 0;
    const connection = await world.online();
    await world.time.pass(20_000);
    const droppedAt = world.time.now;
    world.transport.next = [busy(9_000), busy(51_001)];
    connection.drop(1006);
    await world.time.pass(9_000);
    assert.deepEqual(world.transport.knocks.map(({ how, at }) => [how, at - droppedAt]).slice(1), [
      ['resume', 0],
      ['resume', 9_000],
    ]);
    assert.deepEqual(world.client.link, { kind: 'waiting', why: 'request/tooMany', nextTryAt: droppedAt + 60_001 });
    await world.time.pass(51_000);
    assert.equal(world.transport.knocks.length, 3);
    await world.time.pass(1);
    assert.equal(world.transport.knocks.at(-1)?.how, 'join');
    assert.equal(world.client.link.kind, 'online');
  });

  it('L5 a refused sign-in waits like a join', async () => {
    const world = new LinkWorld();
    world.random = 0;
    world.authAnswers = [{ status: 503, body: { error: 'server/draining', message: '' }, retryAfter: '3' }];
    world.client.start();
    await settled();
    assert.deepEqual(world.client.link, { kind: 'waiting', why: 'server/draining', nextTryAt: 1_003_000 });
    await world.time.pass(3_000);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L6 a banned player does not retry, wherever the ban is reported', async () => {
    const atEntry = new LinkWorld();
    atEntry.transport.next = [{ kind: 'refused', code: 'auth/banned' }];
    const atSignIn = new LinkWorld();
    atSignIn.authAnswers = [{ status: 403, body: { error: 'auth/banned', message: '' } }];
    for (const world of [atEntry, atSignIn]) {
      world.client.start();
      await world.time.pass(600_000);
      assert.deepEqual(world.client.link, { kind: 'closed', code: 4103, why: 'banned' });
      assert.ok(world.transport.knocks.length <= 1);
    }
  });

  it('L6 a kicked player who rejoins too early reads why, and may try again', async () => {
    const world = new LinkWorld();
    world.transport.next = [{ kind: 'refused', code: 'auth/kicked' }];
    world.client.start();
    await world.time.pass(600_000);
    assert.deepEqual(world.client.link, { kind: 'closed', code: 4102, why: 'kicked' });
    assert.equal(world.transport.knocks.length, 1);
  });

  it('L7 a join that hangs is cancelled; each further try waits longer', async () => {
    const world = new LinkWorld();
    world.random = 0;
    world.transport.next = ['hang', 'hang'];
    world.client.start();
    await world.time.pass(2_499);
    assert.equal(world.transport.knocks[0]?.try.signal.aborted, false);
    await world.time.pass(1);
    assert.equal(world.transport.knocks[0]?.try.signal.reason, 4000);
    await world.time.pass(4_999);
    assert.equal(world.transport.knocks[1]?.try.signal.aborted, false);
    await world.time.pass(1);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L7 each completed step gives the next one its full time', async () => {
    const world = new LinkWorld();
    world.transport.next = ['hang'];
    world.client.start();
    await world.time.pass(2_000);
    world.transport.knocks[0]?.try.progressed();
    await world.time.pass(2_000);
    assert.equal(world.transport.knocks[0]?.try.signal.aborted, false);
  });

  it('L7 leaving during a join cancels it', async () => {
    const world = new LinkWorld();
    world.transport.next = ['hang'];
    world.client.start();
    await settled();
    await world.client.leave();
    assert.equal(world.transport.knocks[0]?.try.signal.reason, 4000);
    await world.time.pass(60_000);
    assert.deepEqual(world.client.link, { kind: 'closed', code: 4000, why: 'left' });
    assert.equal(world.transport.knocks.length, 1);
  });

  it('L8 a dropped session resumes with its key, at once, without signing in', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    connection.drop(1006);
    const now = world.time.now;
    assert.deepEqual(world.client.link, {
      kind: 'reconnecting',
      attempt: 1,
      sinceAt: now,
      heldUntilAt: now + 60_000,
      nextTryAt: now + 100,
    });
    await world.time.pass(100);
    assert.equal(world.client.link.kind, 'online');
    assert.equal(world.transport.knocks.at(-1)?.key, 'hall:1');
    assert.equal(world.asked.length, 1);
  });

  it('L8 tries are at most 2 s apart until the server’s window ends; then the player joins anew', async () => {
    const world = new LinkWorld();
    await world.online();
    const connection = world.welcome({ reconnectWindowMs: 20_000 });
    await world.time.pass(20_000);
    world.random = 0.999;
    world.transport.always = NETWORK;
    const droppedAt = world.time.now;
    connection.drop(1006);
    await world.time.pass(20_999);
    const tries = world.transport.knocks.slice(1);
    const waits = tries.slice(1).map((knock, i) => knock.at - (tries[i]?.at ?? 0));
    assert.ok(tries.length >= 6, `${tries.length} tries`);
    assert.ok(Math.max(...waits.slice(0, -1)) <= 2_000);
    assert.deepEqual(
      tries.map(({ how, at }) => `${how} ${at < droppedAt + 20_000}`),
      [...tries.slice(0, -1).map(() => 'resume true'), 'join false'],
    );
    assert.equal((tries.at(-1)?.at ?? 0) - droppedAt, 20_999, 'spread over a second after the window');
  });

  it('L8 any input skips the wait for the next try; a try under way goes on', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    world.random = 0.999;
    world.transport.always = NETWORK;
    connection.drop(1006);
    await world.time.pass(10_000);
    const { knocks } = world.transport;
    const { link } = world.client;
    assert.ok(link.kind === 'reconnecting' && link.nextTryAt > world.time.now);
    const before = knocks.length;
    world.transport.always = 'hang';
    world.client.inputSeen();
    await settled();
    assert.equal(knocks.length, before + 1);
    await world.time.pass(1_000);
    world.client.inputSeen();
    await settled();
    assert.equal(knocks.length, before + 1);
  });

  it('L8 a try that hung counts as the wait, and tries cancelled together do not continue in step', async () => {
    const nextTries = [0, 0.5, 0.999].map((random) => {
      const link = { kind: 'reconnecting', attempt: 5, sinceAt: 0, heldUntilAt: 60_000, nextTryAt: 10_000 } as const;
      const wait = (tookMs: number) =>
        nextTryAt(failed({ ...started(0), link, failures: 5 }, NETWORK, 10_000 + tookMs, random).link) ?? 0;
      return [wait(0) - 10_000, wait(2_500) - 12_500].map(Math.round);
    });
    assert.deepEqual(nextTries, [
      [0, 0],
      [1_000, 200],
      [1_998, 400],
    ]);
  });

  it('L9 a reservation that is gone is not requested twice', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    world.transport.next = [{ kind: 'gone' }];
    connection.drop(1006);
    await world.time.pass(600);
    assert.deepEqual(
      world.transport.knocks.map(({ how }) => how),
      ['join', 'resume', 'join'],
    );
    assert.equal(world.client.link.kind, 'online');
  });

  it('L9 500 clients of a dead process rejoin spread over a second, not in step', async () => {
    const droppedAt = new LinkWorld().time.now;
    const joinedAt: number[] = [];
    for (let i = 0; i < 500; i++) {
      const state = dropped({ ...started(0), link: { kind: 'online' } }, 1006, 60_000, droppedAt, 0);
      const { link } = failed(state, { kind: 'gone' }, droppedAt, i / 500);
      assert.equal(link.kind, 'connecting');
      joinedAt.push((nextTryAt(link) ?? 0) - droppedAt);
    }
    assert.ok(Math.min(...joinedAt) === 0 && Math.max(...joinedAt) < 1_000);
    for (let tick = 0; tick < 1_000; tick += 100) {
      assert.equal(joinedAt.filter((at) => at >= tick && at < tick + 100).length, 50);
    }
  });

  it('L13 a player can skip the wait of a spread join', async () => {
    const world = new LinkWorld();
    world.random = 0.999;
    const connection = await world.online();
    await world.time.pass(20_000);
    world.transport.next = [{ kind: 'gone' }];
    connection.drop(1006);
    await world.time.pass(200);
    assert.equal(world.client.link.kind, 'connecting');
    assert.equal(world.transport.knocks.length, 2);
    world.client.retryNow();
    await settled();
    assert.equal(world.client.link.kind, 'online');
    assert.equal(world.time.now, 1_020_200);
  });

  it('L9 a live process that does not answer is asked again within a second or two, and resumed when it does', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    const busy = { kind: 'refused', code: 'server/error', retryAfterMs: 1_000 } as const;
    world.transport.next = [busy, busy];
    const droppedAt = world.time.now;
    connection.drop(1006);
    await world.time.pass(5_000);
    assert.deepEqual(
      world.transport.knocks.slice(1).map(({ how, at }) => [how, at - droppedAt]),
      [
        ['resume', 100],
        ['resume', 1_600],
        ['resume', 3_100],
      ],
    );
    assert.equal(world.client.link.kind, 'online');
  });

  it('L27 moving beside a player leaves and asks for their shard, once', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.moveBeside('bo');
    const left = connection.listener;
    await settled();
    assert.deepEqual(connection.said, ['leave']);
    assert.deepEqual(
      world.links.map(({ kind }) => kind),
      ['connecting', 'online', 'connecting', 'online'],
    );
    assert.deepEqual(world.transport.knocks.at(-1)?.options, { beside: 'bo' });
    const heard = world.events.length;
    left?.pushed({ type: 'announced', payload: { text: 'to the shard that was left' } });
    left?.roster({ type: 'onlineChanged', online: 9 });
    assert.equal(world.events.length, heard, 'nothing more of the old shard');
    world.transport.connection.drop(4001);
    await world.time.pass(5_000);
    assert.deepEqual(world.transport.knocks.at(-1)?.options, {});
  });

  it('L27 if that fails, the next try asks for any shard', async () => {
    const world = new LinkWorld();
    await world.online();
    world.transport.next = [NETWORK];
    world.client.moveBeside('bo');
    await world.time.pass(5_000);
    assert.deepEqual(
      world.transport.knocks.slice(1).map(({ how, options }) => [how, options]),
      [
        ['join', { beside: 'bo' }],
        ['join', {}],
      ],
    );
    assert.equal(world.client.link.kind, 'online');
  });

  it('L27 an expired token does not fail the move', async () => {
    const world = new LinkWorld();
    await world.online();
    world.transport.next = [{ kind: 'refused', code: 'auth/expired' }];
    world.client.moveBeside('bo');
    await settled();
    assert.deepEqual(
      world.transport.knocks.slice(1).map(({ options }) => options),
      [{ beside: 'bo' }, { beside: 'bo' }],
    );
  });

  it('L27 offline, a move does nothing, and leaving forgets it', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    connection.drop(1006);
    world.client.moveBeside('bo');
    await world.time.pass(1_000);
    assert.equal(world.transport.knocks.at(-1)?.how, 'resume');
    const unsubscribe = world.client.subscribe((event) => {
      if (event.type === 'linkChanged' && event.link.kind === 'connecting') world.client.leaveNow();
    });
    world.client.moveBeside('bo');
    unsubscribe();
    assert.equal(world.client.link.kind, 'closed');
    world.client.retryNow();
    await settled();
    assert.deepEqual(world.transport.knocks.at(-1)?.options, {});
  });

  it('L10 final close codes end the link until the player reconnects', async () => {
    for (const [code, why] of [
      [4100, 'idle'],
      [4101, 'replaced'],
      [4102, 'kicked'],
      [4103, 'banned'],
      [4104, 'cut'],
    ] as const) {
      const world = new LinkWorld();
      const connection = await world.online();
      connection.drop(code);
      await world.time.pass(600_000);
      world.client.networkOnline();
      world.client.pageVisible();
      await settled();
      assert.deepEqual(world.client.link, { kind: 'closed', code, why });
      assert.equal(world.transport.knocks.length, 1);
      world.client.retryNow();
      await settled();
      assert.equal(world.client.link.kind, 'online');
    }
  });

  it('LM9 after a cut nothing is tried; a rejoin that comes too early waits as long as it is told, and then joins', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.random = 0;
    connection.drop(4104);
    world.client.inputSeen();
    await world.time.pass(10_000);
    assert.equal(world.transport.knocks.length, 1);
    world.transport.next = [{ kind: 'refused', code: 'player/coolingDown', retryAfterMs: 20_000 }];
    world.client.retryNow();
    await settled();
    const nextTryAt = world.time.now + 20_000;
    assert.deepEqual(world.client.link, { kind: 'waiting', why: 'player/coolingDown', nextTryAt });
    world.client.inputSeen();
    world.client.pageVisible();
    await world.time.pass(19_999);
    assert.equal(world.transport.knocks.length, 2);
    await world.time.pass(1);
    assert.equal(world.client.link.kind, 'online');
    assert.equal(world.transport.knocks.length, 3);
  });

  it('L10 every other close code, even an unknown one, leads to a resume', async () => {
    for (const code of [1000, 1001, 1005, 1006, 4000, 4002, 4010, 4999]) {
      const world = new LinkWorld();
      const connection = await world.online();
      connection.drop(code);
      assert.equal(world.client.link.kind, 'reconnecting', String(code));
    }
  });

  it('L11 after a shutdown the link rejoins within 2 s, with the token of moved, once', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    world.random = 0.999;
    connection.push({ type: 'moved', payload: { resumeToken: 'carry' } });
    connection.drop(4001);
    assert.deepEqual(world.client.link, {
      kind: 'waiting',
      why: 'server/draining',
      nextTryAt: world.time.now + 1_998,
    });
    world.transport.next = [NETWORK];
    await world.time.pass(10_000);
    assert.deepEqual(
      world.transport.knocks.slice(1).map(({ options }) => options),
      [{ resumeToken: 'carry' }, { resumeToken: 'carry' }],
    );
    assert.equal(world.client.link.kind, 'online');
    world.transport.connection.drop(4001);
    await world.time.pass(10_000);
    assert.deepEqual(world.transport.knocks.at(-1)?.options, {});
  });

  it('U54 after a shutdown the link waits for a restart, and for 30 s even if nothing answers', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    world.transport.always = NETWORK;
    connection.drop(4001);
    await world.time.pass(60_000);
    const waits = world.links.flatMap((link) => (link.kind === 'waiting' ? [link.why] : []));
    const restarts = waits.lastIndexOf('restart');
    assert.equal(waits[0], 'server/draining');
    assert.ok(restarts > 0 && waits.slice(1, restarts).every((why) => why === 'restart'));
    assert.ok(waits.length > restarts + 1 && waits.slice(restarts + 1).every((why) => why === 'network'));
    world.transport.always = undefined;
    await world.time.pass(60_000);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L12 sessions that end as soon as they begin lengthen the next wait; one that lasted does not', async () => {
    const world = new LinkWorld();
    await world.online();
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      world.transport.connection.drop(4002);
      const { link } = world.client;
      if (link.kind === 'reconnecting') waits.push(link.nextTryAt - world.time.now);
      await world.time.pass(5_000);
    }
    assert.deepEqual(waits, [200, 400, 800, 1_000]);
    await world.time.pass(20_000);
    world.transport.connection.drop(4002);
    const { link } = world.client;
    assert.equal(link.kind === 'reconnecting' && link.nextTryAt - world.time.now, 100);
  });

  it('L13 retryNow skips the wait, restarts a hanging try, and leaves a young one alone', async () => {
    const world = new LinkWorld();
    world.transport.next = [NETWORK, NETWORK, NETWORK, NETWORK, 'hang'];
    world.client.start();
    await world.time.pass(7_000);
    assert.equal(world.transport.knocks.length, 4);
    assert.equal(world.client.link.kind, 'waiting');
    world.client.retryNow();
    await settled();
    assert.equal(world.transport.knocks.length, 5);
    await world.time.pass(100);
    world.client.retryNow();
    await settled();
    assert.equal(world.transport.knocks.length, 5, 'young');
    await world.time.pass(500);
    world.client.pageVisible();
    await settled();
    assert.equal(world.transport.knocks.length, 5, 'a look at the page is no reason to doubt');
    world.client.retryNow();
    await settled();
    assert.equal(world.transport.knocks[4]?.try.signal.aborted, true);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L13 becoming visible skips the wait too, unless the server asked for it', async () => {
    const world = new LinkWorld();
    world.transport.next = [NETWORK, { kind: 'refused', code: 'request/tooMany', retryAfterMs: 60_000 }];
    world.client.start();
    await settled();
    world.client.pageVisible();
    await settled();
    assert.equal(world.transport.knocks.length, 2);
    world.client.pageVisible();
    await world.time.pass(10_000);
    assert.equal(world.transport.knocks.length, 2);
  });

  it('L13 a resume that may hang in a dead network restarts when the network returns', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(20_000);
    world.transport.next = ['hang'];
    connection.drop(1006);
    await world.time.pass(1_000);
    assert.equal(world.client.link.kind, 'reconnecting');
    world.client.networkOnline();
    await settled();
    assert.equal(world.client.link.kind, 'online');
    assert.equal(world.transport.knocks[1]?.try.signal.reason, 4010, 'the session is still wanted');
  });

  it('L21 leaving says goodbye, and resolves when the server has closed or after a second', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.client.leave();
    assert.deepEqual(connection.said, ['leave']);
    assert.deepEqual(world.client.link, { kind: 'closed', code: 4000, why: 'left' });

    const dead = new LinkWorld();
    const deadSeat = await dead.online();
    deadSeat.leave = () => {};
    let isDone = false;
    void dead.client.leave().then(() => {
      isDone = true;
    });
    await dead.time.pass(999);
    assert.equal(isDone, false);
    await dead.time.pass(1);
    assert.equal(isDone, true);
    assert.equal(deadSeat.closedWith, 4000);
  });

  it('L21 leaveNow has said goodbye by the time it returns; pageRestored rejoins, but not after a final leave', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.leaveNow();
    assert.deepEqual(connection.said, ['leave']);
    await world.time.pass(60_000);
    assert.equal(world.transport.knocks.length, 1);
    world.client.pageRestored();
    await settled();
    assert.equal(world.client.link.kind, 'online');
    await world.client.leave();
    world.client.leaveNow();
    world.client.pageRestored();
    await settled();
    assert.equal(world.client.link.kind, 'closed');
  });

  it('L22 a listener that throws affects neither the other listeners nor the link, and its error surfaces', async () => {
    const world = new LinkWorld();
    const surfaced: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => surfaced.push(error));
    try {
      const bug = new Error('a bug');
      const unsubscribe = world.client.subscribe(() => {
        throw bug;
      });
      let heard = 0;
      world.client.subscribe(() => {
        heard += 1;
      });
      await world.online();
      unsubscribe();
      assert.equal(world.client.link.kind, 'online');
      assert.equal(heard, world.events.length);
      assert.deepEqual(new Set(surfaced), new Set([bug]));
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const other of others) process.on('uncaughtException', other);
    }
  });

  it('L22 a push of an unknown type is ignored', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    const before = world.events.length;
    connection.push({ type: 'queueJumped', payload: {} } as never);
    assert.equal(world.events.length, before);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L10 nothing keeps running after the link has ended', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    connection.drop(4100);
    await settled();
    assert.equal(world.time.pending, 0);
  });
});

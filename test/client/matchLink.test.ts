import assert from 'node:assert/strict';
import { dropped, entering, failed } from '../../client/net/match/matchLinkState.ts';
import { CLOSE } from '../../shared/protocol.ts';
import { settled } from '../support/fakeTime.ts';
import { MatchWorld, TICKET } from '../support/matchWorld.ts';

const NETWORK = { kind: 'network' } as const;

describe('the link to a match', () => {
  let world: MatchWorld;
  const seated = async () => {
    world.link.start();
    await settled();
    return world.connection;
  };
  beforeEach(() => {
    world = new MatchWorld();
  });

  it('L31 the link takes the reserved seat with the player’s token', async () => {
    await seated();
    assert.equal(world.story, 'entering seated');
    assert.deepEqual(world.knocks, [{ how: 'enter', token: 'kept', at: world.time.now }]);
    assert.equal(world.link.resumeKey, 'm1:1');
  });

  it('L31 a try that fails or hangs is repeated while the reservation lasts, and not after', async () => {
    world.plans = [NETWORK, 'hang'];
    world.link.start();
    await world.time.pass(9_000);
    assert.equal(world.story, 'entering seated');
    const late = new MatchWorld();
    late.plans = Array(40).fill(NETWORK);
    late.link.start();
    await late.time.pass(60_000);
    assert.deepEqual(late.link.link, { kind: 'closed', why: 'gone' });
    const last = (late.knocks.at(-1)?.at ?? 0) - (late.knocks[0]?.at ?? 0);
    assert.ok(last > 2_000 && last < 10_000, `${last}`);
  });

  it('L31 a seat that is gone, or taken by another player, is not requested again', async () => {
    for (const failure of [{ kind: 'gone' }, { kind: 'refused', code: 'request/notAllowed' }] as const) {
      const state = failed(entering(10_000, 0), failure, 10, 0);
      assert.deepEqual(state, { kind: 'closed', why: 'gone' });
    }
    world.plans = [{ kind: 'gone' }];
    world.link.start();
    await world.time.pass(20_000);
    assert.equal(world.knocks.length, 1);
  });

  it('L31 a refused token is renewed, and the seat requested once more at once', async () => {
    world.plans = [{ kind: 'refused', code: 'auth/expired' }];
    await seated();
    assert.deepEqual(
      world.knocks.map(({ token }) => token),
      ['kept', 'renewed-1'],
    );
    assert.equal(world.link.link.kind, 'seated');
  });

  it('L32 a dropped session is resumed with its key by tries at most 2 s apart, until the window ends', async () => {
    const connection = await seated();
    world.plans = Array(200).fill(NETWORK);
    const at = world.time.now;
    connection.drop(1006);
    const { link } = world.link;
    assert.ok(link.kind === 'reconnecting' && link.heldUntilAt === at + 60_000);
    await world.time.pass(61_000);
    assert.equal(world.story, 'entering seated reconnecting closed');
    const tries = world.knocks.slice(1);
    assert.ok(tries.every(({ how, key }) => how === 'resume' && key === 'm1:1'));
    const waits = tries.slice(1).map((knock, i) => knock.at - (tries[i]?.at ?? 0));
    assert.ok(Math.max(...waits) <= 2_000, waits.join());
    assert.ok(tries.length > 10 && (tries.at(-1)?.at ?? 0) - at > 50_000);
  });

  it('L32 the return of the network or the page retries at once; a hanging try starts over', async () => {
    const connection = await seated();
    world.plans = [NETWORK, NETWORK, NETWORK, NETWORK, 'hang'];
    connection.drop(1006);
    while (world.plans.length > 0) await world.time.pass(10);
    await world.time.pass(1_000);
    const before = world.knocks.length;
    world.link.networkOnline();
    await settled();
    assert.ok(world.knocks.length > before);
    assert.equal(world.link.link.kind, 'seated');
    world.connection.drop(1006);
    world.link.pageVisible();
    await settled();
    assert.equal(world.link.link.kind, 'seated');
    assert.equal(world.connections.length, 3);
  });

  it('L32 an input skips the wait for the next try too', async () => {
    const connection = await seated();
    world.plans = Array(3).fill(NETWORK);
    connection.drop(1006);
    while (world.plans.length > 0) await world.time.pass(10);
    assert.equal(world.link.link.kind, 'reconnecting');
    world.link.inputSeen();
    await settled();
    assert.equal(world.link.link.kind, 'seated');
  });

  it('L33 the probe notices a dead link, and the seat is resumed', async () => {
    const connection = await seated();
    connection.isDead = true;
    await world.time.pass(7_600);
    assert.equal(connection.closedWith, CLOSE.mayReconnect);
    await world.time.pass(1_000);
    assert.equal(world.story, 'entering seated reconnecting seated');
  });

  it('L34 a match’s end, another tab, an operator, a cut and a shutdown end the link for good, each with its own text', () => {
    const ends = [1000, 4000, 4001, 4101, 4102, 4103, 4104].map((code) => dropped(code, 60_000, 0, 0));
    assert.deepEqual(
      ends.map((link) => link.kind === 'closed' && link.why),
      ['over', 'over', 'shutdown', 'elsewhere', 'kicked', 'banned', 'cut'],
    );
    for (const code of [1001, 1005, 1006, 4002, 4010])
      assert.equal(dropped(code, 60_000, 0, 0).kind, 'reconnecting', `${code}`);
  });

  it('L34 leaving is said once, and nothing is tried afterwards', async () => {
    const connection = await seated();
    world.link.leave();
    connection.drop(4000);
    await world.time.pass(70_000);
    assert.deepEqual(connection.said, ['leave']);
    assert.deepEqual(world.link.link, { kind: 'closed', why: 'left' });
    assert.equal(world.knocks.length, 1);
    assert.equal(world.time.pending, 0);
  });

  it('L35 a late listener receives the latest push of each type, and the state', async () => {
    const connection = await seated();
    const state = { clock: 1 };
    connection.listener?.stateChanged(state, true);
    for (const turn of [0, 1]) connection.listener?.pushed('boardUpdated', { turn });
    connection.listener?.pushed('tableUpdated', { phase: 'running' });
    connection.listener?.stateChanged(state, false);
    const heard: unknown[] = [];
    const stop = world.link.subscribe((event) => heard.push(event));
    assert.deepEqual(heard, [
      { type: 'pushed', push: 'boardUpdated', payload: { turn: 1 } },
      { type: 'pushed', push: 'tableUpdated', payload: { phase: 'running' } },
      { type: 'stateChanged', state, isNewState: true },
    ]);
    stop();
    connection.listener?.pushed('boardUpdated', { turn: 2 });
    assert.equal(heard.length, 3);
    assert.deepEqual(world.link.latest('boardUpdated'), { turn: 2 });
  });

  it('L35 a move returns its reply or its refusal as a value; offline it is refused and never made', async () => {
    assert.deepEqual(await world.link.request('dropDisc', { column: 1 }), { ok: false, refusal: 'network' });
    const connection = await seated();
    assert.deepEqual(await world.link.request('dropDisc', { column: 1 }), { ok: true });
    assert.deepEqual(await world.link.request('cheat', {}), { ok: false, refusal: 'request/notAllowed' });
    world.plans = ['hang'];
    connection.drop(1006);
    world.link.send('steer', { turn: 1 });
    assert.deepEqual(await world.link.request('dropDisc', { column: 2 }), { ok: false, refusal: 'network' });
    assert.deepEqual(connection.said, ['dropDisc {"column":1}', 'cheat {}']);
  });

  it('L38 a seat with a used-up key is requested from the lobby until it reports that there is none', async () => {
    const connection = await seated();
    const { reservation } = TICKET;
    assert.ok(reservation);
    world.plans = [NETWORK, { kind: 'gone' }, { kind: 'gone' }];
    world.reseats = [{ kind: 'network' }, reservation];
    connection.drop(1006);
    await world.time.pass(5_000);
    assert.deepEqual(
      world.knocks.map(({ how }) => how),
      ['enter', 'resume', 'resume', 'resume', 'enter'],
    );
    assert.equal(world.story, 'entering seated reconnecting seated');
    world.plans = [{ kind: 'gone' }];
    world.connection.drop(1006);
    await world.time.pass(5_000);
    assert.deepEqual(world.link.link, { kind: 'closed', why: 'gone' });
  });

  it('L36 a page that unloads keeps its seat held, and the next one resumes it with its key', async () => {
    const connection = await seated();
    const key = world.link.resumeKey ?? '';
    world.link.disconnect();
    assert.deepEqual([connection.closedWith, connection.said], [CLOSE.mayReconnect, []]);
    const { reservation: _, ...rest } = TICKET;
    const next = new MatchWorld({ ...rest, resumeKey: key });
    next.link.start();
    await settled();
    assert.deepEqual(next.knocks, [{ how: 'resume', token: 'kept', key, at: next.time.now }]);
    assert.equal(next.story, 'reconnecting seated');
  });

  it('L36 a page in the background does not take the seat from the next one until it is visible again', async () => {
    await seated();
    world.link.disconnect();
    await world.time.pass(20_000);
    assert.equal(world.knocks.length, 1);
    world.link.pageVisible();
    await settled();
    assert.equal(world.story, 'entering seated reconnecting seated');
  });
});

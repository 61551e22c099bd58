import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { MatchRoom } from '../../server/match/MatchRoom.ts';
import { SWEEP_MS } from '../../shared/limits.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { MatchServer, playerSeat, WINDOWS } from '../support/matchServer.ts';

const [WINDOW_MS, KICK_MS, DAMPING_MS] = [60_000, 60_000, 400];
/** What is due expires so soon. */
const DUE_MS = 1_500;

const codeOf = ({ room }: Joined): { code?: number } => {
  const closed: { code?: number } = {};
  room.reconnection.enabled = false;
  room.onLeave((code) => Object.assign(closed, { code }));
  return closed;
};

/** The sweep at its own pace, not at that of other tests. */
const start = (env: object = {}) =>
  LobbyServer.start(
    { RECONNECT_WINDOW_MS: `${WINDOW_MS}`, IDLE_AFTER_MS: '1000', KICK_AFTER_MS: `${KICK_MS}`, ...env },
    { sweepMs: SWEEP_MS },
  );

const localRooms = async () => (await matchMaker.query({})).map(({ roomId }) => matchMaker.getLocalRoomById(roomId));

/** The ticks that come while the clocks stand still are counted. */
async function freeze() {
  const clocks = (await localRooms()).map(({ clock }) => clock);
  const frozen = { ticks: 0, thaw: () => {} };
  const ticks = clocks.map((clock) => clock.tick);
  for (const clock of clocks) {
    clock.tick = () => {
      frozen.ticks += 1;
    };
  }
  frozen.thaw = () => {
    for (const [at, clock] of clocks.entries()) Object.assign(clock, { tick: ticks[at] });
  };
  return frozen;
}

/** Of the process; its rooms note that it runs. */
const pass = ({ app, clock }: LobbyServer, ms: number) => {
  for (let left = ms; left > 0; left -= 500) {
    clock.advance(500);
    app.lobby.localPlayers.noteRunning();
  }
};

describe('the clocks of rooms', () => {
  let server: LobbyServer;
  afterEach(() => server.stop());
  const held = () => server.app.lobby.localPlayers.numbers().held;

  it('R32 while they stand still nobody is warned or kicked and no window ends; then all of it within 1.5 s', async () => {
    server = await start();
    const [idle, gone] = [await server.join(), await server.join()];
    const closed = codeOf(idle);
    gone.room.reconnection.enabled = false;
    cut(gone.room);
    await eventually(() => assert.equal(held(), 1));
    const frozen = await freeze();
    pass(server, 2 * Math.max(WINDOW_MS, KICK_MS));
    await eventually(() => assert.ok(frozen.ticks > 10));
    assert.deepEqual([closed.code, held()], [undefined, 1]);
    assert.ok(!idle.heard.some(({ type }) => type === 'idleWarned'));
    frozen.thaw();
    await eventually(() => assert.deepEqual([closed.code, held()], [4100, 0]), DUE_MS);
  });

  it('R32 a resume sweeps first: one after the window is refused, though the clocks stand still', async () => {
    server = await start({ KICK_AFTER_MS: '0' });
    const players = [await server.join(), await server.join()];
    const tokens = players.map(({ room }) => room.reconnectionToken);
    for (const { room } of players) {
      room.reconnection.enabled = false;
      cut(room);
    }
    await eventually(() => assert.equal(held(), 2));
    const frozen = await freeze();
    const back = (at: number) =>
      refusalOf(
        server
          .client(players[at]?.token ?? '')
          .reconnect(tokens[at] ?? '')
          .then((room) => room.leave()),
      );
    pass(server, WINDOW_MS - 20_000);
    assert.equal(await back(0), undefined);
    pass(server, 21_000);
    assert.equal(await back(1), 'request/unknown');
    await eventually(() => assert.equal(held(), 0));
    frozen.thaw();
  });

  it('R33 an empty room stays until the leave that it announces is over', async () => {
    server = await start({ SHARD_CAPACITY: '1', LEAVE_DAMPING_MS: '60000', KICK_AFTER_MS: '0' });
    const [ada, bob] = [await server.join(), await server.join()];
    const shard = bob.room.roomId;
    const isOpen = async () => (await matchMaker.query({ name: 'lobby' })).some(({ roomId }) => roomId === shard);
    assert.notEqual(ada.room.roomId, shard);
    await bob.room.leave();
    await eventually(() => assert.equal(matchMaker.getLocalRoomById(shard).clients.length, 0));
    for (let seconds = 0; seconds < 10; seconds++) {
      pass(server, 1_000);
      await server.ticks();
      assert.ok(await isOpen());
    }
    pass(server, 60_000);
    await eventually(async () => assert.equal(await isOpen(), false));
    assert.equal(server.app.lobby.find(bob.id as never), undefined);
  });

  it('R34 a dropped tab resumes beside a live tab', async () => {
    server = await start({ KICK_AFTER_MS: '0', LEAVE_DAMPING_MS: `${DAMPING_MS}` });
    for (let n = 0; n < 5; n++) {
      const first = await server.join();
      const second = await server.join(undefined, first.token);
      const dropped = n % 2 === 0 ? first : second;
      // The stock client comes back by itself.
      const back = new Promise<void>((resolve) => dropped.room.onReconnect(() => resolve()));
      const closed: number[] = [];
      dropped.room.onLeave((code) => void closed.push(code));
      cut(dropped.room);
      await back;
      assert.equal(typeof (await dropped.room.request('heartbeat', { active: true })).nowS, 'number');
      assert.deepEqual([closed, held()], [[], 0]);
      await Promise.all([first.room.leave(), second.room.leave()]);
    }
  });
});

class SlowRoom extends MatchRoom {
  override patchRate = 60_000;
  protected override onMatchStart(): void {}
}

describe('the clock of a room whose patches are slow', () => {
  let server: MatchServer;
  before(async () => {
    server = await MatchServer.start({}, [{ room: 'slow', Game: SlowRoom }]);
  });
  after(() => server.stop());

  it('R33 ends the window of a player within 1.5 s', async () => {
    const id = await server.open('slow', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
    const ada = await server.enter(id, 'ada');
    await server.enter(id, 'ben');
    await ada.cut();
    await eventually(() => assert.equal(server.localPlayers.numbers().held, 1));
    let sweeps = 0;
    const sweep = server.localPlayers.sweep.bind(server.localPlayers);
    server.localPlayers.sweep = () => {
      sweeps += 1;
      sweep();
    };
    server.clock.advance(WINDOWS.reconnectWindowMs - 10_000);
    await eventually(() => assert.ok(sweeps > 0));
    assert.equal(server.localPlayers.numbers().held, 1);
    server.clock.advance(10_000);
    await eventually(() => assert.equal(server.localPlayers.numbers().held, 0), DUE_MS);
  });
});

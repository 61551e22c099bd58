import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayersPage, Stats } from '../../shared/protocol.ts';
import { STATUS } from '../../shared/status.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

/** A player is back, or in the match, long before a leave is announced. */
const DAMPING_MS = 10_000;
const [WINDOW_MS, IDLE_MS, KICK_MS] = [10_000, 30_000, 60_000];

const pushed = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type): Promise<PlayPushes[Type]> =>
  eventually(() => {
    const push = heard.findLast((each) => each.type === type);
    assert.ok(push, `${type} came`);
    return push.payload as PlayPushes[Type];
  });

describe('players who are only in a match', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  let eve: Joined;
  beforeEach(async () => {
    server = await LobbyServer.start({
      ...{ LIMITS: 'off', LEAVE_DAMPING_MS: `${DAMPING_MS}`, RECONNECT_WINDOW_MS: `${WINDOW_MS}` },
      ...{ HEARTBEAT_MS: '15000', IDLE_AFTER_MS: `${IDLE_MS}`, KICK_AFTER_MS: `${KICK_MS}` },
    });
    [ada, bob, eve] = [await server.join('Ada'), await server.join('Bob'), await server.join('Eve')];
  });
  afterEach(() => server.stop());

  /** Both seated in a match of connect four; all sessions in the lobby but Eve's have ended. */
  async function playAlone(): Promise<[Room, Room]> {
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: 'connect-four' });
    const { proposalId } = await pushed(ada, 'matchProposed');
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    const rooms: Room[] = [];
    for (const player of [ada, bob]) {
      const { reservation } = await pushed(player, 'matchReady');
      await player.room.leave();
      const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
      room.onMessage('*', () => {});
      room.reconnection.enabled = false;
      rooms.push(room);
    }
    await server.pass(DAMPING_MS + 1_000);
    return rooms as [Room, Room];
  }
  const rowOf = ({ id }: Joined) => eve.room.state.players.get(id)?.status;
  const stored = async ({ id }: Joined) => (await server.app.store.players.find(id as never))?.isOnline;
  const sees = (player: Joined, status: number | undefined) => eventually(() => assert.equal(rowOf(player), status));
  /** Everywhere that strangers are told of the player. */
  async function everywhere(player: Joined) {
    const { players } = await server.get<PlayersPage>('/api/players');
    const { online, playing } = await server.get<Stats>('/api/stats');
    const { isOnline, status } = await server.get<{ isOnline: boolean; status: string }>(`/api/players/${player.id}`);
    const listed = players.find(({ id }) => id === player.id)?.status;
    return { row: rowOf(player), listed, isOnline, status, online, playing };
  }

  it('P23 V17 S38 they are online and playing in rows, lists, counts, look-ups and the database', async () => {
    await playAlone();
    for (const player of [ada, bob]) await sees(player, STATUS.playing.number);
    const playing = { row: STATUS.playing.number, listed: 'playing', isOnline: true, status: 'playing' };
    assert.deepEqual(await everywhere(ada), { ...playing, online: 3, playing: 2 });
    assert.deepEqual(await everywhere(bob), { ...playing, online: 3, playing: 2 });
    await eventually(() => assert.equal(eve.room.state.online, 3));
    await eventually(async () => assert.deepEqual([await stored(ada), await stored(bob)], [true, true]), 3_000);
  });

  it('P23 a dropped one is reconnecting, resumes, and leaves with the window; then the roster, the counts and the store agree', async () => {
    const [first] = await playAlone();
    const { reconnectionToken } = first;
    first.connection.close(4010);
    await sees(ada, STATUS.reconnecting.number);
    const back = await server.client(ada.token).reconnect(reconnectionToken);
    back.reconnection.enabled = false;
    back.onMessage('*', () => {});
    await sees(ada, STATUS.playing.number);
    back.connection.close(4010);
    await sees(ada, STATUS.reconnecting.number);
    await server.pass(WINDOW_MS);
    await sees(ada, undefined);
    const { isOnline, online } = await everywhere(ada);
    assert.deepEqual([isOnline, online], [false, 2]);
    await eventually(async () => assert.equal(await stored(ada), false), 3_000);
    // The desk hears of it once it is back: the time that passed was longer than its lease.
    await eventually(async () => assert.ok(await server.app.store.matches.find(first.roomId)));
  });

  it('P23 after the match they are online until they leave its room, and a return to the lobby is silent', async () => {
    const [first, second] = await playAlone();
    await second.leave();
    await sees(ada, STATUS.online.number);
    const changes: (number | undefined)[] = [];
    eve.room.onStateChange(() => void changes.push(rowOf(ada)));
    await first.leave();
    const again = await server.join(undefined, ada.token);
    await server.pass(DAMPING_MS + 1_000);
    await eve.room.request('heartbeat', { active: true });
    assert.ok(changes.every((status) => status === STATUS.online.number));
    await again.room.leave();
    await server.pass(DAMPING_MS + 1_000);
    await sees(ada, undefined);
    await sees(bob, undefined);
  });

  it('V17 a hidden one stays hidden, and their friends see them play', async () => {
    await ada.room.request('addFriend', { playerId: eve.id as never });
    await eve.room.request('addFriend', { playerId: ada.id as never });
    await ada.room.request('setVisibility', { visibility: 'friends' });
    await bob.room.request('setVisibility', { visibility: 'nobody' });
    await server.pass(DAMPING_MS + 1_000);
    await playAlone();
    for (const player of [ada, bob]) {
      const { row, listed, isOnline, online, playing } = await everywhere(player);
      assert.deepEqual([row, listed, isOnline, online, playing], [undefined, undefined, false, 1, 0]);
    }
    await eventually(() => assert.equal(server.app.lobby.find(ada.id as never, eve.id as never)?.status, 'playing'));
    assert.equal(server.app.lobby.find(bob.id as never, eve.id as never), undefined);
    await eventually(async () => assert.deepEqual([await stored(ada), await stored(bob)], [true, true]), 3_000);
  });

  it('CH2 a whisper to one is refused, as nobody would read it', async () => {
    await playAlone();
    const whisper = eve.room.request('sendChat', { channel: 'direct', to: ada.id as never, text: 'hello' });
    assert.equal(await refusalOf(whisper), 'chat/notHere');
  });

  it('P22 P21 they are not kicked; with a session in the lobby the time counts from the match’s end', async () => {
    const [first, second] = await playAlone();
    const closed: number[] = [];
    for (const room of [first, second]) room.onLeave((code) => void closed.push(code));
    await server.pass(40_000);
    for (const room of [first, second]) await room.request('dropDisc', { column: 3 }).catch(() => {});
    await eve.room.request('heartbeat', { active: true });
    await server.pass(40_000);
    await sees(ada, STATUS.playing.number);
    assert.deepEqual(closed, []);
    const factsOf = ({ id }: Joined) => server.app.lobby.localPlayers.factsOf(id as never);
    const ages = [ada, bob].map((player) => server.clock.wall() / 1000 - (factsOf(player)?.inputAtS ?? 0));
    assert.ok(
      ages.every((age) => age < 50),
      `the moves counted: ${ages}`,
    );
    const tab = await server.join(undefined, ada.token);
    await tab.room.request('heartbeat', { active: false });
    assert.equal(factsOf(ada)?.kick, null);
    // A join is an input too.
    await server.pass(10_000);
    await second.leave();
    const { leftMs } = await eventually(() => factsOf(ada)?.kick ?? assert.fail('the time counts'));
    assert.ok(leftMs > KICK_MS - 10_000 && leftMs <= KICK_MS, `${leftMs} ms are left`);
  });
});

import assert from 'node:assert/strict';
import { REQUESTS, type RequestName } from '../../shared/requests.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

const [HEARTBEAT_MS, IDLE_MS] = [15_000, 180_000];
/** Valid input for each request; whether it is then granted does not matter. */
const INPUT: { [Name in RequestName]: object } = {
  heartbeat: { active: false },
  setStatus: { status: 'online' },
  setVisibility: { visibility: 'everyone' },
  setName: { name: 'Some Name' },
  setEmblem: { emblem: 551 },
  joinQueue: { mode: 'connect-four' },
  leaveQueue: {},
  playBots: {},
  acceptMatch: { proposalId: 'p' },
  declineMatch: { proposalId: 'p' },
  createMatch: { mode: 'nowhere', isPrivate: false },
  joinMatch: { matchId: 'm' },
  watchMatch: { matchId: 'm' },
  rematch: { matchId: 'm' },
  challenge: { playerId: 'x', mode: 'connect-four' },
  followMatches: { on: true },
  watchTiles: { matchIds: ['m'] },
  createParty: {},
  inviteToParty: { playerId: 'x' },
  answerInvite: { inviteId: 'i', accept: true },
  leaveParty: {},
  promote: { playerId: 'x' },
  removeFromParty: { playerId: 'x' },
  addFriend: { playerId: 'x' },
  removeFriend: { playerId: 'x' },
  block: { playerId: 'x' },
  unblock: { playerId: 'x' },
  sendChat: { channel: 'shard', text: 'hello' },
  chatHistory: { channel: 'shard' },
  readWhispers: { playerId: 'x', messageId: 'm' },
  report: { playerId: 'x', reason: 'other' },
};

describe('human input', () => {
  let server: LobbyServer;
  let ada: Joined;
  before(async () => {
    server = await LobbyServer.start({
      ...{ HEARTBEAT_MS: `${HEARTBEAT_MS}`, IDLE_AFTER_MS: `${IDLE_MS}`, KICK_AFTER_MS: '1800000', LIMITS: 'off' },
    });
    ada = await server.join('Ada');
  });
  after(() => server.stop());

  const idle = () => {
    const [session] = server.app.lobby.localPlayers.factsOf(ada.id as never)?.sessions ?? [];
    return session?.state === 'live' ? session.idle !== null : undefined;
  };
  const request = (name: string, input: object) =>
    (ada.room as unknown as { request(name: string, input: object): Promise<unknown> })
      .request(name, input)
      .catch(() => {});

  for (const name of Object.keys(REQUESTS) as RequestName[]) {
    const { isAutomatic = false } = REQUESTS[name] as { isAutomatic?: boolean };
    it(`P24 ${name} ${isAutomatic ? 'is no input: clients send it by themselves' : 'ends idleness like an active heartbeat'}`, async () => {
      await ada.room.request('heartbeat', { active: false });
      assert.equal(idle(), true);
      await request(name, INPUT[name]);
      assert.equal(idle(), isAutomatic);
      if (name === 'joinQueue') await request('leaveQueue', {});
    });
  }

  it('P24 a plain client that talks every 6 s and sends no heartbeat stays online, and is kicked 30 minutes after the last word', async () => {
    const statusNow = () => server.app.lobby.find(ada.id as never)?.status;
    for (let s = 0; s < 120; s += 6) {
      await request('sendChat', INPUT.sendChat);
      await server.pass(6_000);
      assert.equal(statusNow(), 'online', `after ${s + 6} s`);
    }
    await server.pass(2.5 * HEARTBEAT_MS - 6_000);
    assert.equal(statusNow(), 'away');
    const closed: number[] = [];
    ada.room.reconnection.enabled = false;
    ada.room.onLeave((code) => void closed.push(code));
    const warned = () => ada.heard.find(({ type }) => type === 'idleWarned')?.payload as { inMs: number } | undefined;
    await server.pass(1_800_000 - 60_000 - 2.5 * HEARTBEAT_MS - 2_000);
    assert.equal(warned(), undefined);
    await server.pass(3_000);
    await eventually(() => assert.ok(Math.abs((warned()?.inMs ?? 0) - 60_000) < 3_000));
    await server.pass(56_000);
    assert.deepEqual(closed, []);
    await server.pass(5_000);
    await eventually(() => assert.deepEqual(closed, [4100]));
  });
});

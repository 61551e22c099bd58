import assert from 'node:assert/strict';
import { REQUESTS, type RequestInput, type RequestName } from '../../shared/requests.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

/** Well-formed input of every request, about Bob where it is about somebody. */
const inputsAbout = (playerId: string): { [Name in RequestName]: RequestInput<Name> } => ({
  heartbeat: { active: true },
  setStatus: { status: 'online' },
  setVisibility: { visibility: 'everyone' },
  setName: { name: 'Countess' },
  setEmblem: { emblem: 551 },
  joinQueue: { mode: 'cycles' },
  leaveQueue: {},
  playBots: {},
  acceptMatch: { proposalId: 'none' },
  declineMatch: { proposalId: 'none' },
  createMatch: { mode: 'none', isPrivate: true },
  joinMatch: { matchId: 'none' },
  watchMatch: { matchId: 'none' },
  rematch: { matchId: 'none' },
  challenge: { playerId, mode: 'cycles' },
  followMatches: { on: false },
  watchTiles: { matchIds: ['none'] },
  createParty: {},
  inviteToParty: { playerId },
  answerInvite: { inviteId: 'none', accept: false },
  leaveParty: {},
  promote: { playerId },
  removeFromParty: { playerId },
  addFriend: { playerId },
  removeFriend: { playerId },
  block: { playerId },
  unblock: { playerId },
  sendChat: { channel: 'direct', to: playerId, text: 'buy gold' },
  chatHistory: { channel: 'direct' },
  readWhispers: { playerId, messageId: 'none' },
  report: { playerId, reason: 'other' },
});

describe('a mute', () => {
  let server: LobbyServer;
  let [ada, bob] = [{} as Joined, {} as Joined];
  before(async () => {
    server = await LobbyServer.start();
    [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
  });
  after(() => server.stop());
  const mute = (minutes: number) => server.order('mute', { playerId: ada.id, reason: 'spam', minutes });
  const ask = (name: RequestName) =>
    refusalOf(
      (ada.room as { request(name: string, input: object): Promise<unknown> }).request(name, inputsAbout(bob.id)[name]),
    );

  it('O11 refuses each request that the table says, in every tab, and no other; lifted, it refuses none', async () => {
    await mute(5);
    const entries = Object.entries(REQUESTS) as [RequestName, (typeof REQUESTS)[RequestName]][];
    for (const [name, { whenMuted }] of entries)
      assert.equal((await ask(name)) === 'chat/muted', whenMuted === 'refused', name);
    assert.equal(server.app.lobby.find(ada.id as never)?.name, 'Ada');
    await mute(0);
    for (const [name] of entries) assert.notEqual(await ask(name), 'chat/muted', name);
    assert.equal(server.app.lobby.find(ada.id as never)?.name, 'Countess');
  });

  it('O11 whatever shows others a text of the player’s choice, or asks them for something, is refused', () => {
    const refused = Object.entries(REQUESTS).filter(([, { whenMuted }]) => whenMuted === 'refused');
    assert.deepEqual(
      refused.map(([name]) => name),
      ['setName', 'challenge', 'inviteToParty', 'addFriend', 'sendChat'],
    );
  });
});

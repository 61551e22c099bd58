import assert from 'node:assert/strict';
import { asPlayerId } from '../../shared/ids.ts';
import { LINES_A_PAGE, LINES_KEPT } from '../../shared/limits.ts';
import type { PartyView } from '../../shared/playProtocol.ts';
import type { ChatLine, ChatPage } from '../../shared/socialProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { type MemoryStore, memoryStore } from '../support/memoryStore.ts';

type Channel = ChatLine['channel'];
const said = ({ heard }: Joined): ChatLine[] =>
  heard.filter(({ type }) => type === 'chatReceived').map(({ payload }) => payload as ChatLine);
const deleted = ({ heard }: Joined): string[] =>
  heard
    .filter(({ type }) => type === 'chatDeleted')
    .flatMap(({ payload }) => (payload as { messageIds: string[] }).messageIds);
const partyOf = ({ heard }: Joined): PartyView | undefined =>
  (heard.findLast(({ type }) => type === 'partyUpdated')?.payload as { party?: PartyView } | undefined)?.party;
const textsOf = ({ lines }: ChatPage): string[] => lines.map(({ text }) => text);

describe('the history of chat', () => {
  let server: LobbyServer;
  let store: MemoryStore;
  let ada: Joined;
  let bob: Joined;
  beforeEach(async () => {
    store = memoryStore();
    server = await LobbyServer.start({ LIMITS: 'off', LEASE_MS: '1000', YOUNG_CHAT_MS: '0' }, { store });
    ada = await server.join('Ada');
    bob = await server.join('Bob');
  });
  afterEach(() => server.stop());

  const shout = ({ room }: Joined, text: string) => room.request('sendChat', { channel: 'shard', text });
  const whisper = ({ room }: Joined, { id: to }: { id: string }, text: string) =>
    room.request('sendChat', { channel: 'direct', to, text });
  const history = ({ room }: Joined, channel: Channel = 'shard', before?: string): Promise<ChatPage> =>
    room.request('chatHistory', { channel, ...(before !== undefined && { before }) });
  const texts = async (player: Joined, channel?: Channel) => textsOf(await history(player, channel));
  const befriend = async (): Promise<void> => {
    await ada.room.request('addFriend', { playerId: bob.id });
    await bob.room.request('addFriend', { playerId: ada.id });
    const friendsOf = ({ id }: Joined) => server.app.lobby.localPlayers.find(asPlayerId(id))?.friends;
    await eventually(() => assert.deepEqual([friendsOf(ada), friendsOf(bob)], [[bob.id], [ada.id]]));
  };
  const isGone = ({ id }: Joined) => server.app.lobby.find(asPlayerId(id)) === undefined;
  const leave = async (player: Joined): Promise<void> => {
    await player.room.leave();
    await server.pass(1_000);
    await eventually(() => assert.ok(isGone(player)));
  };
  const back = (player: Joined) => server.join(undefined, player.token);
  const show = ({ room }: Joined, visibility: 'everyone' | 'nobody') => room.request('setVisibility', { visibility });
  const party = async (): Promise<void> => {
    await ada.room.request('inviteToParty', { playerId: bob.id });
    const { inviteId } = await eventually(
      () => (bob.heard.findLast(({ type }) => type === 'invited')?.payload as { inviteId: string }) ?? assert.fail(),
    );
    await bob.room.request('answerInvite', { inviteId, accept: true });
    await eventually(() => assert.deepEqual([partyOf(ada)?.members.length, partyOf(bob)?.members.length], [2, 2]));
  };

  it('CH10 a newcomer reads the last hundred lines of the shard, page by page, each once and as they were pushed', async () => {
    for (let n = 0; n < LINES_KEPT + 7; n++) await shout(n % 2 ? ada : bob, `line ${n}`);
    const eve = await server.join('Eve');
    const latest = await history(eve);
    assert.deepEqual([latest.lines.length, latest.hasMore], [LINES_A_PAGE, true]);
    const earlier = await history(eve, 'shard', latest.lines[0]?.messageId);
    assert.deepEqual([earlier.lines.length, earlier.hasMore], [LINES_A_PAGE, false]);
    const expected = Array.from({ length: LINES_KEPT }, (_, n) => `line ${n + 7}`);
    assert.deepEqual([...textsOf(earlier), ...textsOf(latest)], expected);
    await eventually(() => assert.deepEqual(latest.lines.at(-1), said(ada).at(-1)));
    assert.deepEqual(await history(eve, 'shard', 'nothing'), { lines: [], hasMore: false });
    assert.equal(await refusalOf(history(eve, 'party')), 'party/none');
  });

  it('CH10 a resumed session reads what was said while it was held, and so does a reload', async () => {
    bob.room.reconnection.enabled = false;
    cut(bob.room);
    await eventually(() => assert.equal(server.app.lobby.find(asPlayerId(bob.id))?.status, 'reconnecting'));
    await shout(ada, 'to all');
    await whisper(ada, bob, 'to you');
    const resumed = await server.follow(
      (await server.client(bob.token).reconnect(bob.room.reconnectionToken)) as Joined['room'],
      bob.token,
    );
    assert.deepEqual([await texts(resumed), await texts(resumed, 'direct')], [['to all'], ['to you']]);
    await resumed.room.leave();
    const reloaded = await back(bob);
    assert.deepEqual([await texts(reloaded), await texts(reloaded, 'direct')], [['to all'], ['to you']]);
    assert.deepEqual(await texts(await server.join(), 'direct'), [], 'and nobody else reads whispers');
  });

  it('CH14 CH11 a member reads what was said to them in the party, also after a reload, and nothing from before', async () => {
    await ada.room.request('createParty', {});
    await eventually(() => assert.ok(partyOf(ada)));
    await ada.room.request('sendChat', { channel: 'party', text: 'alone' });
    await party();
    await bob.room.request('sendChat', { channel: 'party', text: 'together' });
    await eventually(async () => assert.deepEqual(await texts(ada, 'party'), ['alone', 'together']));
    assert.deepEqual(await texts(bob, 'party'), ['together']);
    await bob.room.leave();
    const reloaded = await back(bob);
    await eventually(async () => assert.deepEqual(await texts(reloaded, 'party').catch(() => []), ['together']));
    await reloaded.room.request('leaveParty', {});
    await eventually(async () => assert.equal(await refusalOf(history(reloaded, 'party')), 'party/none'));
  });

  it('CH11 lines pass no block, in either direction, and come back with its end', async () => {
    await shout(ada, 'from ada');
    await shout(bob, 'from bob');
    await whisper(ada, bob, 'psst');
    await eventually(async () => assert.deepEqual(await texts(bob, 'direct'), ['psst']));
    await bob.room.request('block', { playerId: ada.id });
    assert.deepEqual([await texts(ada), await texts(bob)], [['from ada'], ['from bob']]);
    assert.deepEqual([await texts(ada, 'direct'), await texts(bob, 'direct')], [[], []]);
    assert.deepEqual(await texts(await server.join()), ['from ada', 'from bob']);
    await bob.room.request('unblock', { playerId: ada.id });
    assert.deepEqual([await texts(ada), await texts(bob, 'direct')], [['from ada', 'from bob'], ['psst']]);
  });

  it('CH11 names of old lines follow; those of players who hid or left stay as they were last seen', async () => {
    await shout(ada, 'hello');
    const nameOf = async () => (await history(bob)).lines[0]?.from.name;
    await ada.room.request('setName', { name: 'Ada the First' });
    assert.equal(await nameOf(), 'Ada the First');
    await show(ada, 'nobody');
    await ada.room.request('setName', { name: 'Ada in secret' });
    await server.pass(3_000);
    assert.deepEqual([await nameOf(), isGone(ada)], ['Ada the First', true]);
    await show(ada, 'everyone');
    assert.equal(await nameOf(), 'Ada in secret');
    await leave(ada);
    assert.equal(await nameOf(), 'Ada in secret');
  });

  it('CH10 while blocks or waiting whispers cannot be read, no history is told', async () => {
    await shout(ada, 'hello');
    store.blocks.of = () => Promise.reject(new Error('connection refused'));
    assert.deepEqual(
      [await refusalOf(history(bob)), await refusalOf(history(bob, 'direct'))],
      Array(2).fill('store/away'),
    );
  });

  it('CH12 a whisper to a friend who is away waits until it is read; one who hides gets it at once, and looks the same', async () => {
    await befriend();
    await leave(bob);
    const { messageId, isWaiting } = await whisper(ada, bob, 'see you');
    assert.equal(isWaiting, true);
    const bob2 = await back(bob);
    const [line] = (await history(bob2, 'direct')).lines;
    assert.deepEqual([line?.messageId, line?.text, line?.isWaiting], [messageId, 'see you', true]);
    const again = await back(bob);
    assert.equal((await history(again, 'direct')).lines[0]?.isWaiting, true, 'it was not read');
    await again.room.request('readWhispers', { playerId: ada.id, messageId });
    const [read] = (await history(again, 'direct')).lines;
    assert.deepEqual([read?.text, read?.isWaiting], ['see you', undefined], 'once, and read');
    assert.deepEqual(await store.whispers.waitingFor(asPlayerId(bob.id), server.clock.wall()), []);

    await show(again, 'nobody');
    await server.pass(3_000);
    const hidden = await whisper(ada, bob, 'are you there?');
    assert.deepEqual({ ...hidden, messageId: '' }, { messageId: '', isWaiting: true });
    for (const tab of [bob2, again]) await eventually(() => assert.equal(said(tab).at(-1)?.text, 'are you there?'));
    assert.equal(await refusalOf(whisper(again, ada, 'yes')), 'chat/hidden');
  });

  it('CH12 nothing waits for a player who is no friend, and nothing is lost silently while the store is away', async () => {
    await leave(bob);
    assert.equal(await refusalOf(whisper(ada, bob, 'hello')), 'chat/notHere');
    bob = await back(bob);
    await befriend();
    await leave(bob);
    store.whispers.add = () => Promise.reject(new Error('connection refused'));
    assert.equal(await refusalOf(whisper(ada, bob, 'hello')), 'store/away');
    assert.deepEqual(await texts(ada, 'direct'), []);
  });

  it('CH13 a waiting whisper stays away while its sender is muted, blocked or no friend', async () => {
    await befriend();
    await leave(bob);
    await whisper(ada, bob, 'see you');
    const waiting = async () =>
      (await store.whispers.waitingFor(asPlayerId(bob.id), server.clock.wall())).map(({ text }) => text);
    assert.deepEqual(await waiting(), ['see you']);
    await server.order('mute', { playerId: ada.id, reason: 'spam', minutes: 5 });
    assert.deepEqual(await waiting(), []);
    await server.order('mute', { playerId: ada.id, reason: 'sorry', minutes: 0 });
    const bob2 = await back(bob);
    await bob2.room.request('block', { playerId: ada.id });
    assert.deepEqual([await waiting(), await texts(bob2, 'direct')], [[], []]);
    await bob2.room.request('unblock', { playerId: ada.id });
    assert.deepEqual(await waiting(), [], 'no friend any more');
  });

  it('CH16 O27 an operator deletes one line or all of a player’s, from histories and every screen; reports keep theirs', async () => {
    await befriend();
    const { messageId } = await shout(ada, 'bad words');
    await shout(ada, 'more');
    await whisper(ada, bob, 'psst');
    await shout(bob, 'stop it');
    await eventually(() => assert.equal(said(bob).length, 4));
    await ada.room.request('setStatus', { status: 'online' });
    await bob.room.request('report', { playerId: ada.id, reason: 'chat' });
    const order = (body: object) => server.order('deleteMessages', { playerId: ada.id, reason: 'rude', ...body });
    await order({ messageId });
    for (const player of [ada, bob]) await eventually(() => assert.deepEqual(deleted(player), [messageId]));
    assert.deepEqual(await texts(await server.join()), ['more', 'stop it']);
    await leave(bob);
    await whisper(ada, bob, 'waits');
    await order({});
    await eventually(() => assert.equal(deleted(ada).length, 4));
    assert.deepEqual(await texts(ada), ['stop it']);
    assert.deepEqual(await texts(await back(bob), 'direct'), []);
    type Evidence = { evidence: { text: string; messageId: string }[] };
    const { reports } = await server.adminGet<{ reports: Evidence[] }>('/api/admin/reports');
    const kept = reports[0]?.evidence.find(({ text }) => text === 'bad words');
    assert.equal(kept?.messageId, messageId);
  });
});

describe('the history of chat in slow mode', () => {
  it('CH15 the reply says how long the next message to the shard waits', async () => {
    const server = await LobbyServer.start({ YOUNG_CHAT_MS: '30000' });
    const ada = await server.join();
    const { waitMs } = await ada.room.request('sendChat', { channel: 'shard', text: 'hello' });
    assert.equal(waitMs, 30_000);
    await server.stop();
  });
});

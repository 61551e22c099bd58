import assert from 'node:assert/strict';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { FriendRow, SocialPushes } from '../../shared/socialProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

const updates = ({ heard }: Joined) =>
  heard.filter(({ type }) => type === 'friendsUpdated').map(({ payload }) => payload as SocialPushes['friendsUpdated']);
/** The list of a client that applies the pushes. */
function listOf(player: Joined): FriendRow[] {
  const rows = new Map<string, FriendRow>();
  for (const { isWhole, put, removed } of updates(player)) {
    if (isWhole) rows.clear();
    for (const row of put) rows.set(row.id, row);
    for (const id of removed) rows.delete(id);
  }
  return [...rows.values()];
}
const words = ({ heard }: Joined) =>
  heard.filter(({ type }) => type === 'chatReceived').map(({ payload }) => payload as SocialPushes['chatReceived']);
const tiesOf = (player: Joined) => listOf(player).map(({ id, tie }) => `${id} ${tie}`);
const statusOf = (player: Joined, { id }: Joined) => listOf(player).find((row) => row.id === id)?.status;

describe('friends, whispers and reports', () => {
  let server: LobbyServer;
  const store = memoryStore();
  let isAway = false;
  let calls = 0;
  let ada: Joined;
  let bob: Joined;
  before(async () => {
    const { tiesOf: ties } = store.friendships;
    // Fails as a driver would.
    store.friendships.tiesOf = async (ids) => {
      calls += 1;
      if (isAway) throw new Error('connection refused');
      return ties(ids);
    };
    server = await LobbyServer.start({ LEASE_MS: '1000', LIMITS: 'off' }, { store });
  });
  after(() => server.stop());
  beforeEach(async () => {
    ada = await server.join();
    bob = await server.join();
    await eventually(() => assert.deepEqual([updates(ada).length, updates(bob).length], [1, 1]));
  });
  afterEach(async () => {
    await Promise.all([ada, bob].map(({ room }) => (room.connection.isOpen ? room.leave() : undefined)));
    await eventually(() => assert.equal(server.app.lobby.online, 0));
  });

  const ownStatusOf = ({ id }: Joined) => server.app.lobby.find(asPlayerId(id), asPlayerId(id))?.status;
  const befriend = async (): Promise<void> => {
    assert.deepEqual(await ada.room.request('addFriend', { playerId: bob.id }), { tie: 'asked' });
    assert.deepEqual(await bob.room.request('addFriend', { playerId: ada.id }), { tie: 'friend' });
    await eventually(() => assert.deepEqual([statusOf(ada, bob), statusOf(bob, ada)], ['online', 'online']));
  };
  const show = (player: Joined, visibility: 'everyone' | 'friends' | 'nobody') =>
    player.room.request('setVisibility', { visibility });
  const listed = async (token?: string) => {
    const { players, total } = await server.get<{ players: { id: string }[]; total: number }>('/api/players', token);
    return [players.map(({ id }) => id), total] as const;
  };

  it('FR1 a friend request, its answer and the end of a friendship reach every tab of both players', async () => {
    const tab = await server.join(undefined, ada.token);
    await ada.room.request('addFriend', { playerId: bob.id });
    await eventually(() => assert.deepEqual(tiesOf(bob), [`${ada.id} asking`]));
    await eventually(() => assert.deepEqual([tiesOf(ada), tiesOf(tab)], [[`${bob.id} asked`], [`${bob.id} asked`]]));
    await bob.room.request('addFriend', { playerId: ada.id });
    await eventually(() => assert.deepEqual([tiesOf(tab), tiesOf(bob)], [[`${bob.id} friend`], [`${ada.id} friend`]]));
    await bob.room.request('removeFriend', { playerId: ada.id });
    await eventually(() => assert.deepEqual([tiesOf(ada), tiesOf(bob)], [[], []]));
    await tab.room.leave();
  });

  it('FR1 a resumed session gets the full list', async () => {
    await befriend();
    const before = updates(ada).filter(({ isWhole }) => isWhole).length;
    cut(ada.room);
    await eventually(() => assert.equal(updates(ada).filter(({ isWhole }) => isWhole).length, before + 1));
    assert.deepEqual(tiesOf(ada), [`${bob.id} friend`]);
  });

  it('FR2 a friend sees how friends are, and a pending request shows only the name', async () => {
    await befriend();
    await bob.room.request('setStatus', { status: 'busy' });
    await eventually(() => assert.equal(statusOf(ada, bob), 'busy'));
    await bob.room.leave();
    await eventually(() => assert.equal(statusOf(ada, bob), null));
    const carol = await server.join();
    await carol.room.request('addFriend', { playerId: ada.id });
    await eventually(() => assert.ok(tiesOf(ada).includes(`${carol.id} asking`)));
    assert.deepEqual(
      listOf(ada).find(({ id }) => id === carol.id),
      {
        ...{ id: carol.id, name: carol.welcome.self.name, emblem: emblemFromId(carol.id), tie: 'asking' },
        ...NOTHING_MORE,
      },
    );
    await carol.room.leave();
  });

  it('FR3 a friends-only player is in their friends’ lists, look-ups and updates, and in nobody else’s', async () => {
    await befriend();
    const carol = await server.join();
    await show(bob, 'friends');
    await eventually(() => assert.equal(server.app.lobby.find(asPlayerId(bob.id)), undefined));
    await eventually(() => assert.equal(ada.room.state.players.has(bob.id), false));
    await eventually(async () => assert.deepEqual((await listed(ada.token))[0].includes(bob.id), true));
    for (const token of [undefined, carol.token])
      assert.deepEqual([(await listed(token))[0].includes(bob.id), (await listed(token))[1]], [false, 2]);
    assert.equal((await listed(ada.token))[1], 3);
    await eventually(() => assert.equal(ada.room.state.online, 2));
    const statusFor = async (token: string) =>
      (await server.get<{ status?: string }>(`/api/players/${bob.id}`, token)).status;
    assert.deepEqual([await statusFor(ada.token), await statusFor(carol.token)], ['online', null]);
    await bob.room.request('setStatus', { status: 'busy' });
    await eventually(() => assert.equal(statusOf(ada, bob), 'busy'));
    await bob.room.request('removeFriend', { playerId: ada.id });
    await eventually(async () => assert.deepEqual((await listed(ada.token))[0].includes(bob.id), false));
    await show(bob, 'everyone');
    await carol.room.leave();
  });

  it('FR4 a hidden friend looks as if they had left, and sends no more updates', async () => {
    await befriend();
    await show(bob, 'nobody');
    await eventually(() => assert.equal(statusOf(ada, bob), null));
    const count = updates(ada).length;
    await bob.room.request('setStatus', { status: 'busy' });
    await bob.room.request('setName', { name: 'Somebody Else' });
    cut(bob.room);
    await eventually(() => assert.equal(ownStatusOf(bob), 'reconnecting'));
    await eventually(() => assert.equal(ownStatusOf(bob), 'busy'));
    const carol = await server.join();
    // Pushes arrive in order, so nothing was pending before this one.
    await ada.room.request('addFriend', { playerId: carol.id });
    await eventually(() => assert.equal(updates(ada).length, count + 1));
    await carol.room.leave();
    assert.equal(statusOf(ada, bob), null);
    await show(bob, 'everyone');
    await eventually(() => assert.equal(statusOf(ada, bob), 'busy'));
  });

  it('FR5 a block ends the friendship, and later requests from the blocked player are not shown', async () => {
    await befriend();
    await bob.room.request('block', { playerId: ada.id });
    await eventually(() => assert.deepEqual([tiesOf(ada), tiesOf(bob)], [[], [`${ada.id} blocked`]]));
    assert.deepEqual(await ada.room.request('addFriend', { playerId: bob.id }), { tie: 'asked' });
    await eventually(() => assert.deepEqual(tiesOf(ada), [`${bob.id} asked`]));
    assert.deepEqual(tiesOf(bob), [`${ada.id} blocked`]);
    await bob.room.request('unblock', { playerId: ada.id });
    await eventually(() => assert.deepEqual(tiesOf(bob), [`${ada.id} asking`]));
  });

  it('FR7 requests are refused during a store outage, and a player who came meanwhile gets their friends after it', async () => {
    isAway = true;
    await show(bob, 'nobody');
    assert.equal(await refusalOf(ada.room.request('addFriend', { playerId: bob.id })), 'store/away');
    const failed = calls;
    const carol = await server.join();
    await eventually(() => assert.ok(calls > failed));
    isAway = false;
    await eventually(() => assert.equal(updates(carol).length, 1));
    await carol.room.leave();
  });

  it('FR8 a player who was never public gets no requests but answers; one who hides gets them like one who left', async () => {
    const never = store.add('Never Public', { visibility: 'nobody' }).id;
    const asked = (playerId: string) => refusalOf(ada.room.request('addFriend', { playerId }));
    for (const id of [never, 'nobody']) assert.equal(await asked(id), 'player/unknown');
    assert.equal(await asked(ada.id), 'request/notAllowed');
    await store.friendships.add(never, asPlayerId(ada.id));
    assert.deepEqual(await ada.room.request('addFriend', { playerId: never }), { tie: 'friend' });
    await ada.room.request('removeFriend', { playerId: never });
    await show(bob, 'nobody');
    assert.deepEqual(await ada.room.request('addFriend', { playerId: bob.id }), { tie: 'asked' });
    await show(bob, 'everyone');
  });

  it('FR17 players who hide from another ask and answer them nothing, but accept while friends may see them', async () => {
    const carol = await server.join();
    const outcome = (name: 'addFriend' | 'removeFriend' | 'block', { id }: Joined) =>
      refusalOf(bob.room.request(name, { playerId: id }));
    await ada.room.request('addFriend', { playerId: bob.id });
    await bob.room.request('addFriend', { playerId: carol.id });
    await eventually(() => assert.deepEqual([tiesOf(ada), tiesOf(carol)], [[`${bob.id} asked`], [`${bob.id} asking`]]));
    await show(bob, 'nobody');
    for (const other of [ada, carol])
      for (const name of ['addFriend', 'removeFriend'] as const)
        assert.equal(await outcome(name, other), 'friend/hidden', name);
    await show(bob, 'friends');
    assert.equal(await outcome('addFriend', carol), 'friend/hidden');
    assert.equal(await outcome('removeFriend', ada), 'friend/hidden');
    assert.equal(await outcome('block', ada), undefined);
    await eventually(() => assert.ok(tiesOf(bob).includes(`${ada.id} blocked`)));
    await bob.room.request('unblock', { playerId: ada.id });
    await eventually(() => assert.ok(tiesOf(bob).includes(`${ada.id} asking`)));
    assert.deepEqual([tiesOf(ada), tiesOf(carol)], [[`${bob.id} asked`], [`${bob.id} asking`]]);
    assert.equal(await outcome('addFriend', ada), undefined);
    await eventually(() => assert.deepEqual(tiesOf(ada), [`${bob.id} friend`]));
    await show(bob, 'nobody');
    assert.equal(await outcome('removeFriend', ada), undefined);
    await eventually(() => assert.deepEqual(tiesOf(ada), []));
    await carol.room.leave();
  });

  it('CH1 a whisper reaches every tab of both players, with names and time', async () => {
    const tab = await server.join(undefined, bob.token);
    const { messageId } = await ada.room.request('sendChat', { channel: 'direct', to: bob.id, text: ' well  played ' });
    for (const hearer of [ada, bob, tab]) {
      const said = await eventually(() => words(hearer)[0] ?? assert.fail('nothing was heard'));
      assert.ok(Math.abs(said.atS - Date.now() / 1000) < 60);
      assert.deepEqual(
        { ...said, atS: 0 },
        {
          ...{ messageId, channel: 'direct', to: bob.id, text: 'well played', atS: 0 },
          from: { id: ada.id, name: ada.welcome.self.name, emblem: emblemFromId(ada.id) },
        },
      );
    }
    await tab.room.leave();
  });

  it('CH2 a whisper reaches nobody absent, hidden or blocked, and a hidden player cannot whisper', async () => {
    const say = (from: Joined, to: string) =>
      refusalOf(from.room.request('sendChat', { channel: 'direct', to, text: 'hello' }));
    assert.deepEqual([await say(ada, 'nobody'), await say(ada, ada.id)], ['chat/notHere', 'request/notAllowed']);
    await show(bob, 'friends');
    assert.equal(await say(bob, ada.id), 'chat/hidden');
    await eventually(() => assert.equal(server.app.lobby.find(asPlayerId(bob.id)), undefined));
    assert.deepEqual([await say(ada, bob.id), await say(bob, ada.id)], ['chat/notHere', 'chat/hidden']);
    await show(bob, 'everyone');
    await bob.room.request('block', { playerId: ada.id });
    assert.deepEqual([await say(ada, bob.id), await say(bob, ada.id)], ['chat/notHere', 'chat/notHere']);
    await bob.room.request('unblock', { playerId: ada.id });
    assert.equal(await say(ada, bob.id), undefined);
    await eventually(() =>
      assert.deepEqual(
        words(bob).map(({ text }) => text),
        ['hello'],
      ),
    );
  });

  it('CH3 a message with nothing left after cleaning is refused', async () => {
    const say = (text: string) => refusalOf(ada.room.request('sendChat', { channel: 'direct', to: bob.id, text }));
    assert.deepEqual([await say('\u200b '), await say('x'.repeat(301))], ['chat/badText', 'chat/badText']);
    assert.equal(await say('x'.repeat(2_000)), 'request/invalid');
  });

  it('CH4 a party message reaches the members and nobody else, and is refused without a party', async () => {
    const carol = await server.join();
    const say = () => ada.room.request('sendChat', { channel: 'party', text: 'ready?' });
    assert.equal(await refusalOf(say()), 'party/none');
    await ada.room.request('inviteToParty', { playerId: bob.id });
    const invite = await eventually(() => bob.heard.find(({ type }) => type === 'invited') ?? assert.fail('no invite'));
    await bob.room.request('answerInvite', {
      inviteId: (invite.payload as { inviteId: string }).inviteId,
      accept: true,
    });
    await eventually(async () => {
      await say();
      assert.ok(words(bob).length > 0);
    });
    assert.deepEqual([words(bob)[0]?.channel, words(carol)], ['party', []]);
    await bob.room.request('leaveParty', {});
    await eventually(async () => assert.equal(await refusalOf(say()), 'party/none'));
    await carol.room.leave();
  });

  it('O11 a muted player cannot speak until the time is over', async () => {
    const say = () => refusalOf(ada.room.request('sendChat', { channel: 'direct', to: bob.id, text: 'hello' }));
    const mute = (minutes: number) => server.order('mute', { playerId: ada.id, reason: 'spam', minutes });
    await mute(5);
    assert.equal(await say(), 'chat/muted');
    await ada.room.leave();
    ada = await server.join(undefined, ada.token);
    assert.equal(await say(), 'chat/muted', 'after coming again, too');
    await mute(0);
    assert.equal(await say(), undefined);
  });

  it('RP1 a report is stored and counted, and nobody can report themselves or somebody who is not there', async () => {
    const report = (playerId: string) => ada.room.request('report', { playerId, reason: 'chat', text: 'rude' });
    assert.deepEqual(await report(bob.id), {});
    const [stored] = await store.reports.latest(1);
    assert.deepEqual([stored?.reporter, stored?.player, stored?.text], [ada.id, bob.id, 'rude']);
    assert.equal(await refusalOf(report(ada.id)), 'request/notAllowed');
    assert.equal(await refusalOf(report('nobody')), 'player/unknown');
    assert.ok((await server.metric('foyer_reports_total{reason="chat"}')) >= 1);
  });
});

const NOTHING_MORE = { status: null, lastActiveAtS: null, shard: null, rating: 0 };

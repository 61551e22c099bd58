import assert from 'node:assert/strict';
import { emblemFromId } from '../../shared/emblem.ts';
import type { SocialPushes } from '../../shared/socialProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

type Said = SocialPushes['chatReceived'];
const words = ({ heard }: Joined): Said[] =>
  heard.filter(({ type }) => type === 'chatReceived').map(({ payload }) => payload as Said);
const texts = (player: Joined): string[] => words(player).map(({ text }) => text);
const say = ({ room }: Joined, text = 'hello') => room.request('sendChat', { channel: 'shard', text });
const refused = (player: Joined, text?: string) => refusalOf(say(player, text));

describe('chat in a shard', () => {
  let server: LobbyServer;
  let lookUps = 0;
  let meanwhile = async (): Promise<void> => {};
  let ada: Joined;
  let bob: Joined;
  const start = async (env: Parameters<typeof LobbyServer.start>[0] = {}): Promise<void> => {
    const store = memoryStore();
    const { of } = store.blocks;
    store.blocks.of = async (ids) => {
      lookUps += 1;
      await meanwhile();
      return of(ids);
    };
    server = await LobbyServer.start({ LIMITS: 'off', NODE_ENV: 'development', ...env }, { store });
    ada = await server.join();
    bob = await server.join();
    lookUps = 0;
  };
  afterEach(() => {
    meanwhile = async () => {};
    return server.stop();
  });
  const show = ({ room }: Joined, visibility: 'everyone' | 'friends' | 'nobody') =>
    room.request('setVisibility', { visibility });

  it('CH5 a message reaches every tab of everybody in the shard, with names and time, and nobody elsewhere', async () => {
    await start({ SHARD_CAPACITY: '3' });
    const tab = await server.join(undefined, ada.token);
    const eve = await server.join();
    assert.notEqual(eve.room.roomId, ada.room.roomId);
    const { messageId } = await say(ada, '  hello   all ');
    await eventually(() => assert.deepEqual([texts(ada), texts(tab), texts(bob)], Array(3).fill(['hello all'])));
    const [said] = words(bob);
    assert.deepEqual(
      { ...said, atS: 0 },
      {
        ...{ messageId, channel: 'shard', to: ada.room.roomId, text: 'hello all', atS: 0 },
        from: { id: ada.id, name: ada.welcome.self.name, emblem: emblemFromId(ada.id) },
      },
    );
    assert.ok(Math.abs((said?.atS ?? 0) - Date.now() / 1000) < 5);
    await say(eve, 'alone');
    await eventually(() => assert.deepEqual(texts(eve), ['alone']));
    assert.deepEqual([texts(ada).length, texts(bob).length], [1, 1]);
  });

  it('CH6 a player not visible to everyone cannot speak, even if they hide while the store is queried', async () => {
    await start();
    for (const visibility of ['friends', 'nobody'] as const) {
      await show(ada, visibility);
      assert.equal(await refused(ada), 'chat/hidden', visibility);
    }
    assert.equal(lookUps, 0);
    await show(ada, 'everyone');
    meanwhile = async () => void (await show(ada, 'nobody'));
    assert.equal(await refused(ada), 'chat/hidden');
    meanwhile = async () => {};
    assert.equal(lookUps, 1);
    await say(bob, 'still here');
    await eventually(() => assert.deepEqual(texts(ada), ['still here'], 'who hides hears'));
    assert.deepEqual(texts(bob), ['still here']);
  });

  it('CH6 a muted player cannot speak, and a message without text is not sent', async () => {
    await start();
    await server.order('mute', { playerId: ada.id, reason: 'spam', minutes: 5 });
    assert.equal(await refused(ada), 'chat/muted');
    assert.deepEqual(
      [await refused(bob, '\u200b '), await refused(bob, 'x'.repeat(301))],
      Array(2).fill('chat/badText'),
    );
    assert.equal(
      await refusalOf(bob.room.request('sendChat', { channel: 'shard', to: 'x', text: 'y' } as never)),
      'request/invalid',
    );
    assert.equal(lookUps, 0);
  });

  it('CH6 a block hides messages between the two players, and from nobody else', async () => {
    await start();
    const eve = await server.join();
    const tab = await server.join(undefined, bob.token);
    await bob.room.request('block', { playerId: ada.id });
    await say(ada, 'from ada');
    await say(bob, 'from bob');
    await eventually(() => assert.deepEqual(texts(eve), ['from ada', 'from bob']));
    assert.deepEqual([texts(ada), texts(bob), texts(tab)], [['from ada'], ['from bob'], ['from bob']]);
    await bob.room.request('unblock', { playerId: ada.id });
    await say(ada, 'again');
    await eventually(() => assert.deepEqual(texts(tab), ['from bob', 'again']));
  });

  it('CH6 no message is sent during a store outage, because blocks are unknown', async () => {
    await start();
    meanwhile = () => Promise.reject(new Error('connection refused'));
    assert.equal(await refused(ada), 'store/away');
    assert.deepEqual(texts(bob), []);
  });

  it('CH7 a message costs one look-up of blocks and one encoding for any number of readers', async () => {
    await start();
    const more = await Promise.all(Array.from({ length: 20 }, () => server.join()));
    let encoded = 0;
    const real = server.app.lobby.pushChat.bind(server.app.lobby);
    server.app.lobby.pushChat = (shard, said, deaf) => {
      const counted = Object.defineProperty({ ...said }, 'text', {
        enumerable: true,
        get: () => {
          encoded += 1;
          return said.text;
        },
      });
      real(shard, counted as Said, deaf);
    };
    await say(ada, 'once');
    await eventually(() => {
      for (const player of [ada, bob, ...more]) assert.deepEqual(texts(player), ['once']);
    });
    assert.deepEqual([lookUps, encoded], [1, 1]);
  });

  it('CH7 a player may send four at once and a shard twenty, then more slowly, and whispers have their own limit', async () => {
    await start({ LIMITS: 'on' });
    const others = [bob, ...(await Promise.all(Array.from({ length: 6 }, () => server.join())))];
    const startedAt = performance.now();
    const burst = (player: Joined, count: number) => Promise.all(Array.from({ length: count }, () => refused(player)));
    assert.deepEqual(await burst(ada, 5), [...Array(4).fill(undefined), 'request/tooMany']);
    assert.equal(
      await refusalOf(ada.room.request('sendChat', { channel: 'direct', to: bob.id, text: 'psst' })),
      undefined,
    );
    const outcomes = (await Promise.all(others.map((player) => burst(player, 4)))).flat();
    const carried = outcomes.filter((outcome) => outcome === undefined).length;
    // Four more a second since the start.
    const most = 16 + Math.ceil((performance.now() - startedAt) / 250);
    assert.ok(carried >= 16 && carried <= most, `${carried} of ${outcomes.length} were carried, ${most} at most`);
    assert.deepEqual(new Set(outcomes), new Set([undefined, 'request/tooMany']));
  });
});

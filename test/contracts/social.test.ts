/** The contract of every store for friendships and reports: a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import type { Store } from '../../server/ports.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { FRIEND_ASKS_MAX, FRIENDS_MAX } from '../../shared/limits.ts';
import { postgresStores, type StoreKind, type StorePlace, sqliteStores } from '../support/storePlaces.ts';

const T0 = 1_790_000_000_000;
const LINES = [{ channel: 'shard' as const, from: 'bob', to: 'shard', text: 'Zoë\0 🦊', atS: 1 }];
const [ADA, BOB, CAROL, NOBODY] = ['ada', 'bob', 'carol', 'nobody'].map(asPlayerId) as [
  PlayerId,
  PlayerId,
  PlayerId,
  PlayerId,
];

for (const kind of [sqliteStores(), postgresStores()])
  describe(`other people in the store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let place: StorePlace;
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
    store = await place.open();
    await store.migrate();
    for (const id of [ADA, BOB, CAROL]) await create(id);
  });
  afterEach(() => store.close());

  const create = (id: string, createdAt = T0) =>
    store.players.create({
      id: asPlayerId(id),
      name: id.toUpperCase(),
      nameKey: id,
      visibility: 'everyone',
      createdAt,
    });
  const tiesOf = async (id: PlayerId) => {
    const ties = await store.friendships.tiesOf([id]);
    return (ties.get(id) ?? []).map((tie) => `${tie.id} ${tie.tie}`);
  };

  it('S60 a one-sided add is a request; a mutual one is a friendship; a removal ends it for both', async () => {
    assert.equal(await store.friendships.add(ADA, BOB), 'asked');
    assert.equal(await store.friendships.add(ADA, BOB), 'asked', 'twice is as once');
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob asked'], ['ada asking']]);
    assert.equal(await store.friendships.add(BOB, ADA), 'friend');
    assert.equal(await store.friendships.add(CAROL, ADA), 'asked');
    assert.deepEqual(
      await store.friendships.tiesOf([ADA, BOB, NOBODY]),
      new Map([
        [ADA, [told('bob', 'friend'), told('carol', 'asking')]],
        [BOB, [told('ada', 'friend')]],
      ]),
    );
    assert.equal(await store.friendships.remove(BOB, ADA), 'friend');
    assert.equal(await store.friendships.remove(BOB, ADA), undefined);
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['carol asking'], []]);
    assert.deepEqual(await store.friendships.tiesOf([]), new Map());
    assert.equal(await store.friendships.remove(ADA, CAROL), 'asking');
    await store.friendships.add(CAROL, ADA);
    assert.equal(await store.friendships.remove(CAROL, ADA), 'asked');
  });

  it('S60 two players who add each other at once are friends, however often they do', async () => {
    for (let n = 0; n < 20; n++) {
      const outcomes = await Promise.all([store.friendships.add(ADA, BOB), store.friendships.add(BOB, ADA)]);
      assert.ok(outcomes.includes('friend'), outcomes.join());
      assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob friend'], ['ada friend']]);
      await store.friendships.remove(ADA, BOB);
    }
  });

  it('S61 a player cannot add themself or a player who does not exist', async () => {
    for (const id of ['ada', 'nobody', '', 'bob\0'])
      assert.equal(await store.friendships.add(ADA, asPlayerId(id)), 'unknown', id);
    assert.equal(await store.friendships.add(NOBODY, ADA), 'unknown');
    await store.friendships.remove(ADA, asPlayerId('bob\0'));
    assert.deepEqual(await tiesOf(ADA), []);
  });

  it('S61 a player’s friends and sent requests are limited together, and so are the unanswered ones received', async () => {
    const ids = Array.from({ length: Math.max(FRIENDS_MAX, FRIEND_ASKS_MAX) + 1 }, (_, n) => asPlayerId(`p${n}`));
    for (const id of ids) await create(id);
    for (const id of ids.slice(0, FRIENDS_MAX)) assert.equal(await store.friendships.add(ADA, id), 'asked');
    const [first, last] = [ids[0] as PlayerId, ids[FRIENDS_MAX] as PlayerId];
    assert.equal(await store.friendships.add(ADA, last), 'full');
    assert.equal(await store.friendships.add(ADA, first), 'asked', 'as before');
    await store.friendships.remove(ADA, first);
    assert.equal(await store.friendships.add(ADA, last), 'asked');

    for (const id of ids.slice(0, FRIEND_ASKS_MAX)) assert.equal(await store.friendships.add(id, BOB), 'asked');
    assert.equal(await store.friendships.add(CAROL, BOB), 'full');
    assert.equal(await store.friendships.add(BOB, first), 'friend', 'an answer is no ask');
    assert.equal(await store.friendships.add(CAROL, BOB), 'asked');
    assert.equal(await store.friendships.add(BOB, CAROL), 'friend', 'an answer finds a place though all are taken');
  });

  it('S62 a blocked player is listed as blocked and nothing else', async () => {
    await store.friendships.add(ADA, BOB);
    await store.friendships.add(CAROL, BOB);
    await store.blocks.add(BOB, ADA, T0);
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob asked'], ['ada blocked', 'carol asking']]);
    await store.blocks.remove(BOB, ADA);
    assert.deepEqual(await tiesOf(BOB), ['ada asking', 'carol asking']);
  });

  it('S66 friends keep what they last saw of a player who hides from them, others the name that was public', async () => {
    await store.friendships.add(ADA, BOB);
    await store.friendships.add(BOB, ADA);
    await store.friendships.add(CAROL, BOB);
    const lastSeen = async (id: PlayerId) => {
      const [tie] = ((await store.friendships.tiesOf([id])).get(id) ?? []).filter(({ id: other }) => other === BOB);
      return [tie?.name, tie?.lastActiveAt];
    };
    const names = [...(await lastSeen(ADA)), ...(await lastSeen(CAROL))];
    await store.players.setVisibility(BOB, 'friends', T0);
    await store.players.rename(BOB, 'Second', 'second');
    await store.players.writePresence([
      { id: BOB, isOnline: true, at: T0 + 5, lastActiveAt: T0 + 5, friendsAt: T0 + 5 },
    ]);
    assert.deepEqual([...(await lastSeen(ADA)), ...(await lastSeen(CAROL))], ['Second', T0 + 5, names[2], null]);
    await store.players.setVisibility(BOB, 'nobody', T0);
    await store.players.rename(BOB, 'Third', 'third');
    await store.players.writePresence([{ id: BOB, isOnline: true, at: T0 + 9, lastActiveAt: T0 + 9 }]);
    assert.deepEqual([...(await lastSeen(ADA)), ...(await lastSeen(CAROL))], ['Second', T0 + 5, names[2], null]);
    await store.players.setVisibility(BOB, 'everyone', T0);
    assert.deepEqual([...(await lastSeen(ADA)), ...(await lastSeen(CAROL))], ['Third', T0 + 9, 'Third', null]);
  });

  it('S63 a pruned player is in no list, and takes up no room', async () => {
    await create('old', T0 - 10);
    const old = asPlayerId('old');
    await store.friendships.add(old, ADA);
    await store.friendships.add(ADA, old);
    await store.friendships.add(ADA, BOB);
    assert.equal(await store.players.prune(T0 - 5), 1);
    assert.deepEqual(await tiesOf(ADA), ['bob asked']);
    await create('old');
    assert.deepEqual([await tiesOf(ADA), await tiesOf(old)], [['bob asked'], []], 'another of that id is a stranger');
  });

  it('S64 only the latest report by one player about another counts; latest first, page after page', async () => {
    const say = (reporter: PlayerId, player: PlayerId, text: string, at: number) =>
      store.reports.add({ reporter, player, reason: 'chat', text, at, evidence: LINES });
    assert.equal(await say(ADA, BOB, 'rude', T0 + 1), true);
    assert.deepEqual((await store.reports.latest(1))[0]?.evidence, LINES);
    assert.equal(await say(BOB, ADA, 'they began \0it', T0 + 2.5), true);
    assert.equal(await say(CAROL, BOB, '', T0 + 2.5), true);
    assert.equal(await say(ADA, BOB, 'again', T0 + 3), true);
    assert.equal(await say(ADA, NOBODY, 'who?', T0 + 3), false);
    assert.equal(await say(ADA, asPlayerId('bob\0'), 'who?', T0 + 3), false);
    const first = await store.reports.latest(2);
    assert.deepEqual(
      first.map(({ reporter, text, at, playerName }) => [reporter, text, at - T0, playerName]),
      [
        ['ada', 'again', 3, 'BOB'],
        ['carol', '', 2, 'BOB'],
      ],
    );
    const rest = await store.reports.latest(2, first[1]);
    assert.deepEqual(
      rest.map(({ reporter, reporterName, text }) => [reporter, reporterName, text.replaceAll('\0', '')]),
      [['bob', 'BOB', 'they began it']],
    );
    assert.equal(await store.reports.prune(T0 + 3), 2);
    assert.deepEqual((await store.reports.latest(9)).length, 1);
  });

  it('S65 a mute is stored with its end until it is lifted', async () => {
    assert.equal((await store.players.find(ADA))?.mutedUntil, null);
    assert.equal(await store.players.setMuted(ADA, T0 + 0.5), true);
    assert.equal((await store.players.find(ADA))?.mutedUntil, T0);
    assert.equal(await store.players.setMuted(ADA, null), true);
    assert.equal((await store.players.find(ADA))?.mutedUntil, null);
    assert.deepEqual(
      [await store.players.setMuted(NOBODY, T0), await store.players.setMuted(asPlayerId('a\0'), T0)],
      [false, false],
    );
  });

  const told = (id: string, tie: 'friend' | 'asking') => ({
    id: asPlayerId(id),
    name: id.toUpperCase(),
    emblem: emblemFromId(id),
    rating: 0,
    lastActiveAt: tie === 'friend' ? T0 : null,
    tie,
  });
}

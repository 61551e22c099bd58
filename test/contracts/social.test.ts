/** What every store promises of friendships and reports: memory, a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import type { Store } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { FRIEND_ASKS_MAX, FRIENDS_MAX } from '../../shared/limits.ts';
import { memoryStores, postgresStores, type StoreKind, type StorePlace, sqliteStores } from '../support/storePlaces.ts';

const T0 = 1_790_000_000_000;
const [ADA, BOB, CAROL, NOBODY] = ['ada', 'bob', 'carol', 'nobody'].map(asPlayerId) as [
  PlayerId,
  PlayerId,
  PlayerId,
  PlayerId,
];

for (const kind of [memoryStores(), sqliteStores(), postgresStores()])
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
    store.createPlayer({ id: asPlayerId(id), name: id.toUpperCase(), skeleton: id, visibility: 'everyone', createdAt });
  const tiesOf = async (id: PlayerId) => {
    const ties = await store.tiesOf([id]);
    return (ties.get(id) ?? []).map((tie) => `${tie.id} ${tie.tie}`);
  };

  it('S60 who has added alone has asked; both are friends; a removal ends it for both', async () => {
    assert.equal(await store.addFriend(ADA, BOB), 'asked');
    assert.equal(await store.addFriend(ADA, BOB), 'asked', 'twice is as once');
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob asked'], ['ada asking']]);
    assert.equal(await store.addFriend(BOB, ADA), 'friend');
    assert.equal(await store.addFriend(CAROL, ADA), 'asked');
    assert.deepEqual(
      await store.tiesOf([ADA, BOB, NOBODY]),
      new Map([
        [ADA, [told('bob', 'friend'), told('carol', 'asking')]],
        [BOB, [told('ada', 'friend')]],
      ]),
    );
    await store.removeFriend(BOB, ADA);
    await store.removeFriend(BOB, ADA);
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['carol asking'], []]);
    assert.deepEqual(await store.tiesOf([]), new Map());
  });

  it('S60 who add each other at once are friends, however often', async () => {
    for (let n = 0; n < 20; n++) {
      const outcomes = await Promise.all([store.addFriend(ADA, BOB), store.addFriend(BOB, ADA)]);
      assert.ok(outcomes.includes('friend'), outcomes.join());
      assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob friend'], ['ada friend']]);
      await store.removeFriend(ADA, BOB);
    }
  });

  it('S61 nobody adds themself, or somebody who is not there', async () => {
    for (const id of ['ada', 'nobody', '', 'bob\0'])
      assert.equal(await store.addFriend(ADA, asPlayerId(id)), 'unknown', id);
    assert.equal(await store.addFriend(NOBODY, ADA), 'unknown');
    await store.removeFriend(ADA, asPlayerId('bob\0'));
    assert.deepEqual(await tiesOf(ADA), []);
  });

  it('S61 friends and asks have a bound, and so have asks that are not answered', async () => {
    const ids = Array.from({ length: Math.max(FRIENDS_MAX, FRIEND_ASKS_MAX) + 1 }, (_, n) => asPlayerId(`p${n}`));
    for (const id of ids) await create(id);
    for (const id of ids.slice(0, FRIENDS_MAX)) assert.equal(await store.addFriend(ADA, id), 'asked');
    const [first, last] = [ids[0] as PlayerId, ids[FRIENDS_MAX] as PlayerId];
    assert.equal(await store.addFriend(ADA, last), 'full');
    assert.equal(await store.addFriend(ADA, first), 'asked', 'as before');
    await store.removeFriend(ADA, first);
    assert.equal(await store.addFriend(ADA, last), 'asked');

    for (const id of ids.slice(0, FRIEND_ASKS_MAX)) assert.equal(await store.addFriend(id, BOB), 'asked');
    assert.equal(await store.addFriend(CAROL, BOB), 'full');
    assert.equal(await store.addFriend(BOB, first), 'friend', 'an answer is no ask');
    assert.equal(await store.addFriend(CAROL, BOB), 'asked');
    assert.equal(await store.addFriend(BOB, CAROL), 'friend', 'an answer finds a place though all are taken');
  });

  it('S62 who is blocked is nothing else', async () => {
    await store.addFriend(ADA, BOB);
    await store.addFriend(CAROL, BOB);
    await store.block(BOB, ADA);
    assert.deepEqual([await tiesOf(ADA), await tiesOf(BOB)], [['bob asked'], ['ada blocked', 'carol asking']]);
    await store.unblock(BOB, ADA);
    assert.deepEqual(await tiesOf(BOB), ['ada asking', 'carol asking']);
  });

  it('S63 who was pruned is in nobody’s list, and takes nobody’s place', async () => {
    await create('old', T0 - 10);
    const old = asPlayerId('old');
    await store.addFriend(old, ADA);
    await store.addFriend(ADA, old);
    await store.addFriend(ADA, BOB);
    assert.equal(await store.pruneGuests(T0 - 5), 1);
    assert.deepEqual(await tiesOf(ADA), ['bob asked']);
    await create('old');
    assert.deepEqual([await tiesOf(ADA), await tiesOf(old)], [['bob asked'], []], 'another of that id is a stranger');
  });

  it('S64 the latest report of one about another counts, the latest first, page after page', async () => {
    const say = (reporter: PlayerId, player: PlayerId, text: string, at: number) =>
      store.report({ reporter, player, reason: 'chat', text, at });
    assert.equal(await say(ADA, BOB, 'rude', T0 + 1), true);
    assert.equal(await say(BOB, ADA, 'they began \0it', T0 + 2.5), true);
    assert.equal(await say(CAROL, BOB, '', T0 + 2.5), true);
    assert.equal(await say(ADA, BOB, 'again', T0 + 3), true);
    assert.equal(await say(ADA, NOBODY, 'who?', T0 + 3), false);
    assert.equal(await say(ADA, asPlayerId('bob\0'), 'who?', T0 + 3), false);
    const first = await store.reports(2);
    assert.deepEqual(
      first.map(({ reporter, text, at, playerName }) => [reporter, text, at - T0, playerName]),
      [
        ['ada', 'again', 3, 'BOB'],
        ['carol', '', 2, 'BOB'],
      ],
    );
    const rest = await store.reports(2, first[1]);
    assert.deepEqual(
      rest.map(({ reporter, reporterName, text }) => [reporter, reporterName, text.replaceAll('\0', '')]),
      [['bob', 'BOB', 'they began it']],
    );
    assert.equal(await store.pruneReports(T0 + 3), 2);
    assert.deepEqual((await store.reports(9)).length, 1);
  });

  it('S65 a muting is stored with its end until it is lifted', async () => {
    assert.equal((await store.findPlayer(ADA))?.mutedUntil, null);
    assert.equal(await store.setMuted(ADA, T0 + 0.5), true);
    assert.equal((await store.findPlayer(ADA))?.mutedUntil, T0);
    assert.equal(await store.setMuted(ADA, null), true);
    assert.equal((await store.findPlayer(ADA))?.mutedUntil, null);
    assert.deepEqual([await store.setMuted(NOBODY, T0), await store.setMuted(asPlayerId('a\0'), T0)], [false, false]);
  });

  const told = (id: string, tie: 'friend' | 'asking') => ({
    id: asPlayerId(id),
    name: id.toUpperCase(),
    visibility: 'everyone' as const,
    rating: 0,
    lastActiveAt: T0,
    tie,
  });
}

/** The contract of every store for operators' bans, orders and search: a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import { NETWORKS_KEPT_MS, type StoredBan } from '../../server/domain/operators/ban.ts';
import type { Store } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { BAN } from '../support/admin.ts';
import { postgresStores, type StoreKind, type StorePlace, sqliteStores } from '../support/storePlaces.ts';

const T0 = 1_790_000_000_000;
const [ADA, BOB, NOBODY] = ['ada', 'bob', 'nobody'].map(asPlayerId) as [PlayerId, PlayerId, PlayerId];

for (const kind of [sqliteStores(), postgresStores()])
  describe(`operators in the store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let place: StorePlace;
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
    store = await place.open();
    await store.migrate();
    for (const [id, nameKey] of [
      [ADA, 'ada lovelace'],
      [BOB, 'b_b%'],
    ] as const)
      await store.players.create({ id, name: id.toUpperCase(), nameKey, visibility: 'nobody', createdAt: T0 });
  });
  afterEach(() => store.close());
  const ban = (facts: Partial<StoredBan>) => store.bans.add({ ...BAN, player: ADA, at: T0, ...facts });

  it('S67 a ban keeps its end, reason and operator, replaces an earlier one, and is over when it ends', async () => {
    assert.equal(await ban({ reason: 'first' }), true);
    const facts = { at: T0 + 1, until: T0 + 60_000, reason: 'in\0sults', operator: 'Zoë', ofNetworks: true };
    assert.equal(await ban(facts), true);
    const kept = { ...facts, reason: 'insults' };
    assert.deepEqual(await store.bans.find(ADA, T0 + 59_999), kept);
    assert.deepEqual(await store.bans.among([ADA, BOB], T0 + 59_999), [ADA]);
    assert.deepEqual(await store.bans.latest(9, T0), [{ ...kept, player: ADA, name: 'ADA' }]);
    for (const found of [store.bans.find(ADA, T0 + 60_000), store.bans.latest(1, T0 + 60_000).then(([one]) => one)])
      assert.equal(await found, undefined);
    assert.deepEqual(await store.bans.among([ADA], T0 + 60_000), []);
    assert.equal((await store.players.find(ADA))?.bannedUntil, T0 + 60_000);
    await store.bans.expire(T0 + 60_000);
    const { bannedAt, bannedUntil } = (await store.players.find(ADA)) ?? {};
    assert.deepEqual([bannedAt, bannedUntil], [null, null]);
    assert.equal(await ban({ player: NOBODY }), false);
  });

  it('S67 bans are listed latest first, page after page', async () => {
    await ban({ at: T0 + 5 });
    await ban({ player: BOB, at: T0 + 5 });
    const [first] = await store.bans.latest(1, T0);
    assert.equal(first?.player, BOB);
    assert.deepEqual(
      (await store.bans.latest(9, T0, first)).map(({ player }) => player),
      [ADA],
    );
  });

  it('S68 a ban of networks holds for those of the last day, as long as the ban; others are forgotten after a day', async () => {
    const [old, home, work] = [T0 - NETWORKS_KEPT_MS, T0 - 1, T0 - 5];
    await store.bans.seen(ADA, 'old', old);
    await store.bans.seen(ADA, 'home', old);
    await store.bans.seen(ADA, 'home', home);
    await store.bans.seen(ADA, 'work', work);
    await store.bans.seen(BOB, 'other', home);
    const bannedNetworks = async (now: number) => {
      const names = ['old', 'home', 'work', 'other'];
      const found = await Promise.all(names.map((name) => store.bans.ofNetwork(name, now)));
      return names.filter((_, place) => found[place]);
    };
    await ban({ ofNetworks: false });
    assert.deepEqual(await bannedNetworks(T0), []);
    await ban({ ofNetworks: true, until: T0 + 3 * NETWORKS_KEPT_MS });
    assert.deepEqual(await bannedNetworks(T0), ['home', 'work']);
    await store.bans.expire(T0 + 2 * NETWORKS_KEPT_MS);
    assert.deepEqual(await bannedNetworks(T0 + 2 * NETWORKS_KEPT_MS), ['home', 'work'], 'as long as the ban');
    await ban({ at: T0 + 2 * NETWORKS_KEPT_MS, ofNetworks: true });
    assert.deepEqual(await bannedNetworks(T0 + 2 * NETWORKS_KEPT_MS), [], 'of the player they are not known any more');
    await ban({ ofNetworks: true });
    assert.equal(await store.bans.lift(ADA), true);
    assert.deepEqual(await bannedNetworks(T0), []);
  });

  it('S69 orders are kept with all that was said, latest first, also of one player alone', async () => {
    const order = (id: string, at: number, player: PlayerId | null, details = {}) =>
      store.orders.add({ id, at, name: 'mute', player, operator: 'admin', reason: 'sp\0am', details });
    await order('a', T0 + 0.5, ADA, { minutes: 5 });
    await order('b', T0, BOB);
    await order('c', T0 + 1, null);
    const all = await store.orders.latest({ limit: 9 });
    assert.deepEqual(
      all.map(({ id }) => id),
      ['c', 'b', 'a'],
    );
    assert.deepEqual(all[2], {
      ...{ id: 'a', at: T0, name: 'mute', player: ADA, playerName: 'ADA', operator: 'admin', reason: 'spam' },
      details: { minutes: 5 },
    });
    const ids = async (query: object) => (await store.orders.latest({ limit: 9, ...query })).map(({ id }) => id);
    assert.deepEqual([await ids({ player: BOB }), await ids({ before: all[1] })], [['b'], ['a']]);
    assert.equal(await store.orders.prune(T0 + 1), 2);
    assert.deepEqual(await ids({}), ['c']);
  });

  it('S70 a search finds hidden, offline and banned players by a part of the name’s key or by id, and takes signs as signs', async () => {
    await ban({});
    const found = async (id: string, nameKey = id, query = {}) =>
      (await store.players.search({ id, nameKey, limit: 9, ...query })).map((player) => player.id);
    assert.deepEqual(await found('lace'), [ADA]);
    assert.deepEqual([await found('bob', 'nothing'), await found('bo')], [[BOB], []]);
    assert.deepEqual(
      [await found('_'), await found('%'), await found('\\'), await found('\0x')],
      [[BOB], [BOB], [], []],
    );
    assert.deepEqual(await found(''), [BOB, ADA]);
    const [first] = await store.players.search({ id: '', nameKey: '', limit: 1 });
    assert.deepEqual(await found('', '', { before: first }), [ADA]);
  });

  it('S71 a kick keeps its end', async () => {
    assert.equal(await store.players.setKicked(ADA, T0 + 0.5), true);
    assert.equal((await store.players.find(ADA))?.kickedUntil, T0);
    for (const id of ['nobody', 'a\0']) assert.equal(await store.players.setKicked(asPlayerId(id), T0), false, id);
  });
}

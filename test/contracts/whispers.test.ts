/** The contract of every store for whispers that wait: a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import type { Store } from '../../server/ports.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { WAITING_FROM_ONE, WAITING_KEPT_MS, WAITING_MAX } from '../../shared/limits.ts';
import { postgresStores, type StoreKind, sqliteStores } from '../support/storePlaces.ts';

const T0 = 1_790_000_000_000;
const [ADA, BOB, CAROL] = ['ada', 'bob', 'carol'].map(asPlayerId) as [PlayerId, PlayerId, PlayerId];

for (const kind of [sqliteStores(), postgresStores()])
  describe(`waiting whispers in the store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    store = await (await kind.fresh()).open();
    await store.migrate();
    for (const id of [ADA, BOB, CAROL]) await create(id);
    for (const other of [ADA, CAROL]) await befriend(BOB, other);
  });
  afterEach(() => store.close());

  const create = (id: PlayerId) =>
    store.players.create({ id, name: id.toUpperCase(), nameKey: id, visibility: 'everyone', createdAt: T0 });
  const befriend = async (one: PlayerId, other: PlayerId) => {
    await store.friendships.add(one, other);
    await store.friendships.add(other, one);
  };
  const add = (from: PlayerId, n: number, to = BOB) =>
    store.whispers.add({ id: `${from} ${n}`, from, to, text: `Zoë 🦊 ${n}`, at: T0 + n });
  const ids = async (to = BOB, now = T0) => (await store.whispers.waitingFor(to, now)).map(({ id }) => id);

  it('S72 whispers wait in their order, with the name and emblem that friends last saw, until they are read', async () => {
    for (const n of [2, 1, 3]) await add(ADA, n);
    await add(CAROL, 2);
    assert.deepEqual((await store.whispers.waitingFor(BOB, T0))[0], {
      ...{ id: 'ada 1', from: ADA, to: BOB, text: 'Zoë 🦊 1', at: T0 + 1 },
      sender: { name: 'ADA', emblem: emblemFromId(ADA) },
    });
    assert.deepEqual(await ids(), ['ada 1', 'ada 2', 'carol 2', 'ada 3']);
    await store.whispers.read(BOB, ADA, 'ada 2');
    await store.whispers.read(BOB, ADA, 'nothing\0');
    await store.whispers.read(CAROL, ADA, 'ada 3');
    assert.deepEqual(await ids(), ['carol 2', 'ada 3']);
  });

  it('S72 the latest of one friend and of all are kept', async () => {
    for (let n = 0; n < WAITING_FROM_ONE + 2; n++) await add(ADA, n);
    assert.deepEqual([(await ids()).length, (await ids())[0]], [WAITING_FROM_ONE, 'ada 2']);
    const friends = Array.from({ length: WAITING_MAX / WAITING_FROM_ONE }, (_, n) => asPlayerId(`friend${n}`));
    for (const friend of friends) {
      await create(friend);
      await befriend(BOB, friend);
      for (let n = 0; n < WAITING_FROM_ONE; n++) await add(friend, 100 + n);
    }
    const kept = await ids();
    assert.deepEqual([kept.length, kept.filter((id) => id.startsWith('ada')).length], [WAITING_MAX, 0]);
  });

  it('S72 they are deleted by their sender, one or all, and after a time', async () => {
    for (const n of [1, 2]) await add(ADA, n);
    for (const n of [1, 2]) await add(CAROL, n);
    assert.deepEqual(await store.whispers.delete(ADA, 'carol 1'), []);
    assert.deepEqual(await store.whispers.delete(ADA, 'ada 1'), ['ada 1']);
    assert.deepEqual(await store.whispers.delete(CAROL), ['carol 1', 'carol 2']);
    assert.deepEqual(await ids(), ['ada 2']);
    await store.prune(T0 + 2 + WAITING_KEPT_MS);
    assert.deepEqual(await ids(), ['ada 2']);
    await store.prune(T0 + 3 + WAITING_KEPT_MS);
    await create(asPlayerId('later'));
    assert.equal(await store.whispers.prune(T0 + 3 + WAITING_KEPT_MS), 0, 'they are gone');
  });

  it('CH13 none is delivered of a muted, banned or blocked player, or of one who is no friend', async () => {
    await add(ADA, 1);
    await store.players.setMuted(ADA, T0 + 10);
    assert.deepEqual([await ids(), await ids(BOB, T0 + 10)], [[], ['ada 1']]);
    await store.players.setMuted(ADA, null);
    const ban = { at: T0, until: T0 + 10, reason: 'spam', operator: 'admin', ofNetworks: false };
    await store.bans.add({ ...ban, player: ADA });
    assert.deepEqual([await ids(), await ids(BOB, T0 + 10)], [[], ['ada 1']]);
    await store.bans.lift(ADA);
    for (const [one, other] of [
      [ADA, BOB],
      [BOB, ADA],
    ] as const) {
      await store.blocks.add(one, other, T0);
      assert.deepEqual(await ids(), []);
      await store.blocks.remove(one, other);
    }
    assert.deepEqual(await ids(), ['ada 1']);
    await store.friendships.remove(BOB, ADA);
    await store.friendships.add(ADA, BOB);
    assert.deepEqual(await ids(), []);
  });
}

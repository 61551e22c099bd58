/** The contract of every store for subscriptions of browsers: a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import type { Subscription } from '../../server/domain/push/subscription.ts';
import type { Store } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { SUBSCRIPTIONS_MAX } from '../../shared/limits.ts';
import { postgresStores, type StoreKind, sqliteStores } from '../support/storePlaces.ts';

const T0 = 1_790_000_000_000;
const [ADA, BOB] = ['ada', 'bob'].map(asPlayerId) as [PlayerId, PlayerId];
const quiet = { from: 1_320, to: 480, timeZone: 'Europe/Berlin' };

for (const kind of [sqliteStores(), postgresStores()])
  describe(`subscriptions in the store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    store = await (await kind.fresh()).open();
    await store.migrate();
    for (const id of [ADA, BOB])
      await store.players.create({ id, name: id.toUpperCase(), nameKey: id, visibility: 'everyone', createdAt: T0 });
  });
  afterEach(() => store.close());

  const made = (n: number, more: Partial<Subscription> = {}): Subscription => ({
    ...{ endpoint: `https://push.test/${n}`, p256dh: `key ${n}`, auth: 'auth', language: 'de', quiet: null },
    ...more,
  });
  const of = async (...ids: PlayerId[]) => Object.fromEntries(await store.subscriptions.of(ids));

  it('WP2 subscriptions are found as they were kept, with and without quiet hours', async () => {
    assert.equal(await store.subscriptions.keep(ADA, made(1), T0), true);
    assert.equal(await store.subscriptions.keep(ADA, made(2, { quiet }), T0 + 0.5), true);
    assert.equal(await store.subscriptions.keep(BOB, made(3), T0 + 1), true);
    assert.equal(await store.subscriptions.keep(asPlayerId('nobody'), made(4), T0), false);
    assert.deepEqual(await of(ADA, BOB), { ada: [made(1), made(2, { quiet })], bob: [made(3)] });
    assert.deepEqual(await of(asPlayerId('nobody')), {});
    assert.deepEqual(await of(), {});
  });

  it('WP2 an endpoint is one player’s: the one that subscribed it last, as it is then', async () => {
    await store.subscriptions.keep(ADA, made(1), T0);
    await store.subscriptions.keep(BOB, made(1, { language: 'ja', quiet }), T0 + 1);
    assert.deepEqual(await of(ADA, BOB), { bob: [made(1, { language: 'ja', quiet })] });
    await store.subscriptions.keep(BOB, made(1), T0 + 2);
    assert.deepEqual(await of(BOB), { bob: [made(1)] });
  });

  it('WP2 the latest of a player are kept', async () => {
    await store.subscriptions.keep(BOB, made(100), T0 - 9);
    for (let n = 1; n <= SUBSCRIPTIONS_MAX; n++) await store.subscriptions.keep(ADA, made(n), T0 + n);
    await store.subscriptions.keep(ADA, made(1), T0 + 50);
    await store.subscriptions.keep(ADA, made(9), T0 + 60);
    const { ada = [], bob = [] } = await of(ADA, BOB);
    assert.deepEqual(
      ada.map(({ endpoint }) => endpoint.slice(-1)),
      ['9', '1', '5', '4', '3'],
    );
    assert.equal(bob.length, 1);
  });

  it('WP2 a player ends what is theirs alone, a service what it wants, and pruning a player’s all', async () => {
    for (const n of [1, 2]) await store.subscriptions.keep(ADA, made(n), T0 + n);
    await store.subscriptions.keep(BOB, made(3), T0);
    await store.subscriptions.end(made(1).endpoint, BOB);
    assert.equal((await of(ADA)).ada?.length, 2);
    await store.subscriptions.end(made(1).endpoint, ADA);
    await store.subscriptions.end(made(3).endpoint);
    assert.deepEqual(await of(ADA, BOB), { ada: [made(2)] });
    assert.equal(await store.players.prune(T0 + 1), 2);
    assert.deepEqual(await of(ADA, BOB), {});
  });
}

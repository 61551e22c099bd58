/** The contract of every store of the desk: one suite, run against a real Redis, SQLite and a real PostgreSQL. */
import assert from 'node:assert/strict';
import { Desk } from '../../server/domain/play/desk.ts';
import { storedPlay } from '../../server/play/storedPlay.ts';
import type { PlayStore } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { redisPlaces } from '../support/clusterPlaces.ts';
import { postgresStores, type StoreKind, sqliteStores } from '../support/storePlaces.ts';

type Place = { playStore(): Promise<PlayStore>; close(): Promise<void> };
type Kind = { name: string; start(): Promise<void>; fresh(): Promise<Place>; stop(): Promise<void> };

/** As high as those of leases. */
const FENCE = 1_700_000_000_000;

const inDatabase = (stores: StoreKind): Kind => ({
  name: stores.name,
  start: () => stores.start(),
  stop: () => stores.stop(),
  async fresh() {
    const place = await stores.fresh();
    // Each store of this kind belongs to a single process.
    const store = await place.open();
    await store.migrate();
    return { playStore: async () => store.play, close: () => store.close() };
  },
});

for (const kind of [redisPlaces(), inDatabase(sqliteStores()), inDatabase(postgresStores())])
  describe(`play store: ${kind.name}`, () => suite(kind));

function suite(kind: Kind): void {
  let place: Place;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
  });
  afterEach(() => place.close());

  const claimed = async (): Promise<PlayStore> => {
    const store = await place.playStore();
    await store.claim(FENCE);
    return store;
  };

  it('DS1 every process finds what one process stored, by its kind, with the latest value of each id', async () => {
    const [one, other] = [await place.playStore(), await place.playStore()];
    assert.equal(await one.claim(FENCE), true);
    assert.equal(await one.put(FENCE, 'ticket', 'a', { n: 1, of: ['ada'] }), true);
    await one.put(FENCE, 'ticket', 'b', { n: 2 });
    await other.put(FENCE, 'ticket', 'a', { n: 3 });
    await other.put(FENCE, 'party', 'a', { n: 4 });
    const sorted = (await other.all('ticket')).toSorted((x, y) => (x as { n: number }).n - (y as { n: number }).n);
    assert.deepEqual(sorted, [{ n: 2 }, { n: 3 }]);
    assert.deepEqual(await one.all('party'), [{ n: 4 }]);
    assert.deepEqual(await one.all('match'), []);
  });

  it('DS5 of unawaited writes, the last of each id wins', async () => {
    const store = await claimed();
    const writes: Promise<boolean>[] = [];
    for (let n = 0; n < 200; n++) {
      writes.push(store.put(FENCE, 'ticket', `t${n % 7}`, n));
      if (n % 3 === 0) writes.push(store.remove(FENCE, 'ticket', `t${(n + 1) % 7}`));
    }
    writes.push(
      store.remove(FENCE, 'ticket', 't0'),
      store.put(FENCE, 'ticket', 't0', 'last'),
      store.remove(FENCE, 'ticket', 't1'),
    );
    await Promise.all(writes);
    const expected = new Map<string, unknown>();
    for (let n = 0; n < 200; n++) {
      expected.set(`t${n % 7}`, n);
      if (n % 3 === 0) expected.delete(`t${(n + 1) % 7}`);
    }
    expected.set('t0', 'last').delete('t1');
    expected.delete('t1');
    assert.deepEqual((await store.all('ticket')).map(String).toSorted(), [...expected.values()].map(String).toSorted());
  });

  it('DS2 a removed value is gone, and a second removal changes nothing', async () => {
    const store = await claimed();
    await store.put(FENCE, 'ticket', 'a', 1);
    await store.put(FENCE, 'ticket', 'b', 2);
    assert.equal(await store.remove(FENCE, 'ticket', 'a'), true);
    assert.equal(await store.remove(FENCE, 'ticket', 'a'), true);
    await store.remove(FENCE, 'match', 'b');
    assert.deepEqual(await store.all('ticket'), [2]);
  });

  it('DS3 values are stored as JSON carries them, and objects are never shared', async () => {
    const store = await claimed();
    const value = { list: [1, 'zwei', null], name: 'Zoë 🎮', nested: { at: 1.5 } };
    await store.put(FENCE, 'x', 'id with spaces and :', value);
    value.list.push('later');
    assert.deepEqual(await store.all('x'), [{ list: [1, 'zwei', null], name: 'Zoë 🎮', nested: { at: 1.5 } }]);
  });

  it('DS4 a desk rebuilt from the store has the same tickets, penalties and waits', async () => {
    const [ada, bob] = [asPlayerId('ada'), asPlayerId('bob')];
    let ids = 0;
    const newDesk = () =>
      new Desk({
        acceptMs: 20_000,
        newId: () => `id${++ids}`,
        newCode: () => 'ABCDEF',
        whereabouts: () => 'here',
        subjectOf: (id) => ({ id, visibility: 'everyone' }),
      });
    const store = await claimed();
    const carry = async (desk: Desk) => {
      for (const effect of desk.takeEffects()) {
        if (effect.type === 'save') await store.put(FENCE, effect.kind, effect.id, effect.value);
        if (effect.type === 'forget') await store.remove(FENCE, effect.kind, effect.id);
      }
    };
    const first = newDesk();
    let now = 1_700_000_000_000;
    const queue = (desk: Desk, id: PlayerId) =>
      desk.joinQueue([{ id, name: id, emblem: 0, mu: 25, sigma: 8, blocks: [], recent: [] }], 'cycles-duel', now);
    for (let played = 0; played < 3; played++) {
      for (const id of [ada, bob]) queue(first, id);
      now += 1_000;
      first.tick(now);
      const matchId = `id${ids}`;
      for (const id of [ada, bob]) first.accept(id, matchId, now);
      first.matches.opened(matchId, true, now);
      for (const id of [ada, bob]) first.matches.seated(matchId, id);
      first.matches.finished(matchId);
    }
    for (let dodged = 0; dodged < 3; dodged++) {
      for (const id of [ada, bob]) queue(first, id);
      now += 1_000;
      first.tick(now);
      first.decline(bob, `id${ids}`, now);
      await carry(first);
      now += 70_000;
    }
    const second = newDesk();
    second.restore(await storedPlay(await place.playStore()), now);
    assert.equal(queue(second, bob), 'queue/penalised');
    assert.equal(queue(second, ada), 'queue/already');
    second.takeEffects();
    second.pushQueues(now);
    const [told] = second.takeEffects();
    assert.ok(told?.type === 'push' && told.push === 'queueUpdated');
    assert.deepEqual(
      [told.to, told.payload.queue?.playersInQueue, told.payload.queue?.waitRangeMs],
      [ada, 1, { from: 1_000, to: 1_000 }],
    );
    now += 5 * 60_000;
    assert.ok('ticketId' in (queue(second, bob) as object));
  });

  it('DS7 only the latest claim may write: an earlier one is refused, and changes nothing', async () => {
    const [one, other] = [await place.playStore(), await place.playStore()];
    assert.deepEqual([await one.fence(), await one.put(FENCE, 'ticket', 'a', 1)], [undefined, false]);
    assert.deepEqual([await one.claim(FENCE), await one.put(FENCE, 'ticket', 'a', 1)], [true, true]);
    assert.deepEqual([await other.claim(FENCE + 1), await one.fence()], [true, FENCE + 1]);
    assert.equal(await one.claim(FENCE), false);
    assert.equal(await one.put(FENCE, 'ticket', 'a', 2), false);
    assert.equal(await one.remove(FENCE, 'ticket', 'a'), false);
    assert.equal(await one.replace(FENCE, [{ kind: 'ticket', id: 'a', value: 3 }]), false);
    assert.equal(await other.put(FENCE + 2, 'ticket', 'a', 4), false, 'not claimed');
    assert.deepEqual(await other.all('ticket'), [1]);
  });

  it('DS8 a value stored after a replacement was requested is kept, even if the replacement is still under way', async () => {
    const store = await claimed();
    const replaced = store.replace(FENCE, [{ kind: 'ticket', id: 'a', value: 1 }]);
    const put = store.put(FENCE, 'ticket', 'b', 2);
    assert.deepEqual(await Promise.all([replaced, put]), [true, true]);
    assert.deepEqual((await store.all('ticket')).toSorted(), [1, 2]);
  });

  it('DS8 after a replacement the store holds exactly the given values, of whatever kind', async () => {
    const [one, other] = [await claimed(), await place.playStore()];
    for (const kind of ['ticket', 'match', 'party']) await one.put(FENCE, kind, 'a', kind);
    const tickets = Array.from({ length: 5_000 }, (_, n) => ({ kind: 'ticket', id: `t${n}`, value: { n } }));
    assert.equal(await other.replace(FENCE + 1, [...tickets, { kind: 'waits', id: 'a', value: [1] }]), true);
    assert.equal((await one.all('ticket')).length, 5_000);
    assert.deepEqual([await one.all('match'), await one.all('party'), await one.all('waits')], [[], [], [[1]]]);
    assert.equal(await one.fence(), FENCE + 1);
    assert.equal(await one.replace(FENCE + 1, []), true);
    assert.deepEqual(await one.all('ticket'), []);
  });
}

/** What every store of the desk promises: one suite, run against memory, a real Redis, SQLite and a real PostgreSQL. */
import assert from 'node:assert/strict';
import { Desk } from '../../server/domain/desk.ts';
import { storedPlay } from '../../server/play/storedPlay.ts';
import type { PlayStore } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { memoryPlaces, redisPlaces } from '../support/clusterPlaces.ts';
import { postgresStores, type StoreKind, sqliteStores } from '../support/storePlaces.ts';

type Place = { playStore(): Promise<PlayStore>; close(): Promise<void> };
type Kind = { name: string; start(): Promise<void>; fresh(): Promise<Place>; stop(): Promise<void> };

const inDatabase = (stores: StoreKind): Kind => ({
  name: stores.name,
  start: () => stores.start(),
  stop: () => stores.stop(),
  async fresh() {
    const place = await stores.fresh();
    const opened: { close(): Promise<void> }[] = [];
    const playStore = async () => {
      const store = await place.open();
      opened.push(store);
      await store.migrate();
      return store.play;
    };
    return { playStore, close: async () => void (await Promise.all(opened.map((store) => store.close()))) };
  },
});

for (const kind of [memoryPlaces(), redisPlaces(), inDatabase(sqliteStores()), inDatabase(postgresStores())])
  describe(`play store: ${kind.name}`, () => suite(kind));

function suite(kind: Kind): void {
  let place: Place;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
  });
  afterEach(() => place.close());

  it('DS1 what one process puts, every process finds, by its kind, the last value of each id', async () => {
    const [one, other] = [await place.playStore(), await place.playStore()];
    await one.put('ticket', 'a', { n: 1, of: ['ada'] });
    await one.put('ticket', 'b', { n: 2 });
    await other.put('ticket', 'a', { n: 3 });
    await other.put('party', 'a', { n: 4 });
    const sorted = (await other.all('ticket')).toSorted((x, y) => (x as { n: number }).n - (y as { n: number }).n);
    assert.deepEqual(sorted, [{ n: 2 }, { n: 3 }]);
    assert.deepEqual(await one.all('party'), [{ n: 4 }]);
    assert.deepEqual(await one.all('match'), []);
  });

  it('DS5 of writes that are not waited for the last of each id holds', async () => {
    const store = await place.playStore();
    const writes: Promise<void>[] = [];
    for (let n = 0; n < 200; n++) {
      writes.push(store.put('ticket', `t${n % 7}`, n));
      if (n % 3 === 0) writes.push(store.remove('ticket', `t${(n + 1) % 7}`));
    }
    writes.push(store.remove('ticket', 't0'), store.put('ticket', 't0', 'last'), store.remove('ticket', 't1'));
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

  it('DS2 what is removed is gone, and removing it again changes nothing', async () => {
    const store = await place.playStore();
    await store.put('ticket', 'a', 1);
    await store.put('ticket', 'b', 2);
    await store.remove('ticket', 'a');
    await store.remove('ticket', 'a');
    await store.remove('match', 'b');
    assert.deepEqual(await store.all('ticket'), [2]);
  });

  it('DS3 values are kept as JSON carries them, and nobody shares an object', async () => {
    const store = await place.playStore();
    const value = { list: [1, 'zwei', null], name: 'Zoë 🎮', nested: { at: 1.5 } };
    await store.put('x', 'id with spaces and :', value);
    value.list.push('later');
    assert.deepEqual(await store.all('x'), [{ list: [1, 'zwei', null], name: 'Zoë 🎮', nested: { at: 1.5 } }]);
  });

  it('DS4 a desk that is put together from the store has the same tickets, penalties and waits', async () => {
    const [ada, bob] = [asPlayerId('ada'), asPlayerId('bob')];
    let ids = 0;
    const newDesk = () =>
      new Desk({
        acceptMs: 20_000,
        newId: () => `id${++ids}`,
        newCode: () => 'ABCDEF',
        whereabouts: () => 'here',
      });
    const store = await place.playStore();
    const carry = async (desk: Desk) => {
      for (const effect of desk.takeEffects()) {
        if (effect.type === 'save') await store.put(effect.kind, effect.id, effect.value);
        if (effect.type === 'forget') await store.remove(effect.kind, effect.id);
      }
    };
    const first = newDesk();
    let now = 1_700_000_000_000;
    const queue = (desk: Desk, id: PlayerId) =>
      desk.joinQueue([{ id, name: id, mu: 25, sigma: 8, blocks: [], recent: [] }], 'cycles-duel', now);
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
    second.tellQueues(now);
    const [told] = second.takeEffects();
    assert.ok(told?.type === 'push' && told.push === 'queueUpdated');
    assert.deepEqual(
      [told.to, told.payload.queue?.playersInQueue, told.payload.queue?.waitRangeMs],
      [ada, 1, { from: 1_000, to: 1_000 }],
    );
    now += 5 * 60_000;
    assert.ok('ticketId' in (queue(second, bob) as object));
  });
}

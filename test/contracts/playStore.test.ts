/** What every store of the desk promises: one suite, run against memory and a real Redis. */
import assert from 'node:assert/strict';
import { type ClusterPlace, type ClusterPlaceKind, memoryPlaces, redisPlaces } from '../support/clusterPlaces.ts';

for (const kind of [memoryPlaces(), redisPlaces()]) describe(`play store: ${kind.name}`, () => suite(kind));

function suite(kind: ClusterPlaceKind): void {
  let place: ClusterPlace;
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
}

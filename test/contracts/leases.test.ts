/** The contract of all leases: one suite, run against memory and a real Redis. */
import assert from 'node:assert/strict';
import type { Lease, Leases } from '../../server/ports.ts';
import { type ClusterPlace, type ClusterPlaceKind, memoryPlaces, redisPlaces } from '../support/clusterPlaces.ts';

const LONG_MS = 60_000;
const SHORT_MS = 150;

for (const kind of [memoryPlaces(), redisPlaces()]) describe(`leases: ${kind.name}`, () => suite(kind));

function suite(kind: ClusterPlaceKind): void {
  let place: ClusterPlace;
  let one: Leases;
  let two: Leases;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
    one = await place.leases();
    two = await place.leases();
  });
  afterEach(() => place.close());

  const acquired = async (leases: Leases, name: string, ttlMs = LONG_MS): Promise<Lease> => {
    const lease = await leases.acquire(name, ttlMs);
    assert.ok(lease, `${name} is free`);
    return lease;
  };

  it('J7 while a lease is held, no process can acquire it, not even its holder', async () => {
    const lease = await acquired(one, 'a');
    assert.equal(lease.name, 'a');
    assert.equal(await two.acquire('a', LONG_MS), undefined);
    assert.equal(await one.acquire('a', LONG_MS), undefined);
    assert.ok(await two.acquire('b', LONG_MS));
    assert.equal(await one.renew(lease, LONG_MS), true);
  });

  it('J7 of many concurrent requests one gets the lease', async () => {
    const asked = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).acquire('a', LONG_MS));
    assert.equal((await Promise.all(asked)).filter((lease) => lease !== undefined).length, 1);
  });

  it('J8 every fence is higher than all before it, whatever the name', async () => {
    const fences: number[] = [];
    for (let n = 0; n < 20; n++) {
      const lease = await acquired(n % 2 ? one : two, `name-${n % 3}`);
      fences.push(lease.fence);
      await one.release(lease);
    }
    assert.deepEqual(
      fences,
      [...new Set(fences)].sort((a, b) => a - b),
    );
    assert.ok(fences.every(Number.isSafeInteger), String(fences));
  });

  it('J9 a lease expires its full time after the last renewal', async () => {
    const lease = await acquired(one, 'a', SHORT_MS);
    await place.pass(SHORT_MS / 2);
    assert.equal(await one.renew(lease, SHORT_MS * 2), true);
    await place.pass(SHORT_MS);
    assert.equal(await two.acquire('a', LONG_MS), undefined, 'renewed');
    await place.pass(SHORT_MS + 20);
    assert.equal(await one.renew(lease, LONG_MS), false, 'lapsed');
    assert.deepEqual(await one.list(''), []);
    assert.ok((await acquired(two, 'a')).fence > lease.fence);
  });

  it('J10 a former holder cannot change a lease that another process now holds', async () => {
    const old = await acquired(one, 'a', SHORT_MS);
    await place.pass(SHORT_MS + 20);
    const lease = await acquired(two, 'a', LONG_MS);
    await one.release(old);
    assert.equal(await one.renew(old, 1), false);
    assert.equal(await one.renew({ ...lease, fence: lease.fence + 1 }, 1), false);
    await place.pass(20);
    assert.deepEqual(await one.list(''), [lease]);
    assert.equal(await two.renew(lease, LONG_MS), true);
  });

  it('J10 releasing frees a lease at once; a second release does nothing', async () => {
    const lease = await acquired(one, 'a');
    await one.release(lease);
    assert.deepEqual(await two.list(''), []);
    const next = await acquired(two, 'a');
    await one.release(lease);
    await two.release({ name: 'never', fence: 1 });
    assert.deepEqual(await two.list(''), [next]);
  });

  it('J11 the list holds the current leases whose names start with the prefix, compared character by character', async () => {
    const names = ['process:a', 'process:b', 'process', 'other:process:', 'process:*', 'pro%:[a]'];
    const leases = new Map<string, Lease>();
    for (const name of names) leases.set(name, await acquired(one, name));
    await acquired(one, 'process:short', SHORT_MS);
    await place.pass(SHORT_MS + 20);
    const listed = async (prefix: string) => (await two.list(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const expected = (...chosen: string[]) => chosen.map((name) => leases.get(name));
    assert.deepEqual(await listed('process:'), expected('process:*', 'process:a', 'process:b'));
    assert.deepEqual(await listed('process:*'), expected('process:*'));
    assert.deepEqual(await listed('pro%:[a'), expected('pro%:[a]'));
    assert.deepEqual(await listed(''), expected(...names.toSorted()));
    assert.deepEqual(await listed('Process'), []);
  });
}

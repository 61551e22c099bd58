import assert from 'node:assert/strict';
import { Upkeep } from '../../server/redis/upkeep.ts';

describe('upkeep of the listings', () => {
  it('M15 a failure is logged, except an outage of Redis, and upkeep tries again', async () => {
    let error = new Error('Connection is closed.');
    let looks = 0;
    const told: unknown[] = [];
    const upkeep = new Upkeep({
      driver: {
        keep() {
          looks += 1;
          return Promise.reject(error);
        },
        cleanup: async () => {},
      },
      leases: { list: async () => [] },
      record: { read: async () => ({ hearing: new Set() }) },
      log: { warn() {} },
      failed: (reason: unknown, where: string) => told.push([reason, where]),
      clock: { now: () => 0 },
    } as never);
    await upkeep.removeGone();
    assert.deepEqual([looks, told], [1, []]);
    error = new TypeError('a bug');
    await upkeep.removeGone();
    await upkeep.removeGone();
    assert.deepEqual([looks, told], [3, Array(2).fill([error, 'upkeep'])]);
  });
});

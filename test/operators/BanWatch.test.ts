import assert from 'node:assert/strict';
import { MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { BanWatch } from '../../server/operators/BanWatch.ts';
import type { Bans } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { CutBus } from '../support/CutBus.ts';
import { settled } from '../support/fakeTime.ts';
import { TestClock } from '../support/testClock.ts';

describe('banned players who are still here', () => {
  const [ADA, BOB] = [asPlayerId('ada'), asPlayerId('bob')];
  let banned: PlayerId[];
  let ended: PlayerId[];
  let errors: unknown[];
  let expired: number[];
  const clock = new TestClock();
  let asked: (readonly PlayerId[])[];
  let isAway: boolean;
  let here: PlayerId[];
  let bus: CutBus;
  let watch: BanWatch;
  beforeEach(() => {
    [banned, ended, errors, asked, expired, isAway, here] = [[], [], [], [], [], false, [ADA, BOB]];
    bus = new CutBus(new MemoryBus(assert.fail));
    watch = new BanWatch({
      bans: {
        async among(ids: readonly PlayerId[]) {
          asked.push(ids);
          if (isAway) throw new Error('away');
          return banned;
        },
        expire: async (now: number) => void expired.push(now),
      } as Partial<Bans> as Bans,
      clock,
      bus,
      here: () => here,
      end: (id) => void ended.push(id),
      failed: (error) => void errors.push(error),
    });
  });

  it('O12 banned players are found in one query and removed', async () => {
    banned = [BOB];
    await watch.check();
    assert.deepEqual([asked, ended], [[[ADA, BOB]], [BOB]]);
  });

  it('O12 banned players are looked up as soon as messages get through again', async () => {
    banned = [ADA];
    bus.mend();
    await settled();
    assert.deepEqual(expired, [], 'before the start there may be no tables');
    watch.start();
    bus.mend();
    await settled();
    watch.stop();
    assert.deepEqual(ended, [ADA]);
  });

  it('O12 a store outage is logged, and no query is made without players or after the end', async () => {
    isAway = true;
    await watch.check();
    assert.equal(errors.length, 1);
    here = [];
    await watch.check();
    here = [ADA];
    watch.stop();
    await watch.check();
    assert.equal(asked.length, 1);
  });

  it('O23 each check first forgets the bans that are over, also when nobody is here', async () => {
    here = [];
    await watch.check();
    assert.deepEqual([expired, asked], [[clock.wall()], []]);
  });
});

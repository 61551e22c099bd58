import assert from 'node:assert/strict';
import { MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { BanWatch } from '../../server/operators/BanWatch.ts';
import type { Players } from '../../server/ports.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { CutBus } from '../support/CutBus.ts';
import { settled } from '../support/fakeTime.ts';

describe('players who are banned and here all the same', () => {
  const [ADA, BOB] = [asPlayerId('ada'), asPlayerId('bob')];
  let banned: PlayerId[];
  let ended: PlayerId[];
  let errors: unknown[];
  let asked: (readonly PlayerId[])[];
  let isAway: boolean;
  let here: PlayerId[];
  let bus: CutBus;
  let watch: BanWatch;
  beforeEach(() => {
    [banned, ended, errors, asked, isAway, here] = [[], [], [], [], false, [ADA, BOB]];
    bus = new CutBus(new MemoryBus(assert.fail));
    watch = new BanWatch({
      players: {
        async bannedAmong(ids: readonly PlayerId[]) {
          asked.push(ids);
          if (isAway) throw new Error('away');
          return banned;
        },
      } as Players,
      bus,
      here: () => here,
      end: (id) => void ended.push(id),
      failed: (error) => void errors.push(error),
    });
  });

  it('O12 are found in one query, and ended', async () => {
    banned = [BOB];
    await watch.check();
    assert.deepEqual([asked, ended], [[[ADA, BOB]], [BOB]]);
  });

  it('O12 are looked for as soon as words get through again', async () => {
    banned = [ADA];
    bus.mend();
    await settled();
    assert.deepEqual(ended, [ADA]);
  });

  it('O12 a store that is away is told to the log; nobody is asked for where nobody is, or at the end', async () => {
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
});

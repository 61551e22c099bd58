import { expectMet } from '../chaos/expectMet.ts';
import { storm } from '../chaos/scenarios/storm.ts';

describe('a process is told to end while players are coming', () => {
  it('Y9 it ends at once, and everybody is seated elsewhere', async () => {
    await expectMet(storm);
  }).timeout(60_000);
});

import { expectMet } from '../chaos/expectMet.ts';
import { storm } from '../chaos/scenarios/storm.ts';

describe('a process is told to stop while players are arriving', () => {
  it('Y9 the process stops at once, and everybody gets a seat elsewhere', async () => {
    await expectMet(storm);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { deskKilled } from '../chaos/scenarios/deskKilled.ts';

describe('the process that runs the queue is killed', () => {
  it('Y10 everybody is still queued once, with their age', async () => {
    await expectMet(deskKilled);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { terminate } from '../chaos/scenarios/terminate.ts';

describe('a process is told to end', () => {
  it('Y2 it stores everything and tells everybody in time, and who goes on elsewhere leaves no list', async () => {
    await expectMet(terminate);
  }).timeout(60_000);
});

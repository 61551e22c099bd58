import { expectMet } from '../chaos/expectMet.ts';
import { terminate } from '../chaos/scenarios/terminate.ts';

describe('a process is told to stop', () => {
  it('Y2 the process stores everything and tells everybody in time, and players who move disappear from no list', async () => {
    await expectMet(terminate);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { stalled } from '../chaos/scenarios/stalled.ts';

describe('a process that stands still', () => {
  it('Z9 kicks nobody and ends no session, match or place in the queue', async () => {
    await expectMet(stalled);
  });
});

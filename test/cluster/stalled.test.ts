import { expectMet } from '../chaos/expectMet.ts';
import { stalled } from '../chaos/scenarios/stalled.ts';

describe('a process that stands still', () => {
  it('Z9 kicks no player with an input meanwhile, and ends no session, match or ticket', async () => {
    await expectMet(stalled);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { signIns } from '../chaos/scenarios/signIns.ts';

describe('everybody comes at once', () => {
  it('UL1 everybody who signs in at once is seated, and is back after a restart and after a kill', async () => {
    await expectMet(signIns);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { slowHeads } from '../chaos/scenarios/slowHeads.ts';

describe('strangers hold sockets open', () => {
  it('UL4 slow heads and bodies, silent upgrades and unacknowledged joins end within 12 s, and newcomers join meanwhile', async () => {
    await expectMet(slowHeads);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { halfOpen } from '../chaos/scenarios/halfOpen.ts';

describe('sockets are half-open', () => {
  it('UL2 others see within 10 s that a player’s network is gone, and nobody else is disturbed', async () => {
    await expectMet(halfOpen);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { oneLobby } from '../chaos/scenarios/oneLobby.ts';

describe('three processes', () => {
  it('Y3 all processes list the same players, report changes at once, and agree again after one is killed', async () => {
    await expectMet(oneLobby);
  });
});

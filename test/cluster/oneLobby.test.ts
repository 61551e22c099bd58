import { expectMet } from '../chaos/expectMet.ts';
import { oneLobby } from '../chaos/scenarios/oneLobby.ts';

describe('three processes', () => {
  it('Y3 they list the same players, hear of changes at once, and agree again when one is killed', async () => {
    await expectMet(oneLobby);
  }).timeout(60_000);
});

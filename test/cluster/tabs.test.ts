import { expectMet } from '../chaos/expectMet.ts';
import { tabs } from '../chaos/scenarios/tabs.ts';

describe('players with several tabs', () => {
  it('Z8 are one row in every list exactly as long as one of their sessions is there, wherever their tabs are', async () => {
    await expectMet(tabs);
  }).timeout(60_000);
});

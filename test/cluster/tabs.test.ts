import { expectMet } from '../chaos/expectMet.ts';
import { tabs } from '../chaos/scenarios/tabs.ts';

describe('players with several tabs', () => {
  it('Z8 a player is one row in every list exactly while one of their sessions is there, at any process', async () => {
    await expectMet(tabs);
  });
});

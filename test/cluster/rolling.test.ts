import { expectMet } from '../chaos/expectMet.ts';
import { rolling } from '../chaos/scenarios/rolling.ts';

describe('processes are restarted one after the other', () => {
  it('Y4 players are outside for a moment, and leave no list', async () => {
    await expectMet(rolling);
  }).timeout(60_000);
});

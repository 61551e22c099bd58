import { expectMet } from '../chaos/expectMet.ts';
import { rolling } from '../chaos/scenarios/rolling.ts';

describe('a rolling restart', () => {
  it('Y4 players are disconnected for a moment, and disappear from no list', async () => {
    await expectMet(rolling);
  });
});

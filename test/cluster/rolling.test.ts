import { expectMet } from '../chaos/expectMet.ts';
import { rolling } from '../chaos/scenarios/rolling.ts';

describe('a rolling restart', () => {
  it('Y4 players are disconnected for a moment, disappear from no list, play their matches to the end and keep their place in the queue', async () => {
    await expectMet(rolling);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { killNine } from '../chaos/scenarios/killNine.ts';

describe('a process is killed', () => {
  it('Y1 players who never come back disappear everywhere, and all others return, each in one roster', async () => {
    await expectMet(killNine);
  });
});

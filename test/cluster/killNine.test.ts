import { expectMet } from '../chaos/expectMet.ts';
import { killNine } from '../chaos/scenarios/killNine.ts';

describe('a process is killed', () => {
  it('Y1 who never comes back is gone everywhere, all others are back, each in one roster', async () => {
    await expectMet(killNine);
  }).timeout(60_000);
});

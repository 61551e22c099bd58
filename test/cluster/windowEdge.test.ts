import { expectMet } from '../chaos/expectMet.ts';
import { windowEdge } from '../chaos/scenarios/windowEdge.ts';

describe('the edge of the reconnection window', () => {
  it('UL3 a session resumes until the end of its window and not after it, and a player who is gone left once', async () => {
    await expectMet(windowEdge);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { redisAway } from '../chaos/scenarios/redisAway.ts';

describe('Redis goes away', () => {
  it('Z1 each process goes on with its own lobby, and they are one again 5 s after its return', async () => {
    await expectMet(redisAway);
  }).timeout(60_000);
});

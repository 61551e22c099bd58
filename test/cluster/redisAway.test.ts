import { expectMet } from '../chaos/expectMet.ts';
import { redisAway } from '../chaos/scenarios/redisAway.ts';

describe('an outage of Redis', () => {
  it('Z1 each process goes on with its own lobby, and they are one again 5 s after the outage', async () => {
    await expectMet(redisAway);
  });
});

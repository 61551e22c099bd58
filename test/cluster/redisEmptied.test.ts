import { expectMet } from '../chaos/expectMet.ts';
import { pubSubCut } from '../chaos/scenarios/pubSubCut.ts';
import { redisEmptied } from '../chaos/scenarios/redisEmptied.ts';

describe('data loss in Redis', () => {
  it('Z2 an emptied Redis costs nobody their row or seat, and has everything again within 5 s', async () => {
    await expectMet(redisEmptied);
  });

  it('Z3 messages lost with cut connections are made up for within 5 s', async () => {
    await expectMet(pubSubCut);
  });
});

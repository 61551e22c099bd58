import { expectMet } from '../chaos/expectMet.ts';
import { pubSubCut } from '../chaos/scenarios/pubSubCut.ts';
import { redisEmptied } from '../chaos/scenarios/redisEmptied.ts';

describe('Redis loses something', () => {
  it('Z2 emptied, it costs nobody their row or seat, and knows everything again within 5 s', async () => {
    await expectMet(redisEmptied);
  }).timeout(60_000);

  it('Z3 words that cut connections lost are made up for within 5 s', async () => {
    await expectMet(pubSubCut);
  }).timeout(60_000);
});

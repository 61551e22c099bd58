import { expectMet } from '../chaos/expectMet.ts';
import { databaseAway } from '../chaos/scenarios/databaseAway.ts';

describe('the database goes away', () => {
  it('Z7 presence goes on, joins are refused, and everything is stored within 10 s of its return', async () => {
    await expectMet(databaseAway);
  }).timeout(60_000);
});

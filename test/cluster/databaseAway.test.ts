import { expectMet } from '../chaos/expectMet.ts';
import { databaseAway } from '../chaos/scenarios/databaseAway.ts';

describe('an outage of the database', () => {
  it('Z7 presence goes on, joins are refused, and everything is stored within 10 s after the outage', async () => {
    await expectMet(databaseAway);
  });
});

import { expectMet } from '../chaos/expectMet.ts';
import { stopped } from '../chaos/scenarios/stopped.ts';
import { twins } from '../chaos/scenarios/twins.ts';

describe('a process stands still', () => {
  it('Z5 for less than a lease it loses nobody; for longer it is declared dead, writes nothing before it has a lease again, and has its players once', async () => {
    await expectMet(stopped);
  }).timeout(60_000);

  it('Z6 rooms that it was asked for meanwhile, and that were made in its place, it makes no second time', async () => {
    await expectMet(twins);
  }).timeout(60_000);
});

import { expectMet } from '../chaos/expectMet.ts';
import { stopped } from '../chaos/scenarios/stopped.ts';
import { twins } from '../chaos/scenarios/twins.ts';

describe('a process that stands still', () => {
  it('Z5 a pause below a lease loses nobody, and after a longer one the process writes nothing without a lease and has each player once', async () => {
    await expectMet(stopped);
  });

  it('Z6 a process does not create the rooms requested of it meanwhile and created elsewhere', async () => {
    await expectMet(twins);
  });
});

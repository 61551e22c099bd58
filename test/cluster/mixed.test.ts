import { expectMet } from '../chaos/expectMet.ts';
import { mixed } from '../chaos/scenarios/mixed.ts';

describe('one fault after another', () => {
  it('Z10 everything is right again, and no match has two results', async () => {
    await expectMet(mixed);
  });
});

import assert from 'node:assert/strict';
import { seeded } from '../story/players.ts';
import { simulatedMatch } from '../support/simulatedRace.ts';

/** Matches of two; together some ten thousand states. */
const MATCHES = 20;

const ridden = (fromMs: number, toMs: number) => {
  const total = { reconciles: 0, corrections: 0 };
  for (let seed = 1; seed <= MATCHES; seed++) {
    const random = seeded(seed);
    const { reconciles, corrections } = simulatedMatch(2, () => fromMs + random() * (toMs - fromMs));
    total.reconciles += reconciles;
    total.corrections += corrections;
  }
  console.log(`      ${total.corrections} of ${total.reconciles} at ${fromMs} to ${toMs} ms`);
  return total;
};

describe('a head shown ahead on an uneven network', () => {
  it('MR18 the head is not corrected at 50 ± 20 ms a way', () => {
    const { reconciles, corrections } = ridden(30, 70);
    assert.ok(reconciles > 5_000);
    assert.equal(corrections, 0);
  });

  it('MR18 the head is corrected at most once in a hundred states at 100 ± 40 ms a way', () => {
    const { reconciles, corrections } = ridden(60, 140);
    assert.ok(reconciles > 5_000);
    assert.ok(corrections <= reconciles / 100, `${corrections} of ${reconciles}`);
  });
});

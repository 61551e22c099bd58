import assert from 'node:assert/strict';
import { WaitEstimate } from '../../server/domain/play/waitEstimate.ts';

const rangeOf = (...waits: number[]) => {
  const estimate = new WaitEstimate();
  for (const wait of waits) estimate.add(wait);
  return estimate.range();
};

describe('the estimated wait', () => {
  it('T13 there is no estimate with fewer than five waits', () => {
    assert.equal(rangeOf(), null);
    assert.equal(rangeOf(1, 2, 3, 4), null);
    assert.deepEqual(rangeOf(1, 2, 3, 4, 5), { from: 2, to: 4 });
  });

  it('T13 the estimate is the middle half, for any order of arrival', () => {
    assert.deepEqual(rangeOf(90_000, 1_000, 5_000, 2_000, 4_000, 3_000, 60_000, 0, 6_000), { from: 2_000, to: 6_000 });
  });

  it('T13 the estimate uses only the latest fifty waits', () => {
    const old = Array.from({ length: 500 }, () => 600_000);
    assert.deepEqual(rangeOf(...old, ...Array.from({ length: 50 }, (_, n) => n * 100)), { from: 1_200, to: 3_700 });
  });

  it('T13 the estimate ignores invalid times', () => {
    assert.equal(rangeOf(Number.NaN, Number.POSITIVE_INFINITY, 1, 2, 3, 4), null);
    assert.deepEqual(rangeOf(-5, -5, -5, -5, -5), { from: 0, to: 0 });
  });
});

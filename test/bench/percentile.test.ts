import assert from 'node:assert/strict';
import { median, percentile } from '../../bench/lib/percentile.ts';

describe('percentiles', () => {
  it('K5 a percentile uses the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    assert.deepEqual(
      [0.01, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share)),
      [1, 50, 95, 99, 100],
    );
    assert.equal(percentile([7], 0.99), 7);
    assert.equal(percentile([10, 9], 0.5), 9);
  });

  it('K5 the median of two values is their mean', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([10, 2, 9, 1]), 5.5);
  });

  it('K5 an empty list has no percentile', () => {
    assert.ok(Number.isNaN(percentile([], 0.5)));
    assert.ok(Number.isNaN(median([])));
  });
});

import assert from 'node:assert/strict';
import { ADAPT_MS, intervalFor, PatchPace } from '../../server/domain/roster/patchPace.ts';
import { LIVE_PATCH_MS, PATCH_MAX_MS, PATCH_MIN_MS, PATCH_MS } from '../../shared/limits.ts';

/** The interval after each second, if a round of patches costs `roundMs`. */
function run(pace: PatchPace, roundMs: number, seconds: number, startS = 0): number[] {
  return Array.from({ length: seconds }, (_, i) => {
    const now = (startS + i + 1) * ADAPT_MS;
    const rounds = ADAPT_MS / pace.intervalMs;
    pace.spend(rounds * roundMs);
    return pace.adapt(now);
  });
}

describe('the pace of patches', () => {
  it('F7 cheap patches come every 100 or 200 ms, and costlier ones every 250 ms', () => {
    assert.deepEqual([0, 4, 8].map(intervalFor), [PATCH_MIN_MS, PATCH_MIN_MS, PATCH_MIN_MS]);
    assert.deepEqual([8.1, 16].map(intervalFor), [PATCH_MS, PATCH_MS]);
    assert.deepEqual([16.1, 30, 100].map(intervalFor), [LIVE_PATCH_MS, LIVE_PATCH_MS, LIVE_PATCH_MS]);
  });

  it('F7 costlier patches keep to two fifths of the time, and come at least once a second', () => {
    for (let roundMs = 101; roundMs <= 400; roundMs++) {
      const interval = intervalFor(roundMs);
      assert.ok(roundMs / interval <= 0.4 || interval === PATCH_MAX_MS, `${roundMs} ms every ${interval} ms`);
    }
    assert.equal(intervalFor(101), 300);
    assert.equal(intervalFor(160), 400);
    assert.equal(intervalFor(2_000), PATCH_MAX_MS);
  });

  it('F8 the pace slows down within a second', () => {
    assert.deepEqual(run(new PatchPace(0), 160, 1), [400]);
  });

  it('F8 the pace speeds up after five calm seconds, to what all of them allowed', () => {
    const pace = new PatchPace(0);
    run(pace, 160, 2);
    assert.deepEqual(run(pace, 30, 6, 2), [400, 400, 400, 400, 250, 250]);
  });

  it('F8 a busy second restarts the calm period', () => {
    const pace = new PatchPace(0);
    run(pace, 160, 2);
    run(pace, 30, 4, 2);
    run(pace, 158, 1, 6);
    assert.deepEqual(run(pace, 30, 5, 7), [400, 400, 400, 400, 250]);
  });

  it('F8 a cost at the edge of a step does not make the pace swing', () => {
    const pace = new PatchPace(0);
    const costs = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 98 : 102));
    const seen = costs.flatMap((cost, i) => run(pace, cost, 1, i));
    const swings = seen.filter((interval, i) => i > 0 && interval !== seen[i - 1]).length;
    assert.ok(swings <= 1, `${swings} swings`);
  });

  it('F7 the pace is reviewed once a second, for any number of shards', () => {
    const pace = new PatchPace(0);
    pace.spend(900);
    assert.equal(pace.adapt(999), PATCH_MS);
    assert.equal(pace.adapt(1_000), 500);
    pace.spend(900);
    assert.equal(pace.adapt(1_000), 500);
    assert.equal(pace.adapt(1_500), 500);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { passingOf } from '../../client/ui/roster/lineNodes.ts';
import { checked } from '../support/property.ts';

describe('how rows move', () => {
  it('W144 rows that would pass others fade in at their new place; the rest keeps its order all the way', () => {
    checked(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g']), fc.nat(), (after, seed) => {
        const before = after.toSorted(
          (a, b) => ((a.charCodeAt(0) * 7 + seed) % 11) - ((b.charCodeAt(0) * 7 + seed) % 11),
        );
        const lines = after.map((id, i) => ({ id, from: 50 * before.indexOf(id), y: 50 * i }));
        const passing = passingOf(lines);
        const gliding = lines.filter(({ id }) => !passing.has(id));
        for (const share of [0, 0.3, 0.7, 1]) {
          const at = gliding.map(({ from, y }) => from + (y - from) * share);
          for (let i = 1; i < at.length; i++) assert.ok((at[i] ?? 0) - (at[i - 1] ?? 0) >= 50, JSON.stringify(lines));
        }
      }),
      500,
    );
    const moved = [
      { id: 'up', from: 150, y: 0 },
      ...['a', 'b', 'c'].map((id, i) => ({ id, from: 50 * i, y: 50 + 50 * i })),
    ];
    assert.deepEqual([...passingOf(moved)], ['up'], 'one that jumps, not all that make room');
    const pushed = ['a', 'b'].map((id, i) => ({ id, from: 50 * i, y: 50 + 50 * i }));
    assert.deepEqual([...passingOf(pushed)], []);
  });
});

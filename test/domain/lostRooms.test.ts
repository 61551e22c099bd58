import assert from 'node:assert/strict';
import { LOST_AFTER_MS, LostRooms } from '../../server/domain/play/lostRooms.ts';

describe('rooms that are gone', () => {
  it('DH9 a match has lost its room when that is missing for longer than lists of rooms are mended, and not before', () => {
    const lost = new LostRooms();
    const look = (living: string[], now: number) => lost.findLost(['a', 'b'], new Set(living), now);
    assert.deepEqual(look(['a', 'b'], 0), []);
    assert.deepEqual(look(['a'], 1_000), []);
    assert.deepEqual(look(['a'], 1_000 + LOST_AFTER_MS - 1), []);
    assert.deepEqual(look([], 1_000 + LOST_AFTER_MS), ['b']);
    assert.deepEqual(look(['b'], 1_500 + LOST_AFTER_MS), [], 'it is back');
    assert.deepEqual(look([], 999 + 2 * LOST_AFTER_MS), []);
    assert.deepEqual(look([], 1_000 + 2 * LOST_AFTER_MS), ['a']);
  });
});

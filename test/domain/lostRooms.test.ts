import assert from 'node:assert/strict';
import { LOST_AFTER_MS, LostRooms } from '../../server/domain/play/lostRooms.ts';

describe('lost rooms', () => {
  it('DH9 a match has lost its room once the room is missing for longer than a listing takes to be restored', () => {
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

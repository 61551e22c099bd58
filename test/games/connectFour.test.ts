import assert from 'node:assert/strict';
import { isLegal, outcomeOf, turnOf } from '../../shared/games/connect-four/board.ts';

describe('connect four', () => {
  it('MR12 four in a row wins, straight or diagonal, and three do not', () => {
    const lines = {
      row: [0, 0, 1, 1, 2, 2, 3],
      column: [0, 1, 0, 1, 0, 1, 0],
      rising: [0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3],
      falling: [6, 5, 5, 4, 4, 3, 4, 3, 3, 0, 3],
    };
    for (const [name, moves] of Object.entries(lines)) {
      assert.equal(outcomeOf(moves), 'won', name);
      assert.equal(outcomeOf(moves.slice(0, -1)), undefined, name);
    }
    // The last disc closes the gap in the middle.
    assert.equal(outcomeOf([0, 0, 1, 1, 3, 3, 2]), 'won');
  });

  it('MR12 a full board is a draw', () => {
    const pairs = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0];
    const moves = [...pairs, ...pairs.map((column) => column + 2), ...pairs.map((column) => column + 4)];
    assert.equal(outcomeOf([...moves, 6, 6, 6, 6, 6]), undefined);
    assert.equal(outcomeOf([...moves, 6, 6, 6, 6, 6, 6]), 'drawn');
  });

  it('MR12 a full or nonexistent column takes no disc', () => {
    assert.ok(isLegal([], 0) && isLegal([], 6));
    for (const column of [-1, 7, 0.5, Number.NaN]) assert.equal(isLegal([], column), false);
    assert.ok(isLegal([3, 3, 3, 3, 3], 3));
    assert.equal(isLegal([3, 3, 3, 3, 3, 3], 3), false);
    assert.deepEqual([turnOf([]), turnOf([3])], [0, 1]);
  });
});

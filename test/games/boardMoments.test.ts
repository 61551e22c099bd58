import assert from 'node:assert/strict';
import fc from 'fast-check';
import { momentsOf } from '../../client/presentation/connect-four/moments.ts';
import { COLUMNS, isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import { checked } from '../support/property.ts';
import { BOARD_MOVES } from '../support/replays.ts';

describe('the moments of a match of connect four', () => {
  const said = (moves: readonly number[]) =>
    momentsOf(moves).map(({ at, side, kind, column }) => [at, side, kind, column]);

  it('RL10 a threat, its block, a fork and the four', () => {
    assert.deepEqual(said(BOARD_MOVES), [
      [9, 0, 'three', 1],
      [10, 1, 'blocked', 0],
      [14, 1, 'fork', 1],
      [16, 1, 'four', 2],
    ]);
  });

  it('RL10 a win that was there is missed, in the column that would have won', () => {
    const threes = [0, 1, 0, 1, 0];
    assert.deepEqual(said([...threes, 0]), [
      [5, 0, 'three', 0],
      [6, 1, 'blocked', 0],
    ]);
    assert.deepEqual(said([...threes, 1, 6, 5]), [
      [5, 0, 'three', 0],
      [6, 1, 'three', 1],
      [7, 0, 'missed', 0],
      [8, 1, 'missed', 1],
    ]);
  });

  it('RL10 in any match a four is its end, and a missed win is one that the rules grant', () => {
    const tries = fc.array(fc.nat(COLUMNS - 1), { maxLength: 80 });
    const property = fc.property(tries, (tried) => {
      const moves: number[] = [];
      for (const column of tried) if (!outcomeOf(moves) && isLegal(moves, column)) moves.push(column);
      const moments = momentsOf(moves);
      const isWon = outcomeOf(moves) === 'won';
      assert.equal(moments.filter(({ kind }) => kind === 'four').length, isWon ? 1 : 0);
      if (isWon) assert.equal(moments.at(-1)?.at, moves.length);
      for (const { at, kind, column } of moments) {
        const could = Array.from({ length: COLUMNS }, (_, each) => each).filter(
          (each) => isLegal(moves.slice(0, at - 1), each) && outcomeOf([...moves.slice(0, at - 1), each]) === 'won',
        );
        if (kind === 'missed') assert.ok(could.includes(column), `${moves} ${at}`);
        else if (kind !== 'four') assert.deepEqual(could, [], `${moves} ${at}`);
      }
    });
    checked(property, 200);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COLUMNS, discsOf, isLegal } from '../../shared/games/connect-four/board.ts';
import { packBoard, unpackBoard } from '../../shared/games/connect-four/summary.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { ringAt } from '../../shared/games/cycles/rules.ts';
import { packSummary, unpackSummary } from '../../shared/games/cycles/summary.ts';
import { pointsOf } from '../../shared/games/cycles/trail.ts';
import { checked } from '../support/property.ts';

describe('summaries of matches', () => {
  it('MV6 any board is unpacked as it was packed, with the last disc and who began', () => {
    const column = fc.integer({ min: 0, max: COLUMNS - 1 });
    const property = fc.property(fc.array(column, { maxLength: 60 }), fc.constantFrom(0, 1), (tries, first) => {
      const moves: number[] = [];
      for (const each of tries) if (isLegal(moves, each)) moves.push(each);
      const summary = unpackBoard(packBoard(moves, first));
      const cells = new Array(42).fill(undefined);
      const discs = discsOf(moves);
      for (const { row, column: at, side } of discs) cells[row * COLUMNS + at] = side;
      const last = discs.at(-1);
      assert.deepEqual(summary, { cells, last: last && last.row * COLUMNS + last.column, first });
    });
    checked(property, 500);
  });

  it('MV6 any moment of a match of light-cycles is unpacked as it was packed', () => {
    const turns = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 40,
    });
    const property = fc.property(fc.integer({ min: 2, max: 4 }), turns, fc.nat(900), (seats, steps, ticks) => {
      const game = newGame(seats);
      for (let tick = 0; tick < ticks; tick++) step(game, steps[tick % steps.length] ?? []);
      const summary = unpackSummary(packSummary(game));
      assert.deepEqual(summary, {
        stage: game.stage,
        ring: ringAt(game.tick),
        riders: game.riders.map(({ isAlive, trail, ...head }) => ({ isAlive, points: pointsOf(trail, head) })),
      });
    });
    checked(property, 200);
  });

  it('MV6 bytes that nothing was packed into show nothing, and break nothing', () => {
    for (const unpack of [unpackBoard, unpackSummary]) {
      for (const value of [undefined, null, 'text', {}, new Uint8Array(0), new Uint8Array(5).fill(255)])
        assert.equal(unpack(value), undefined);
      checked(
        fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void unpack(bytes)),
        500,
      );
    }
  });

  it('MV7 a board takes 12 bytes, half a round of a duel about 64, and an endless trail shows its newest corners', () => {
    assert.equal(packBoard([3, 3, 2], 1).length, 12);
    const corners = Array.from({ length: 500 }, (_, i) => i);
    const rider = { x: 7, y: 7, dir: 0, wait: 0, isAlive: true, wins: 0, outlived: 0 };
    const bytes = packSummary({ stage: 'racing', tick: 200, riders: [{ ...rider, trail: corners }] });
    assert.equal(bytes.length, 2 + 2 * 240);
    assert.deepEqual(unpackSummary(bytes)?.riders[0]?.points.slice(-2), [
      { x: 499 % 64, y: Math.floor(499 / 64) },
      { x: 7, y: 7 },
    ]);
    const duel = [12, 14].map((length) => ({ ...rider, trail: corners.slice(0, length) }));
    assert.equal(packSummary({ stage: 'racing', tick: 200, riders: duel }).length, 2 + 2 * (13 + 15));
  });
});

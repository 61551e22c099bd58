import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COLUMNS, isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import * as board from '../../shared/games/connect-four/replay.ts';
import { STRAIGHT } from '../../shared/games/cycles/arena.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { CyclesPlayback } from '../../shared/games/cycles/playback.ts';
import { CyclesRecorder, replayed, unpackReplay } from '../../shared/games/cycles/replay.ts';
import { checked } from '../support/property.ts';
import { cyclesReplay } from '../support/replays.ts';

const turnsArb = fc.array(
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(STRAIGHT) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
    ),
    { minLength: 4, maxLength: 4 },
  ),
  { minLength: 20, maxLength: 400 },
);

describe('matches as their inputs', () => {
  it('RL1 a replay of light-cycles ends in exactly the state of its match, and stops at every step on the way', () => {
    const seats = fc.integer({ min: 2, max: 4 });
    const shift = fc.integer({ min: 0, max: 11 });
    const cut = fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined });
    checked(
      fc.property(seats, shift, turnsArb, cut, fc.nat(), (count, from, turns, steps, look) => {
        const game = newGame(count, from);
        const recorder = new CyclesRecorder(count, from);
        const states: string[] = [JSON.stringify(game)];
        for (let at = 0; game.stage !== 'over' && at < (steps ?? Number.POSITIVE_INFINITY); at++) {
          const made = (turns[at % turns.length] ?? []).slice(0, count);
          recorder.add(made);
          step(game, made);
          states.push(JSON.stringify(game));
        }
        const { bytes } = recorder;
        const replay = bytes && unpackReplay(bytes);
        assert.ok(replay);
        assert.equal(JSON.stringify(replayed(replay)), states.at(-1));
        const half = look % states.length;
        assert.equal(JSON.stringify(replayed(replay, half)), states[half]);
      }),
      25,
    );
  });

  it('RL8 whatever step is asked for next, the state is that of the step', () => {
    const { inputs } = cyclesReplay(3);
    const replay = unpackReplay(Uint8Array.from(atob(inputs), (letter) => letter.charCodeAt(0))) ?? assert.fail();
    checked(
      fc.property(fc.array(fc.nat(replay.ticks + 5), { maxLength: 8 }), (steps) => {
        const playback = new CyclesPlayback(replay);
        for (const step of steps)
          assert.equal(JSON.stringify(playback.at(step)), JSON.stringify(replayed(replay, step)), `${steps}: ${step}`);
      }),
      40,
    );
  });

  it('RL1 a replay of connect four has the moves of its match', () => {
    checked(
      fc.property(
        fc.constantFrom(0 as const, 1 as const),
        fc.array(fc.nat(COLUMNS - 1), { maxLength: 80 }),
        (first, tried) => {
          const moves: number[] = [];
          for (const column of tried) if (!outcomeOf(moves) && isLegal(moves, column)) moves.push(column);
          assert.deepEqual(board.unpackReplay(board.packReplay({ first, moves })), { first, moves });
        },
      ),
      200,
    );
  });

  it('RL2 any other bytes are no replay, and none costs more than a match', () => {
    checked(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const replay = unpackReplay(bytes);
        if (replay) assert.ok(['countdown', 'racing', 'paused', 'over'].includes(replayed(replay).stage));
        const moves = board.unpackReplay(bytes)?.moves ?? [];
        assert.ok(moves.length <= 42);
      }),
      300,
    );
    assert.equal(unpackReplay(Uint8Array.from([2, 0, 0x80])), undefined);
    assert.equal(unpackReplay(Uint8Array.from([5, 0, 1])), undefined);
    assert.equal(board.unpackReplay(Uint8Array.from([0, 7])), undefined);
    assert.equal(board.unpackReplay(Uint8Array.from([2, 3])), undefined);
    // Nothing is played after four in a row.
    assert.equal(board.unpackReplay(Uint8Array.from([0, 0, 1, 0, 1, 0, 1, 0, 1])), undefined);
  });
});

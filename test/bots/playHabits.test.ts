import assert from 'node:assert/strict';
import type { CyclesRider } from '../../bots/play/CyclesRider.ts';
import { chooseColumn } from '../../bots/play/connectFour.ts';
import { piloted } from '../../bots/play/piloted.ts';
import * as temper from '../../bots/play/temper.ts';
import { seeded } from '../../bots/random.ts';
import { isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import { isBlocked, STRAIGHT } from '../../shared/games/cycles/arena.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { Prediction } from '../../shared/games/cycles/prediction.ts';
import { ringAt } from '../../shared/games/cycles/rules.ts';
import { MODES } from '../../shared/modes.ts';

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('bots’ playing habits', () => {
  it('B9 at connect four bots play legal moves to the end, take a win and block one', () => {
    const random = seeded(4);
    for (let game = 0; game < 200; game++) {
      const moves: number[] = [];
      while (!outcomeOf(moves)) {
        const column = chooseColumn(moves, random);
        assert.ok(isLegal(moves, column), `${column} after ${moves}`);
        moves.push(column);
      }
    }
    assert.equal(chooseColumn([0, 6, 0, 6, 0, 5], random), 0);
    assert.equal(chooseColumn([0, 6, 1, 6, 5, 6], random), 6);
  });

  it('B9 at light-cycles bots ride like the game’s own pilots, from what their client knows', () => {
    const [own, other] = [seeded(6), seeded(6)];
    const game = newGame(2);
    let turns = 0;
    for (let clock = 0; game.stage !== 'over' && clock < 4_000; clock++) {
      const rider = game.riders[0] ?? assert.fail();
      const { grid, tick, played } = game;
      const heard = { clock, rider: { ...rider, ackSeq: 0 } };
      const prediction = new Prediction(heard, (x, y) => isBlocked(grid, x, y, ringAt(tick)));
      const state = { riders: game.riders, clock, tick, played };
      piloted('medium', own)({ seat: 0, state, grid, prediction } as unknown as CyclesRider);
      const turn = pilotTurn(game, 0, 'medium', other);
      const before = prediction.head.dir;
      assert.equal(prediction.heading === before ? STRAIGHT : prediction.heading, turn === before ? STRAIGHT : turn);
      if (turn !== STRAIGHT && turn !== before) turns += 1;
      step(game, [turn, pilotTurn(game, 1, 'easy', Math.random)]);
    }
    assert.ok(turns > 20, `${turns}`);
  });

  it('B9 bots queue for every mode, mostly play fair, and do everything else now and then', () => {
    const random = seeded(5);
    const share = (habits: readonly string[], habit: string) =>
      habits.filter((each) => each === habit).length / habits.length;
    assert.deepEqual(new Set(times(500, () => temper.nextMode(random))), new Set(MODES.map(({ id }) => id)));
    const checks = times(5_000, () => temper.checkHabit(random));
    assert.ok(share(checks, 'accept') > 0.93);
    const inMatch = times(5_000, () => temper.matchHabit(random));
    assert.ok(share(inMatch, 'play') > 0.85);
    const all = (habits: readonly string[]) => new Set(habits).size;
    assert.deepEqual([all(checks), all(inMatch), all(times(5_000, () => temper.seatHabit(random)))], [4, 5, 2]);
    assert.equal(all(times(500, () => temper.nextIdea(random))), 6);
    assert.equal(all(times(500, () => temper.queueHabit(random))), 3);
    assert.equal(all(times(500, () => temper.afterHabit(random))), 3);
  });

  it('B4 the same seed gives the same players', () => {
    const of = (seed: number) => {
      const random = seeded(seed);
      return times(100, () => [temper.nextIdea(random), temper.matchHabit(random), temper.moveInMs(random)]);
    };
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });
});

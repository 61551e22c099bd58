import assert from 'node:assert/strict';
import { chooseColumn } from '../../bots/play/connectFour.ts';
import * as temper from '../../bots/play/temper.ts';
import { seeded } from '../../bots/random.ts';
import { isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import { MODES } from '../../shared/modes.ts';

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('how bots play', () => {
  it('B9 at connect four they move legally to the end, take a win and stop one', () => {
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

  it('B9 they queue for every mode, mostly play fair, and do everything else now and then', () => {
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

  it('B4 the same seed makes the same players', () => {
    const of = (seed: number) => {
      const random = seeded(seed);
      return times(100, () => [temper.nextIdea(random), temper.matchHabit(random), temper.moveInMs(random)]);
    };
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });
});

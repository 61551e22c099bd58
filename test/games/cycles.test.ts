import assert from 'node:assert/strict';
import { DOWN, LEFT, RIGHT, STRAIGHT, UP } from '../../shared/games/cycles/arena.ts';
import { type Game, newGame, type Rider, step } from '../../shared/games/cycles/game.ts';
import { rankingOf } from '../../shared/games/cycles/ranking.ts';
import {
  CLOSING_TICK,
  COUNTDOWN_TICKS,
  PAUSE_TICKS,
  RING_TICKS,
  ROUND_TICKS_MAX,
} from '../../shared/games/cycles/rules.ts';
import { startsOf } from '../../shared/games/cycles/starts.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';
import { queueTurn, takeTurn } from '../../shared/games/cycles/turnQueue.ts';

type Place = { x: number; y: number; dir: number };

const steps = (game: Game, count: number, turns: number[] = []): void => {
  for (let done = 0; done < count; done++) step(game, turns);
};

/** In the first round after the countdown, with heads at these places. */
function racing(...places: Place[]): Game {
  const game = newGame(places.length);
  steps(game, COUNTDOWN_TICKS);
  for (const [seat, place] of places.entries()) Object.assign(game.riders[seat] as Rider, place);
  gridOf(game.riders, game.grid);
  return game;
}

const alive = (game: Game): boolean[] => game.riders.map(({ isAlive }) => isAlive);
const places = (game: Game): number[][] => game.riders.map(({ x, y }) => [x, y]);
const far = { x: 60, y: 30, dir: UP };
const farther = { x: 62, y: 30, dir: UP };

/** Plays the round so that exactly `survivors` are alive after it, then waits for the next one, if any. */
function playRound(game: Game, survivors: readonly number[]): void {
  while (game.stage === 'countdown') step(game, []);
  for (const [seat, rider] of game.riders.entries()) {
    const isOut = !survivors.includes(seat);
    Object.assign(rider, isOut ? { x: seat, y: 0, dir: UP } : { x: 20, y: 20, dir: UP });
  }
  step(game, []);
  while (game.stage === 'paused') step(game, []);
}

describe('light-cycles', () => {
  it('LC1 no rider moves in the countdown of 3 s; then all advance one cell per tick', () => {
    const game = newGame(4);
    const before = places(game);
    steps(game, COUNTDOWN_TICKS - 1);
    assert.deepEqual([game.stage, places(game)], ['countdown', before]);
    step(game, []);
    assert.deepEqual([game.stage, places(game)], ['racing', before]);
    step(game, []);
    assert.deepEqual(places(game), [
      [11, 10],
      [52, 10],
      [52, 29],
      [11, 29],
    ]);
  });

  it('LC1 turns in the countdown count, including a reversal', () => {
    const game = newGame(2);
    step(game, [UP, RIGHT]);
    steps(game, COUNTDOWN_TICKS);
    assert.deepEqual(places(game), [
      [10, 9],
      [54, 29],
    ]);
  });

  it('LC1 a turn goes sideways; any other input changes nothing', () => {
    const game = racing({ x: 20, y: 20, dir: RIGHT }, far);
    for (const turn of [LEFT, RIGHT, STRAIGHT, -1, 5, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) step(game, [turn]);
    assert.deepEqual(places(game)[0], [28, 20]);
    step(game, [DOWN]);
    step(game, [UP]);
    assert.deepEqual(places(game)[0], [28, 22]);
  });

  it('LC2 turns queue up, one per tick, each relative to the one before it', () => {
    const head = { dir: RIGHT, wait: 0 };
    const queue: number[] = [];
    for (const turn of [RIGHT, LEFT, UP, UP, DOWN, LEFT, STRAIGHT, 9]) queueTurn(queue, turn, head);
    assert.deepEqual(queue, [UP, LEFT]);
    assert.deepEqual([takeTurn(queue), takeTurn(queue), takeTurn(queue)], [UP, LEFT, STRAIGHT]);
  });

  it('LC2 a fifth queued turn replaces the last one, if it is a valid turn there', () => {
    const queue = [UP, RIGHT, DOWN, LEFT];
    queueTurn(queue, UP, { dir: RIGHT, wait: 0 });
    assert.deepEqual(queue, [UP, RIGHT, DOWN, LEFT]);
    queueTurn(queue, RIGHT, { dir: RIGHT, wait: 0 });
    assert.deepEqual(queue, [UP, RIGHT, DOWN, RIGHT]);
  });

  it('LC2 in the countdown the latest turn counts', () => {
    const queue: number[] = [];
    for (const turn of [UP, DOWN, LEFT]) queueTurn(queue, turn, { dir: RIGHT, wait: 20 });
    assert.deepEqual(queue, [LEFT]);
  });

  it('LC3 walls and trails crash a rider, including their own trail and those of crashed riders', () => {
    const game = racing({ x: 20, y: 20, dir: RIGHT }, { x: 63, y: 5, dir: RIGHT }, far, farther);
    step(game, []);
    assert.deepEqual(alive(game), [true, false, true, true]);
    assert.deepEqual(places(game)[1], [63, 5], 'it stays in front of what it met');
    step(game, [STRAIGHT, DOWN]);
    assert.equal(game.riders[1]?.dir, RIGHT, 'and turns no more');
    for (const turn of [STRAIGHT, UP, LEFT, DOWN]) step(game, [turn]);
    assert.deepEqual([alive(game)[0], places(game)[0]], [false, [22, 19]]);

    const behind = racing({ x: 20, y: 20, dir: RIGHT }, { x: 22, y: 0, dir: UP }, far, { x: 22, y: 5, dir: UP });
    steps(behind, 5);
    assert.deepEqual(alive(behind), [true, false, true, false], 'into the head of who is out');
  });

  it('LC3 heads that would enter the same cell, or swap cells, all crash', () => {
    const onOne = racing({ x: 20, y: 20, dir: RIGHT }, { x: 22, y: 20, dir: LEFT }, { x: 21, y: 21, dir: UP }, far);
    step(onOne, []);
    assert.deepEqual(alive(onOne), [false, false, false, true]);
    assert.deepEqual(
      places(onOne).slice(0, 3),
      [
        [20, 20],
        [22, 20],
        [21, 21],
      ],
      'nobody gets there',
    );

    const exchanged = racing({ x: 20, y: 20, dir: RIGHT }, { x: 21, y: 20, dir: LEFT }, far, farther);
    step(exchanged, []);
    assert.deepEqual(alive(exchanged), [false, false, true, true]);
  });

  it('LC4 the walls close from 25 s on, and riders who are inside in time survive', () => {
    const game = racing({ x: 1, y: 20, dir: UP }, { x: 5, y: 30, dir: UP }, far);
    game.tick = CLOSING_TICK - 2;
    step(game, []);
    Object.assign(game.riders[0] as Rider, { x: 1, y: 20, dir: LEFT });
    Object.assign(game.riders[1] as Rider, { x: 0, y: 30, dir: RIGHT });
    step(game, []);
    assert.deepEqual([game.tick, alive(game)], [CLOSING_TICK, [false, true, true]]);
    game.tick += RING_TICKS - 1;
    Object.assign(game.riders[1] as Rider, { x: 1, y: 34, dir: UP });
    step(game, []);
    assert.deepEqual([game.stage, alive(game)], ['paused', [false, false, true]]);
  });

  it('LC4 a ring turns into wall on all four sides, and the next one inside does not yet', () => {
    const outside = [
      { x: 1, y: 9, dir: LEFT },
      { x: 62, y: 9, dir: RIGHT },
      { x: 9, y: 1, dir: UP },
      { x: 9, y: 38, dir: DOWN },
    ];
    const inside = outside.map((place) => ({ ...place, dir: (place.dir + 1) % 4 }));
    for (const [places, lives] of [
      [outside, false],
      [inside, true],
    ] as const) {
      const game = racing(...places);
      game.tick = CLOSING_TICK - 1;
      step(game, []);
      assert.deepEqual(alive(game), [lives, lives, lives, lives]);
    }
  });

  it('LC4 all cells are wall after 32.6 s', () => {
    const game = racing({ x: 31, y: 20, dir: UP }, { x: 33, y: 20, dir: UP });
    game.tick = ROUND_TICKS_MAX - 1;
    step(game, []);
    assert.deepEqual([ROUND_TICKS_MAX / 20, game.stage, alive(game)], [32.6, 'paused', [false, false]]);
  });

  it('LC5 the last survivor wins the round; 2 s later the next one counts down on an empty board', () => {
    const game = racing({ x: 20, y: 20, dir: UP }, { x: 3, y: 0, dir: UP });
    step(game, []);
    assert.deepEqual([game.stage, game.played, game.riders.map(({ wins }) => wins)], ['paused', 1, [1, 0]]);
    steps(game, PAUSE_TICKS);
    const starts = startsOf(2, 1).map(({ x, y }) => [x, y]);
    assert.deepEqual([game.stage, game.tick, places(game), alive(game)], ['countdown', 0, starts, [true, true]]);
    assert.deepEqual(
      game.riders.map(({ trail }) => trail),
      [[], []],
    );
    assert.equal(game.grid.filter((mark) => mark > 0).length, 2);
  });

  it('LC5 a round without a survivor is replayed, three times per match, then counts for no player', () => {
    const game = newGame(2);
    for (const [played, replayed] of [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 3],
      [2, 3],
    ]) {
      playRound(game, []);
      assert.deepEqual([game.played, game.replayed, game.riders.map(({ wins }) => wins)], [played, replayed, [0, 0]]);
    }
  });

  it('LC6 three rounds won end the match, and nothing changes afterwards', () => {
    const game = newGame(2);
    for (const winner of [0, 1, 0]) playRound(game, [winner]);
    assert.equal(game.stage, 'countdown');
    playRound(game, [0]);
    assert.deepEqual([game.stage, game.played], ['over', 4]);
    const before = structuredClone(game);
    steps(game, 200, [UP, DOWN]);
    assert.deepEqual(game, before);
  });

  it('LC6 five rounds that count end the match, whatever the score', () => {
    const game = newGame(4);
    for (const winner of [0, 1, 2, 3]) playRound(game, [winner]);
    assert.equal(game.stage, 'countdown');
    playRound(game, [2]);
    assert.deepEqual([game.stage, rankingOf(game)[0]], ['over', [2]]);
  });

  it('LC6 a match cannot have one player or five', () => {
    for (const seats of [0, 1, 5, Number.NaN]) assert.throws(() => newGame(seats), /seats/);
  });

  it('LC8 three riders start between each other in turn; over twelve shifts every seat has every start', () => {
    const between = [0, 1, 2].map((round) => {
      const starts = startsOf(3, round);
      return starts.findIndex(({ x, y }) => starts.every((other) => other.x === x || other.y === y));
    });
    assert.deepEqual(between.toSorted(), [0, 1, 2]);
    for (const seats of [2, 3, 4]) {
      const had = Array.from({ length: 12 }, (_, shift) => startsOf(seats, shift).map(({ x, y }) => `${x},${y}`));
      for (let seat = 0; seat < seats; seat++) {
        const counts = Object.values(Object.groupBy(had, (starts) => starts[seat] as string)).map((of) => of?.length);
        assert.deepEqual(counts, [3, 3, 3, 3], `${seats} seats`);
      }
    }
  });

  it('LC11 places are ordered by rounds won, then by crashes outlasted; equals share a place', () => {
    const game = newGame(4);
    assert.deepEqual(rankingOf(game), [[0, 1, 2, 3]]);
    const merits = [
      [1, 6],
      [2, 4],
      [1, 9],
      [1, 6],
    ];
    for (const [seat, [wins, outlived]] of merits.entries())
      Object.assign(game.riders[seat] as Rider, { wins, outlived });
    assert.deepEqual(rankingOf(game), [[1], [2], [0, 3]]);
  });

  it('LC11 a rider who crashes later has outlasted more; riders who crash together have not outlasted each other', () => {
    const game = racing({ x: 5, y: 0, dir: UP }, { x: 7, y: 1, dir: UP }, { x: 9, y: 1, dir: UP }, far);
    steps(game, 2);
    assert.deepEqual(
      game.riders.map(({ outlived }) => outlived),
      [0, 1, 1, 3],
    );
  });
});

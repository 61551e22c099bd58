import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellAt, emptyGrid, isBlocked, STRAIGHT, WIDTH } from '../../shared/games/cycles/arena.ts';
import { type Game, newGame, type Rider, STAGES, step } from '../../shared/games/cycles/game.ts';
import { advance, type Head } from '../../shared/games/cycles/head.ts';
import { rankingOf } from '../../shared/games/cycles/ranking.ts';
import {
  CLOSING_TICK,
  REPLAYS_MAX,
  ROUND_TICKS_MAX,
  ROUNDS,
  ringAt,
  WINS_NEEDED,
} from '../../shared/games/cycles/rules.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';
import { checked } from '../support/property.ts';

/** All riders' turns for one tick: mostly straight on, so that rounds last. */
const turnsArb = fc.array(
  fc.array(
    fc.oneof({ weight: 8, arbitrary: fc.constant(STRAIGHT) }, { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) }),
    { minLength: 4, maxLength: 4 },
  ),
  { minLength: 20, maxLength: 400 },
);
const strangeTurns = fc.array(fc.array(fc.oneof(fc.double(), fc.integer({ min: -2, max: 6 })), { maxLength: 6 }), {
  minLength: 1,
  maxLength: 300,
});
const seatsArb = fc.integer({ min: 2, max: 4 });
const shiftArb = fc.integer({ min: 0, max: 11 });

/** Plays a whole match, repeating the turns; `look` runs after each tick. */
function playAll(seats: number, shift: number, turns: readonly number[][], look: (game: Game) => void): Game {
  const game = newGame(seats, shift);
  for (let at = 0; game.stage !== 'over'; at++) {
    step(game, turns[at % turns.length] ?? []);
    look(game);
  }
  return game;
}

describe('light-cycles under any input', () => {
  it('LC7 the same turns make the same match, in whole numbers within the range of the wire', () => {
    const isIn = (value: number, max: number) => Number.isInteger(value) && value >= 0 && value <= max;
    const look = (game: Game): void => {
      assert.ok(isIn(game.played, 5) && isIn(game.tick, 0xffff) && STAGES.includes(game.stage));
      for (const { x, y, dir, wait, wins, outlived, trail } of game.riders) {
        assert.ok(isIn(x, 63) && isIn(y, 39) && isIn(dir, 3) && isIn(wait, 60));
        assert.ok(isIn(wins, 3) && isIn(outlived, 255) && trail.every((corner) => isIn(corner, 0xffff)));
      }
    };
    checked(
      fc.property(seatsArb, shiftArb, fc.oneof(turnsArb, strangeTurns), (seats, shift, turns) => {
        const first = playAll(seats, shift, turns, look);
        assert.deepEqual(
          playAll(seats, shift, turns, () => {}),
          first,
        );
      }),
      100,
    );
  });

  it('LC3 LC4 every step of a head goes to a free cell, and no round is longer than the walls allow', () => {
    checked(
      fc.property(seatsArb, shiftArb, turnsArb, fc.boolean(), (seats, shift, turns, isLate) => {
        let before = { riders: newGame(seats, shift).riders, grid: emptyGrid(), tick: 0 };
        playAll(seats, shift, turns, (game) => {
          if (isLate && game.stage === 'racing' && game.tick === 0) game.tick = CLOSING_TICK - 20;
          assert.ok(game.tick <= ROUND_TICKS_MAX);
          if (game.tick === before.tick + 1)
            for (const [seat, now] of game.riders.entries()) moved(before, now, seat, game.tick);
          before = { riders: structuredClone(game.riders), grid: game.grid.slice(), tick: game.tick };
        });
      }),
      60,
    );
    function moved({ riders, grid }: Pick<Game, 'riders' | 'grid'>, now: Rider, seat: number, tick: number): void {
      const { x, y, isAlive } = riders[seat] as Rider;
      const way = Math.abs(now.x - x) + Math.abs(now.y - y);
      assert.equal(way, now.isAlive ? 1 : 0);
      if (now.isAlive) assert.ok(isAlive && !isBlocked(grid, now.x, now.y, ringAt(tick)));
    }
  });

  it('LC5 LC6 every match ends, decided or after five rounds that count', () => {
    checked(
      fc.property(seatsArb, shiftArb, turnsArb, (seats, shift, turns) => {
        const { played, replayed, riders } = playAll(seats, shift, turns, () => {});
        const most = Math.max(...riders.map(({ wins }) => wins));
        assert.ok(most === WINS_NEEDED || (most < WINS_NEEDED && played === ROUNDS));
        assert.ok(replayed <= REPLAYS_MAX && riders.reduce((sum, { wins }) => sum + wins, 0) <= played);
      }),
      100,
    );
  });

  it('LC8 swapped seats and mirrored turns produce the mirrored round', () => {
    // Mirrored left and right. Two riders start in opposite corners, so their case is also rotated by half a turn.
    const mirrored = (head: Head): Head => ({ ...head, x: WIDTH - 1 - head.x, dir: (4 - head.dir) % 4 });
    const turned = (head: Head): Head => ({ ...head, x: 63 - head.x, y: 39 - head.y, dir: (head.dir + 2) % 4 });
    const headOf = ({ x, y, dir, wait, isAlive }: Rider): Head => ({ x, y, dir, wait, isAlive });
    checked(
      fc.property(fc.constantFrom(2, 4), shiftArb, turnsArb, fc.boolean(), (seats, shift, turns, isLate) => {
        const mirror = seats === 4 ? mirrored : turned;
        const [one, other] = [newGame(seats, shift), newGame(seats, shift)];
        const seatOf = one.riders.map((rider) => {
          const { x, y } = mirror(headOf(rider));
          return other.riders.findIndex((there) => there.x === x && there.y === y);
        });
        for (let at = 0; one.stage === 'countdown' || one.stage === 'racing'; at++) {
          if (isLate && one.tick === 1) one.tick = other.tick = CLOSING_TICK - 20;
          const now = turns[at % turns.length] as number[];
          const there: number[] = [];
          for (const [seat, exchanged] of seatOf.entries()) {
            const turn = now[seat] as number;
            there[exchanged] = turn === STRAIGHT ? turn : mirror({ x: 0, y: 0, dir: turn, wait: 0, isAlive: true }).dir;
          }
          step(one, now);
          step(other, there);
          for (const [seat, exchanged] of seatOf.entries()) {
            assert.deepEqual(headOf(other.riders[exchanged] as Rider), mirror(headOf(one.riders[seat] as Rider)));
          }
          assert.equal(other.stage, one.stage);
        }
      }),
      100,
    );
  });

  it('LC9 corners and heads alone describe the board, and a round only adds corners', () => {
    checked(
      fc.property(seatsArb, shiftArb, turnsArb, (seats, shift, turns) => {
        let before: number[][] = [];
        playAll(seats, shift, turns, (game) => {
          assert.deepEqual(gridOf(JSON.parse(JSON.stringify(game.riders))), game.grid);
          for (const [seat, { trail, x, y }] of game.riders.entries()) {
            const had = before[seat] ?? [];
            if (game.stage !== 'countdown') assert.deepEqual(trail.slice(0, had.length), had);
            assert.ok(trail.length - had.length <= 1 && trail.length <= game.tick);
            assert.equal(game.grid[cellAt(x, y)], seat + 1);
          }
          before = game.riders.map(({ trail }) => [...trail]);
        });
      }),
      20,
    );
  });

  it('LC10 a head predicted from its own turns matches the server’s', () => {
    const headOf = ({ x, y, dir, wait, isAlive }: Head): Head => ({ x, y, dir, wait, isAlive });
    checked(
      fc.property(seatsArb, shiftArb, turnsArb, (seats, shift, turns) => {
        const game = newGame(seats, shift);
        const own = game.riders[0] as Rider;
        const head = headOf(own);
        for (let at = 0; own.isAlive; at++) {
          const now = turns[at % turns.length] as number[];
          const others = game.riders.filter((rider) => rider !== own && rider.isAlive);
          const known = game.grid.slice();
          const ring = ringAt(game.tick + 1);
          advance(head, now[0] as number, (x, y) => isBlocked(known, x, y, ring));
          step(game, now);
          const hasMet = !own.isAlive && head.isAlive;
          if (hasMet)
            assert.ok(others.some(({ isAlive, x, y }) => !isAlive && Math.abs(x - own.x) + Math.abs(y - own.y) === 2));
          // One's own turns determine neither collisions with others nor the end of a round.
          if (hasMet || game.stage === 'paused') return;
          assert.deepEqual(headOf(own), head);
        }
      }),
      300,
    );
  });

  it('LC11 a ranking has every seat once, ordered by rounds won', () => {
    checked(
      fc.property(seatsArb, shiftArb, turnsArb, (seats, shift, turns) => {
        const game = playAll(seats, shift, turns, () => {});
        const ranking = rankingOf(game);
        assert.deepEqual(ranking.flat().toSorted(), [...game.riders.keys()]);
        const wins = ranking.flat().map((seat) => game.riders[seat]?.wins ?? -1);
        assert.deepEqual(
          wins,
          wins.toSorted((a, b) => b - a),
        );
      }),
      50,
    );
  });
});

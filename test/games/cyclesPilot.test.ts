import assert from 'node:assert/strict';
import fc from 'fast-check';
import { playRound } from '../../bench/cycles/cyclesRounds.ts';
import { seeded } from '../../bots/random.ts';
import { CELLS, DOWN, isBlocked, LEFT, RIGHT, STRAIGHT, UP, xOf, yOf } from '../../shared/games/cycles/arena.ts';
import { type Game, newGame, type Rider, step } from '../../shared/games/cycles/game.ts';
import { type Head, nextX, nextY } from '../../shared/games/cycles/head.ts';
import { type Pilot, pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { CLOSING_TICK, ROUND_TICKS_MAX, ringAt, TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';
import { BOT_STRENGTHS } from '../../shared/matchProtocol.ts';
import { checked } from '../support/property.ts';

const PILOTS: readonly Pilot[] = [...BOT_STRENGTHS, 'autopilot'];
const CAREFUL: readonly Pilot[] = ['medium', 'hard', 'autopilot'];
const never = (): number => assert.fail('the autopilot asks no chance');

/** Whether this turn certainly crashes at the next step. */
function isCrash(game: Game, rider: Head, turn: number): boolean {
  const head = { ...rider, dir: turn === STRAIGHT ? rider.dir : turn };
  return isBlocked(game.grid, nextX(head), nextY(head), ringAt(game.tick + 1));
}

/** Two riders in a race. The first faces a dead end on its left and the whole arena on its right. */
function beforeTrap(): Game {
  const game = newGame(2);
  while (game.stage === 'countdown') step(game, []);
  Object.assign(game.riders[0] as Rider, { x: 30, y: 19, dir: RIGHT, trail: [20 + 19 * 64] });
  Object.assign(game.riders[1] as Rider, {
    x: 31,
    y: 30,
    dir: DOWN,
    trail: [25 + 19 * 64, 25 + 10 * 64, 31 + 10 * 64],
  });
  gridOf(game.riders, game.grid);
  return game;
}

describe('the pilots of light-cycles', () => {
  it('LC12 pilots turn the same way from the same random seed, and change nothing', () => {
    const pilotsArb = fc.array(fc.constantFrom(...PILOTS), { minLength: 2, maxLength: 4 });
    checked(
      fc.property(pilotsArb, fc.integer(), fc.integer({ min: 1, max: 400 }), (pilots, seed, ticks) => {
        const game = newGame(pilots.length);
        const chance = seeded(seed);
        for (let at = 0; at < ticks; at++)
          step(
            game,
            pilots.map((pilot, seat) => pilotTurn(game, seat, pilot, chance)),
          );
        const before = structuredClone(game);
        for (const [seat, pilot] of pilots.entries()) {
          const turn = pilotTurn(game, seat, pilot, seeded(seed));
          assert.equal(pilotTurn(structuredClone(game), seat, pilot, seeded(seed)), turn);
        }
        assert.deepEqual(game, before);
      }),
      30,
    );
  });

  it('LC12 all pilots but the easy one crash only where there is no way out', () => {
    let crashes = 0;
    for (const [at, pilot] of [...CAREFUL, ...CAREFUL, ...CAREFUL, ...CAREFUL, 'easy' as const].entries()) {
      const chance = seeded(at);
      const pilots: Pilot[] = [pilot, 'easy', 'autopilot', 'medium'];
      playRound(pilots, at, chance, (game, turns) => {
        // Some begin shortly before the walls close.
        if (at % 2 === 1 && game.tick === 0) game.tick = CLOSING_TICK - 60;
        const rider = game.riders[0] as Rider;
        if (!rider.isAlive || !isCrash(game, rider, turns[0] as number)) return;
        const hasWay = [0, 1, 2, 3].some((turn) => (turn + rider.dir) % 2 === 1 && !isCrash(game, rider, turn));
        if (pilot !== 'easy') assert.equal(hasWay, false, pilot);
        crashes += 1;
      });
    }
    assert.ok(crashes > 0, 'nobody ever crashed: nothing was looked at');
  });

  it('LC12 pilots go where there is room', () => {
    for (const pilot of CAREFUL) {
      const turn = pilotTurn(beforeTrap(), 0, pilot, pilot === 'autopilot' ? never : seeded(1));
      assert.equal(turn, DOWN, pilot);
    }
  });

  it('LC12 pilots keep away from heads that could meet them', () => {
    const game = beforeTrap();
    Object.assign(game.riders[0] as Rider, { x: 30, y: 20, dir: RIGHT, trail: [] });
    Object.assign(game.riders[1] as Rider, { x: 32, y: 20, dir: LEFT, trail: [] });
    gridOf(game.riders, game.grid);
    for (const pilot of ['medium', 'hard'] as const) {
      for (let seed = 0; seed < 20; seed++)
        assert.ok([UP, DOWN].includes(pilotTurn(game, 0, pilot, seeded(seed))), pilot);
    }
  });

  it('LC12 pilots leave the larger area, and the path to it, before the walls take it', () => {
    // Left of its own column there are two columns of 80 cells, on the right a pocket of 15. With `isOpen`, much lies
    // behind the pocket.
    const isFree = (x: number, y: number, isOpen: boolean): boolean =>
      x < 2 || (x >= 3 && x <= 5 && y >= 18 && y <= 22) || (isOpen && x >= 2 && x < 60 && y >= 32 && y <= 36);
    const turnOf = (pilot: Pilot, tick: number, isOpen: boolean): number => {
      const game = Object.assign(beforeTrap(), { tick });
      Object.assign(game.riders[0] as Rider, { x: 2, y: 20, dir: DOWN });
      for (let cell = 0; cell < CELLS; cell++) game.grid[cell] = isFree(xOf(cell), yOf(cell), isOpen) ? 0 : 1;
      return pilotTurn(game, 0, pilot, seeded(1));
    };
    for (const pilot of CAREFUL) {
      assert.deepEqual([turnOf(pilot, 0, false), turnOf(pilot, CLOSING_TICK - 10, false)], [LEFT, RIGHT], pilot);
      assert.deepEqual(
        [turnOf(pilot, CLOSING_TICK - 20, true), turnOf(pilot, CLOSING_TICK - 2, true)],
        [LEFT, RIGHT],
        pilot,
      );
    }
  });

  it('LC12 pilots do nothing before the start, after the round, and after a crash', () => {
    const game = newGame(2);
    for (const pilot of PILOTS) assert.equal(pilotTurn(game, 0, pilot, never), STRAIGHT);
    const out = beforeTrap();
    (out.riders[0] as Rider).isAlive = false;
    for (const pilot of PILOTS) assert.equal(pilotTurn(out, 0, pilot, never), STRAIGHT);
    assert.equal(pilotTurn(out, 7, 'hard', never), STRAIGHT);
  });

  it('LC13 the stronger of two pilots wins most rounds', () => {
    const pairs = [
      ['easy', 'medium'],
      ['medium', 'hard'],
    ] as const;
    for (const [weak, strong] of pairs) {
      const won = { [weak]: 0, [strong]: 0 };
      for (let round = 0; round < 24; round++) {
        const pilots = round % 2 === 0 ? [weak, strong] : [strong, weak];
        const survivor = playRound(pilots, round, seeded(round)).survivor;
        if (survivor !== undefined) won[pilots[survivor] as string] = (won[pilots[survivor] as string] ?? 0) + 1;
      }
      assert.ok((won[strong] ?? 0) > 2 * (won[weak] ?? 0), JSON.stringify(won));
    }
  });

  it('LC14 nine of ten rounds end within 30 s, and none outlasts the walls', () => {
    for (const strength of BOT_STRENGTHS) {
      const ticks = Array.from({ length: 24 }, (_, round) => {
        const seats = 2 + (round % 3);
        return playRound(new Array(seats).fill(strength), round, seeded(round)).ticks;
      });
      const inTime = ticks.filter((length) => length <= 30 * TICKS_PER_S).length;
      assert.ok(inTime >= 0.9 * ticks.length, `${strength}: ${inTime} of ${ticks.length}`);
      assert.ok(Math.max(...ticks) <= ROUND_TICKS_MAX);
    }
  });
});

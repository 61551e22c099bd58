/**
 * A whole match of light-cycles, pure and in integers, so it is the same on every machine. On the server, 20 times a second:
 *
 *   const game = newGame(seats.length, randomInt(12));
 *   step(game, turns);                turns[seat]: UP | RIGHT | DOWN | LEFT | STRAIGHT (arena.ts)
 *   if (game.stage === 'over') finish(rankingOf(game));
 *
 * It changes `game` in place. The server synchronises `stage` (STAGES), `played`, `tick` and all fields of each rider, as
 * numbers below 2^16; a `trail` only grows until a new round empties it (trail.ts). Everything else is derived: the walls are
 * `ringAt(tick)` (rules.ts), the grid is `gridOf(riders)` (trail.ts). A client predicts its own head with `advance` (head.ts).
 * Turns that come faster than ticks wait in `queueTurn` (turnQueue.ts). Bots and the autopilot are in pilot/pilot.ts.
 */
import { cellAt, emptyGrid, type Grid, isBlocked, STRAIGHT, type Turn } from './arena.ts';
import { type Head, nextX, nextY, steer } from './head.ts';
import {
  COUNTDOWN_TICKS,
  PAUSE_TICKS,
  REPLAYS_MAX,
  ROUNDS,
  ringAt,
  SEATS_MAX,
  SEATS_MIN,
  WINS_NEEDED,
} from './rules.ts';
import { startsOf } from './starts.ts';
import { leave, type Trail } from './trail.ts';

/** `countdown`: heads wait, but turns count. `paused`: a round is over; a survivor has won it. The index goes over the wire. */
export const STAGES = ['countdown', 'racing', 'paused', 'over'] as const;
export type Stage = (typeof STAGES)[number];

/** `wins`: rounds won. `outlived`: how many riders crashed before them, over all rounds. */
export type Rider = Head & { trail: Trail; wins: number; outlived: number };

export type Game = {
  stage: Stage;
  /** Finished rounds that count; the current round is number `played + 1`. */
  played: number;
  /** Replayed rounds, which had no survivor and do not count. */
  replayed: number;
  /** The tick of this round's race. */
  tick: number;
  readonly riders: readonly Rider[];
  /** Always equals `gridOf(riders)`. */
  readonly grid: Grid;
  /** Selects the start places of the first round (starts.ts). */
  readonly shift: number;
};

/** `seats`: 2 to 4. `shift`: a random whole number ≥ 0, so that no seat always starts at the same place. */
export function newGame(seats: number, shift = 0): Game {
  if (!(seats >= SEATS_MIN && seats <= SEATS_MAX)) throw new Error(`light-cycles has no ${seats} seats`);
  const riders = Array.from({ length: seats }, () => ({
    ...{ x: 0, y: 0, dir: 0, wait: 0, isAlive: true },
    ...{ trail: [], wins: 0, outlived: 0 },
  }));
  const game: Game = { stage: 'countdown', played: 0, replayed: 0, tick: 0, riders, grid: emptyGrid(), shift };
  beginRound(game);
  return game;
}

/** Runs one tick. `turns`: by seat; missing and impossible turns are ignored. */
export function step(game: Game, turns: ArrayLike<Turn>): void {
  if (game.stage === 'over') return;
  for (const [seat, rider] of game.riders.entries()) steer(rider, turns[seat] ?? STRAIGHT);
  if (game.stage === 'racing') race(game);
  else wait(game);
}

function wait(game: Game): void {
  for (const rider of game.riders) rider.wait -= 1;
  if (game.riders.some((rider) => rider.wait > 0)) return;
  if (game.stage === 'countdown') game.stage = 'racing';
  else beginRound(game);
}

function race(game: Game): void {
  game.tick += 1;
  const ring = ringAt(game.tick);
  const racing = game.riders.filter((rider) => rider.isAlive);
  const crashed = racing.filter((rider) => hits(rider, racing, game.grid, ring));
  for (const rider of crashed) rider.isAlive = false;
  for (const [seat, rider] of game.riders.entries()) {
    if (!rider.isAlive) continue;
    rider.outlived += crashed.length;
    move(rider, game.grid, seat);
  }
  if (racing.length - crashed.length <= 1) endRound(game);
}

/** All riders move at once: if two would enter the same cell, both crash. */
function hits(rider: Rider, racing: readonly Rider[], grid: Grid, ring: number): boolean {
  const [x, y] = [nextX(rider), nextY(rider)];
  return (
    isBlocked(grid, x, y, ring) || racing.some((other) => other !== rider && nextX(other) === x && nextY(other) === y)
  );
}

function move(rider: Rider, grid: Grid, seat: number): void {
  const [x, y] = [nextX(rider), nextY(rider)];
  leave(rider.trail, rider.x, rider.y, x, y);
  rider.x = x;
  rider.y = y;
  grid[cellAt(x, y)] = seat + 1;
}

function endRound(game: Game): void {
  const survivor = game.riders.find((rider) => rider.isAlive);
  if (survivor) survivor.wins += 1;
  if (!survivor && game.replayed < REPLAYS_MAX) game.replayed += 1;
  else game.played += 1;
  const isOver = game.played === ROUNDS || survivor?.wins === WINS_NEEDED;
  game.stage = isOver ? 'over' : 'paused';
  for (const rider of game.riders) rider.wait = isOver ? 0 : PAUSE_TICKS;
}

function beginRound(game: Game): void {
  game.stage = 'countdown';
  game.tick = 0;
  game.grid.fill(0);
  const starts = startsOf(game.riders.length, game.shift + game.played + game.replayed);
  for (const [seat, rider] of game.riders.entries()) {
    Object.assign(rider, starts[seat], { wait: COUNTDOWN_TICKS, isAlive: true });
    rider.trail.length = 0;
    game.grid[cellAt(rider.x, rider.y)] = seat + 1;
  }
}

/**
 * Matches of light-cycles in simulated time: a server's steps and riders with their own heads ahead of it, and between them
 * a network that delays and shakes, in order as TCP keeps it. The same for the same seed, on however slow a machine.
 */
import { CyclesRider } from '../../bots/play/CyclesRider.ts';
import { type Game, newGame, STAGES, step } from '../../shared/games/cycles/game.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { type CyclesState, PILOTS } from '../../shared/games/cycles/state.ts';
import { type Steer, TimedTurns } from '../../shared/games/cycles/timedTurns.ts';
import { wander } from './wander.ts';

const TICK_MS = 1000 / TICKS_PER_S;
/** How often a rider looks whether there is a tick: a frame of a slow screen. */
const LOOK_MS = 16;

/** One way of one connection: what is sent arrives later, in its order. */
class Way<Word> {
  readonly #wayMs: () => number;
  readonly #words: { at: number; word: Word }[] = [];

  constructor(wayMs: () => number) {
    this.#wayMs = wayMs;
  }

  send(word: Word, now: number): void {
    this.#words.push({ at: Math.max(this.#words.at(-1)?.at ?? 0, now + this.#wayMs()), word });
  }

  take(now: number): Word[] {
    const due = this.#words.findIndex(({ at }) => at > now);
    return this.#words.splice(0, due < 0 ? this.#words.length : due).map(({ word }) => word);
  }
}

/** One match to its end. How many states riders reconciled with, and how often one was not where it was thought to be. */
export function simulatedMatch(seats: number, wayMs: () => number): { reconciles: number; corrections: number } {
  const game = newGame(seats);
  const turns = game.riders.map(() => new TimedTurns());
  const up = turns.map(() => new Way<Steer>(wayMs));
  const down = turns.map(() => new Way<CyclesState>(wayMs));
  let now = 0;
  let clock = 0;
  const riders = turns.map((_, seat) => {
    const saddle = { seat: () => seat, send: (steer: Steer) => up[seat]?.send(steer, now) };
    return new CyclesRider(saddle, wander, 0, () => now);
  });
  for (; game.stage !== 'over'; now += 1) {
    for (const [seat, way] of up.entries()) for (const steer of way.take(now)) turns[seat]?.add(steer, clock);
    if (now % TICK_MS === 0) {
      step(
        game,
        turns.map((each) => each.take(clock)),
      );
      clock += 1;
      for (const way of down) way.send(stateOf(game, turns, clock), now);
    }
    for (const [seat, way] of down.entries()) for (const state of way.take(now)) riders[seat]?.hear(state, false);
    // Not all at the same moment.
    for (const [seat, rider] of riders.entries()) if ((now + 5 * seat) % LOOK_MS === 0) rider.catchUp();
  }
  return {
    reconciles: riders.reduce((sum, rider) => sum + rider.reconciles, 0),
    corrections: riders.reduce((sum, rider) => sum + rider.corrections, 0),
  };
}

const stateOf = ({ stage, played, tick, riders }: Game, turns: readonly TimedTurns[], clock: number): CyclesState =>
  ({
    ...{ clock, stage: STAGES.indexOf(stage), played, tick },
    riders: riders.map((rider, seat) => {
      const { ackSeq, ackClock, slack } = turns[seat] as TimedTurns;
      return { ...rider, trail: [...rider.trail], pilot: PILOTS.indexOf('player'), ackSeq, ackClock, slack };
    }),
  }) as unknown as CyclesState;

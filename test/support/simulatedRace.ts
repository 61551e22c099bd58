/**
 * Matches of light-cycles in simulated time: the server's steps, clients that predict their own heads, and a network
 * that delays and jitters in order. Deterministic for a seed, on any machine.
 */
import { CyclesRider } from '../../bots/play/CyclesRider.ts';
import { type Game, newGame, STAGES, step } from '../../shared/games/cycles/game.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { type CyclesState, PILOTS } from '../../shared/games/cycles/state.ts';
import { type Steer, TimedTurns } from '../../shared/games/cycles/timedTurns.ts';
import { wander } from './wander.ts';

const TICK_MS = 1000 / TICKS_PER_S;
/** A rider looks for ticks once a frame of a slow screen. */
const LOOK_MS = 16;

/** One direction of a connection; messages arrive later, in order. */
class Way<Message> {
  readonly #wayMs: () => number;
  readonly #messages: { at: number; message: Message }[] = [];

  constructor(wayMs: () => number) {
    this.#wayMs = wayMs;
  }

  send(message: Message, now: number): void {
    this.#messages.push({ at: Math.max(this.#messages.at(-1)?.at ?? 0, now + this.#wayMs()), message });
  }

  take(now: number): Message[] {
    const due = this.#messages.findIndex(({ at }) => at > now);
    return this.#messages.splice(0, due < 0 ? this.#messages.length : due).map(({ message }) => message);
  }
}

/** Plays one match. Counts the states that riders reconciled with and the corrections of their own position. */
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
    for (const [seat, way] of down.entries())
      for (const state of way.take(now)) riders[seat]?.receiveState(state, false);
    // Riders do not look at the same moment.
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

/**
 * A player of light-cycles without a screen. It predicts its own head ahead of the server's states, as the client does, and
 * counts how often the server corrected it.
 */
import { type Grid, isBlocked } from '../../shared/games/cycles/arena.ts';
import { STAGES } from '../../shared/games/cycles/game.ts';
import { Lead } from '../../shared/games/cycles/lead.ts';
import { Prediction, type ReceivedRider } from '../../shared/games/cycles/prediction.ts';
import { ringAt } from '../../shared/games/cycles/rules.ts';
import type { CyclesState } from '../../shared/games/cycles/state.ts';
import type { Steer } from '../../shared/games/cycles/timedTurns.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';

const PROBE_EVERY_TICKS = 4;
/** Ticks without a state after which the own head waits; longer than a state is ever late. */
const SILENCE_MAX = 40;

/** The rider's seat and its channel to the room. */
export type Saddle = { seat(): number; send(steer: Steer): void };

export class CyclesRider {
  readonly lead = new Lead();
  prediction: Prediction | undefined;
  /** The latest state; undefined before the match begins. */
  state: CyclesState | undefined;
  /** The cells of `state`. */
  grid: Grid | undefined;
  /** States received while racing, and those of them that moved the predicted head. */
  reconciles = 0;
  corrections = 0;
  readonly #saddle: Saddle;
  readonly #steer: (rider: CyclesRider) => void;
  #answered = 0;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout | undefined;

  /**
   * `steer` runs before each tick. `everyMs`: how often to check for due ticks; with 0 the owner calls `catchUp`. `now`:
   * monotonic ms.
   */
  constructor(saddle: Saddle, steer: (rider: CyclesRider) => void, everyMs = 5, now = () => performance.now()) {
    this.#saddle = saddle;
    this.#steer = steer;
    this.#now = now;
    if (everyMs > 0) this.#timer = setInterval(() => this.catchUp(), everyMs);
  }

  get seat(): number {
    return this.#saddle.seat();
  }

  get stage(): (typeof STAGES)[number] | undefined {
    return STAGES[this.state?.stage ?? -1];
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** `isWhole`: a fresh state after a reconnection; the prediction on the old one is discarded. */
  receiveState(state: CyclesState, isWhole: boolean): void {
    if (isWhole) this.prediction = undefined;
    const rider = state.riders[this.seat];
    if (!rider) return;
    this.state = state;
    const grid = gridOf(state.riders);
    this.grid = grid;
    const ring = ringAt(state.tick);
    const isBlockedThere = (x: number, y: number) => isBlocked(grid, x, y, ring);
    const heard: ReceivedRider = { clock: state.clock, rider };
    this.lead.observe(state.clock, this.#now());
    if (rider.ackSeq !== this.#answered) {
      this.#answered = rider.ackSeq;
      this.lead.answered(rider, this.prediction?.clock ?? 0);
    }
    const wasWaiting = !this.prediction || this.prediction.head.wait > 0 || !this.prediction.head.isAlive;
    this.prediction ??= new Prediction(heard, isBlockedThere);
    const isCorrected = this.prediction.reconcile(heard, isBlockedThere);
    if (this.stage !== 'racing' || wasWaiting || !rider.isAlive) return;
    this.reconciles += 1;
    if (isCorrected && this.prediction.head.isAlive) this.corrections += 1;
  }

  /** Runs the ticks that are due by now. */
  catchUp(): void {
    const { prediction, state } = this;
    if (!prediction || !state || this.stage === 'over') return;
    const until = Math.min(this.lead.clockAt(this.#now()), state.clock + SILENCE_MAX);
    while (prediction.clock < until) {
      this.#steer(this);
      const sent = prediction.tick(prediction.clock % PROBE_EVERY_TICKS === 0);
      if (sent) this.#saddle.send(sent);
    }
  }
}

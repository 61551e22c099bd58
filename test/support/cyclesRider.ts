/** A player of light-cycles without a screen: predicts its own head, and counts how often the server had to correct it. */

import { isBlocked } from '../../shared/games/cycles/arena.ts';
import { STAGES } from '../../shared/games/cycles/game.ts';
import { Lead } from '../../shared/games/cycles/lead.ts';
import { type Heard, Prediction } from '../../shared/games/cycles/prediction.ts';
import { ringAt } from '../../shared/games/cycles/rules.ts';
import type { CyclesState } from '../../shared/games/cycles/state.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';
import type { Seated } from './matchServer.ts';

const PROBE_EVERY_TICKS = 4;

export class CyclesRider {
  readonly seated: Seated;
  readonly lead = new Lead();
  prediction: Prediction | undefined;
  /** States of a race with the own head alive, and those after which it went on from elsewhere than it was thought to be. */
  reconciles = 0;
  corrections = 0;
  #answered = 0;
  #timer: NodeJS.Timeout;

  /** `steer`: what the rider does, before each tick. */
  constructor(seated: Seated, steer: (rider: CyclesRider) => void) {
    this.seated = seated;
    seated.room.onStateChange(() => this.#hear());
    this.#timer = setInterval(() => this.#catchUp(steer), 5);
  }

  get state(): CyclesState {
    return this.seated.room.state as CyclesState;
  }

  get seat(): number {
    return this.seated.table?.you ?? 0;
  }

  get stage(): (typeof STAGES)[number] {
    return STAGES[this.state.stage] as (typeof STAGES)[number];
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #hear(): void {
    const { state, seat } = this;
    const rider = state.riders[seat];
    if (!rider) return;
    const grid = gridOf(state.riders);
    const ring = ringAt(state.tick);
    const isBlockedThere = (x: number, y: number) => isBlocked(grid, x, y, ring);
    const heard: Heard = { clock: state.clock, rider };
    this.lead.heard(state.clock, performance.now());
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

  #catchUp(steer: (rider: CyclesRider) => void): void {
    const { prediction } = this;
    if (!prediction) return;
    const until = this.lead.clockAt(performance.now());
    while (prediction.clock < until) {
      steer(this);
      const sent = prediction.tick(prediction.clock % PROBE_EVERY_TICKS === 0);
      if (sent) this.seated.room.send('steer', sent);
    }
  }
}

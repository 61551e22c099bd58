/** A match of light-cycles: takes states, predicts the own head, returns the view. Pure; `now`: monotonic ms. */
import { isBlocked, type Turn } from '../../../shared/games/cycles/arena.ts';
import { STAGES, type Stage } from '../../../shared/games/cycles/game.ts';
import { Lead } from '../../../shared/games/cycles/lead.ts';
import { Prediction } from '../../../shared/games/cycles/prediction.ts';
import { ringAt, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import type { CyclesState } from '../../../shared/games/cycles/state.ts';
import type { Steer } from '../../../shared/games/cycles/timedTurns.ts';
import { gridOf, pointsOf } from '../../../shared/games/cycles/trail.ts';
import { besideOf, type Point } from './board.ts';
import { beginOf, lengthOf, straightened } from './path.ts';
import { RaceTime } from './raceTime.ts';
import { type Senses, sensesOf } from './senses.ts';

/** Ticks without a state after which the own head waits; longer than a state is ever late. */
const SILENCE_MAX = 40;
const PROBE_EVERY_TICKS = 4;

/** `line`: start to head, which may be between cells. `settled`: how many of its first points are final this round. */
export type RiderView = {
  readonly line: readonly Point[];
  readonly settled: number;
  readonly dir: Turn;
  readonly isOut: boolean;
  readonly pilot: number;
  readonly wins: number;
};
export type RaceView = {
  readonly stage: Stage;
  /** Finished rounds that count. */
  readonly played: number;
  /** Number of the shown round, from 1. */
  readonly round: number;
  /** 3, 2, 1; 0 in a race. */
  readonly seconds: number;
  /** The race's tick at the own head, with its fraction. */
  readonly tick: number;
  readonly ring: number;
  readonly riders: readonly RiderView[];
};

type Score = Pick<RaceView, 'stage' | 'played' | 'round'> & { wins: readonly number[] };

export class Race {
  readonly #lead = new Lead();
  readonly #time = new RaceTime();
  #seat: number | null = null;
  #state: CyclesState | undefined;
  #lines: readonly (readonly Point[])[] = [];
  #prediction: Prediction | undefined;
  #answered = 0;
  #isBlocked: (x: number, y: number) => boolean = () => true;
  #score: Score = { stage: 'countdown', played: 0, round: 1, wins: [] };

  /** The viewer's seat; null for a spectator. */
  get seat(): number | null {
    return this.#seat;
  }

  /** `isNewState`: a fresh state; the prediction on the old one is discarded. */
  receiveState(state: CyclesState, isNewState: boolean, seat: number | null, now: number): void {
    if (isNewState || seat !== this.#seat) this.#prediction = undefined;
    this.#seat = seat;
    // Empty until the match begins.
    if (state.riders.length === 0) return;
    this.#state = state;
    const { clock, tick } = state;
    this.#lead.observe(clock, now);
    this.#time.observe(
      { clock, tick, stage: stageOf(state), wait: state.riders[0]?.wait ?? 0 },
      this.#lead.receivedClockAt(now),
    );
    this.#lines = Array.from(state.riders, (rider) => pointsOf(rider.trail, rider));
    this.#reconcile(state);
  }

  press(turn: Turn): void {
    this.#prediction?.press(turn);
  }

  pressBeside(side: 'left' | 'right'): void {
    if (this.#prediction) this.press(besideOf(this.#prediction.heading, side));
  }

  /** What is free around the own head; undefined without one. */
  senses(): Senses | undefined {
    const { head, path } = this.#prediction ?? {};
    if (!head || !path) return undefined;
    const isOwn = (x: number, y: number) => path.some((cell) => cell.x === x && cell.y === y);
    return sensesOf((x, y) => this.#isBlocked(x, y) || isOwn(x, y), head);
  }

  /** Advances the own head to the present. Returns the inputs to send. */
  advance(now: number): Steer[] {
    const prediction = this.#prediction;
    if (!prediction || !this.#state || this.#state.stage === STAGES.indexOf('over')) return [];
    const until = Math.min(this.#lead.clockAt(now), this.#state.clock + SILENCE_MAX);
    const steers: Steer[] = [];
    while (prediction.clock < until) {
      const steer = prediction.tick(prediction.clock % PROBE_EVERY_TICKS === 0);
      if (steer) steers.push(steer);
    }
    return steers;
  }

  /** Undefined before the match begins. */
  view(now: number): RaceView | undefined {
    const state = this.#state;
    if (!state) return undefined;
    const receivedClock = this.#lead.receivedClockAt(now);
    const seen = this.#time.at(receivedClock);
    const isOwnAhead = this.#ownLine() !== undefined;
    const own = receivedClock + (isOwnAhead ? this.#lead.ticks : 0) - this.#time.startClock;
    const tick = isOwnAhead ? Math.max(0, own - 1) : seen;
    // The score changes only once the end of the round has been shown.
    if (isRound(stageOf(state)) || seen >= state.tick) this.#score = scoreOf(state, this.#score);
    const { stage, played, round, wins } = this.#score;
    const isStarting = stage === 'countdown' && own < 0;
    return {
      stage: stage === 'countdown' && !isStarting ? 'racing' : stage,
      played,
      round,
      seconds: isStarting ? Math.min(3, Math.ceil(-own / TICKS_PER_S)) : 0,
      tick,
      ring: ringAt(Math.floor(tick)),
      riders: Array.from(state.riders, (rider, seat) => this.#rider(rider, seat, seen, own, wins[seat] ?? 0)),
    };
  }

  #rider(rider: CyclesState['riders'][number], seat: number, seen: number, own: number, wins: number): RiderView {
    const ahead = seat === this.#seat ? this.#ownLine() : undefined;
    const all = ahead ?? this.#lines[seat] ?? [];
    const length = lengthOf(all);
    // During a tick the own head moves from the previous cell to its own. A crashed head shows its final place at once.
    const until = ahead ? Math.max(length - 1, own - 1) : seat === this.#seat ? length : seen;
    const line = beginOf(all, until);
    const settled = Math.min((this.#lines[seat]?.length ?? 1) - 1, line.length - 1);
    const isOut = !rider.isAlive && until >= length;
    const { pilot } = rider;
    const dir = ahead && this.#prediction ? this.#prediction.head.dir : rider.dir;
    return { line, settled, dir, isOut, pilot, wins };
  }

  #ownLine(): readonly Point[] | undefined {
    const [state, prediction, seat] = [this.#state, this.#prediction, this.#seat];
    if (!state || !prediction || seat === null || !state.riders[seat]?.isAlive) return undefined;
    if (!isRound(stageOf(state))) return undefined;
    return straightened([...(this.#lines[seat] ?? []), ...prediction.path]);
  }

  #reconcile(state: CyclesState): void {
    const rider = this.#seat === null ? undefined : state.riders[this.#seat];
    if (!rider) return;
    const grid = gridOf(state.riders);
    const ring = ringAt(state.tick);
    const isBlockedThere = (x: number, y: number) => isBlocked(grid, x, y, ring);
    this.#isBlocked = isBlockedThere;
    const received = { clock: state.clock, rider };
    if (rider.ackSeq !== this.#answered) {
      this.#answered = rider.ackSeq;
      this.#lead.answered(rider, this.#prediction?.clock ?? 0);
    }
    this.#prediction ??= new Prediction(received, isBlockedThere);
    this.#prediction.reconcile(received, isBlockedThere);
  }
}

const stageOf = ({ stage }: Pick<CyclesState, 'stage'>): Stage => STAGES[stage] ?? 'over';
const isRound = (stage: Stage): boolean => stage === 'countdown' || stage === 'racing';

/** The number stays after a round; `played` shows whether the round counts. */
function scoreOf(state: CyclesState, before: Score): Score {
  const stage = stageOf(state);
  const wins = Array.from(state.riders, (rider) => rider.wins);
  const isSeen = before.stage === 'racing' || before.round > 1 || before.played > 0;
  const round = isRound(stage) ? state.played + 1 : isSeen ? before.round : Math.max(1, state.played);
  return { stage, played: state.played, round, wins };
}

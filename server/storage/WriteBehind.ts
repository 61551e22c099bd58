/**
 * Stores presence in the background: one batch after the other, kept through an outage, and flushed at the end.
 * Footprint: one timer; one statement a batch; memory for the players of the last minute, in an outage for all who
 * came.
 */
import { STORE_EVERY_MS } from '../../shared/limits.ts';
import { type PresenceWrite, WriteQueue } from '../domain/storage/writeQueue.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Players } from '../ports.ts';

/** How long a due write may wait for others, to be written with them. */
const BATCH_EVERY_MS = 1_000;
const BATCH_ROWS = 500;
/** The first retry after a failure; each later one waits twice as long, up to the most. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 4_000;
/** Between retries while the process ends. */
const RETRY_AT_END_MS = 200;
/** After this time without an answer the store counts as away. */
const SLOW_WRITE_MS = 5_000;

export type Timers = {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
};
export type WriteBehindDeps = {
  players: Players;
  /** Called before each batch. False while this process may have been declared dead: its facts may be untrue by now. */
  mayWrite: () => boolean;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  timers?: Timers;
};

/** `barred`: this process may not write now. `late`: the deadline came first. */
type Outcome = 'written' | 'failed' | 'nothing' | 'barred' | 'late';

export class WriteBehind {
  readonly #deps: WriteBehindDeps;
  readonly #timers: Timers;
  readonly #queue = new WriteQueue(STORE_EVERY_MS);
  #timer: unknown;
  #writing: { rows: PresenceWrite[]; outcome: Promise<Outcome>; sinceAt: number } | undefined;
  #outage: { sinceAt: number; retryMs: number; retryAt: number } | undefined;

  constructor(deps: WriteBehindDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  /** False while the store fails or lets a write hang. */
  get isHealthy(): boolean {
    const isSlow = this.#writing && this.#deps.clock.now() - this.#writing.sinceAt > SLOW_WRITE_MS;
    return !this.#outage && !isSlow;
  }

  /** Players whose last value is not stored. */
  get pending(): number {
    const onTheWay = this.#writing?.rows.filter(({ id }) => !this.#queue.isPending(id)) ?? [];
    return this.#queue.pending + onTheWay.length;
  }

  /** The pending players and those lately written. */
  get remembered(): number {
    return this.#queue.remembered;
  }

  start(): void {
    this.#timer = this.#timers.setTimeout(() => {
      void this.#writeDue();
      this.start();
    }, BATCH_EVERY_MS);
  }

  /** Begins no more batches, except in `flush`. */
  stop(): void {
    this.#timers.clearTimeout(this.#timer);
  }

  /**
   * To be written within a second; STORE_EVERY_MS after the player's last write unless `isOnline` changes or `isDoubted`:
   * another process may have stored something else.
   */
  put(write: PresenceWrite, isDoubted = false): void {
    this.#queue.put(write, isDoubted);
  }

  /**
   * Writes everything now, also for players written a moment ago, and retries. Resolves when nothing is left, or after
   * `deadlineMs`, with the number of players whose last value is not stored. Never rejects.
   */
  async flush(deadlineMs: number): Promise<number> {
    const { clock } = this.#deps;
    const until = clock.now() + deadlineMs;
    while (this.pending > 0 && clock.now() < until) {
      this.#queue.hurry();
      const outcome = await this.#within(until - clock.now(), this.#writeBatch());
      if (outcome === 'failed' || outcome === 'barred')
        await this.#pause(Math.min(RETRY_AT_END_MS, Math.max(0, until - clock.now())));
    }
    return this.pending;
  }

  /** Batch after batch until nothing more is due, unless one is under way or a retry is still to come. */
  async #writeDue(): Promise<void> {
    if (this.#writing || this.#deps.clock.now() < (this.#outage?.retryAt ?? 0)) return;
    while ((await this.#writeBatch()) === 'written') {}
  }

  /** Joins the batch under way, or begins the next one. Never rejects. */
  #writeBatch(): Promise<Outcome> {
    if (this.#writing) return this.#writing.outcome;
    if (!this.#deps.mayWrite()) return Promise.resolve('barred');
    const sinceAt = this.#deps.clock.now();
    const rows = this.#queue.take(sinceAt, BATCH_ROWS);
    if (rows.length === 0) return Promise.resolve('nothing');
    const outcome = this.#write(rows).finally(() => {
      this.#writing = undefined;
    });
    this.#writing = { rows, outcome, sinceAt };
    return outcome;
  }

  async #write(rows: PresenceWrite[]): Promise<Outcome> {
    const { players, metrics } = this.#deps;
    try {
      await players.writePresence(rows);
    } catch (error) {
      this.#queue.requeue(rows);
      metrics.storeFailures.inc();
      this.#failed(error);
      return 'failed';
    }
    metrics.storeWrites.inc(rows.length);
    this.#succeeded();
    return 'written';
  }

  #failed(error: unknown): void {
    const now = this.#deps.clock.now();
    if (!this.#outage) {
      this.#deps.log.error({ err: error }, 'the store is away: presence is kept and written later');
    }
    const { sinceAt, retryMs } = this.#outage ?? { sinceAt: now, retryMs: RETRY_MS };
    this.#outage = { sinceAt, retryMs: Math.min(retryMs * 2, RETRY_MAX_MS), retryAt: now + retryMs };
  }

  #succeeded(): void {
    if (!this.#outage) return;
    const awayMs = Math.round(this.#deps.clock.now() - this.#outage.sinceAt);
    this.#outage = undefined;
    this.#deps.log.warn({ awayMs, pending: this.#queue.pending }, 'the store is back');
  }

  /** The outcome, or `late` after `ms`; the write itself goes on. */
  async #within(ms: number, outcome: Promise<Outcome>): Promise<Outcome> {
    let timer: unknown;
    const late = new Promise<Outcome>((resolve) => {
      timer = this.#timers.setTimeout(() => resolve('late'), ms);
    });
    const first = await Promise.race([outcome, late]);
    this.#timers.clearTimeout(timer);
    return first;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#timers.setTimeout(resolve, ms));
  }
}

export const systemTimers: Timers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/**
 * Stores presence behind everybody's back: whoever puts a value goes on at once; batches are written one after the
 * other, kept through an outage, and flushed at the end.
 *
 * Footprint: one timer; one statement a batch; memory for the players of the last minute.
 */
import { STORE_EVERY_MS } from '../shared/limits.ts';
import { WriteQueue } from './domain/writeQueue.ts';
import type { Metrics } from './http/metrics.ts';
import type { Log } from './log.ts';
import type { Clock, PresenceWrite, Store } from './ports.ts';

const BATCH_EVERY_MS = 1_000;
const BATCH_ROWS = 500;
/** The store is away: tried again after so long, doubled each time up to the most. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 8_000;

export type WriteBehindDeps = {
  store: Pick<Store, 'writePresence'>;
  clock: Pick<Clock, 'now'>;
  metrics: Metrics;
  log: Log;
};

export class WriteBehind {
  readonly #deps: WriteBehindDeps;
  readonly #queue = new WriteQueue<PresenceWrite>(STORE_EVERY_MS);
  #timer: NodeJS.Timeout | undefined;
  #inFlight: Promise<void> | undefined;
  #failures = 0;
  #retryAt = 0;

  constructor(deps: WriteBehindDeps) {
    this.#deps = deps;
  }

  /** False while the store is away. */
  get isHealthy(): boolean {
    return this.#failures === 0;
  }

  /** Players with something unwritten. */
  get pending(): number {
    return this.#queue.size;
  }

  start(everyMs = BATCH_EVERY_MS): void {
    this.#timer = setInterval(() => void this.writeDue(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  put(write: PresenceWrite): void {
    this.#queue.put(write, this.#deps.clock.now());
  }

  /** Writes what is due, batch after batch, unless a batch is on its way or the store is given time. Never rejects. */
  writeDue(): Promise<void> {
    if (this.#deps.clock.now() < this.#retryAt) return Promise.resolve();
    this.#inFlight ??= this.#writeWhile(() => this.#queue.take(this.#deps.clock.now(), BATCH_ROWS)).finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  /** Writes everything now. Resolves with the number of players left unwritten when the store failed or took too long. */
  async flush(deadlineMs: number): Promise<number> {
    let isOver = false;
    const all = async () => {
      await this.#inFlight;
      await this.#writeWhile(() => (isOver ? [] : this.#queue.takeAny(BATCH_ROWS)));
    };
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([all(), deadline]);
    clearTimeout(timer);
    isOver = true;
    return this.#queue.size + this.#rowsOnTheirWay;
  }

  #rowsOnTheirWay = 0;

  /** Until `next` has no more, or a batch fails. */
  async #writeWhile(next: () => PresenceWrite[]): Promise<void> {
    const { store, clock, metrics, log } = this.#deps;
    for (let batch = next(); batch.length > 0; batch = next()) {
      this.#rowsOnTheirWay = batch.length;
      try {
        await store.writePresence(batch);
        metrics.storeWrites.inc(batch.length);
        if (this.#failures > 0) log.warn({ failures: this.#failures }, 'the store is back');
        this.#failures = 0;
      } catch (error) {
        metrics.storeFailures.inc();
        this.#queue.putBack(batch, clock.now());
        if (this.#failures === 0) log.error({ err: error }, 'the store is away: presence is kept and written later');
        this.#retryAt = clock.now() + Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** this.#failures);
        this.#failures += 1;
        return;
      } finally {
        this.#rowsOnTheirWay = 0;
      }
    }
  }
}

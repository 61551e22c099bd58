/** What an operator watches, for Prometheus. Counters are plain properties; gauges are read at each scrape. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestRefusal } from '../shared/refusals.ts';
import type { Status } from '../shared/status.ts';

/** `sessions` includes `held`. */
export type LobbyNumbers = { playersByStatus: Readonly<Record<Status, number>>; sessions: number; held: number };

const NANOSECONDS = 1e9;
/** The loop's delay is how late a timer of this period is; the recorded values include the period. */
const LOOP_SAMPLE_MS = 10;
/** From a usual sweep, far under a millisecond, to one of a stalled process. */
const SWEEP_BUCKETS_S = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];

export class Metrics {
  readonly registry = new Registry();
  readonly joins = this.#counter('foyer_joins_total', 'Players whose first session came.');
  readonly leaves = this.#counter<'reason'>('foyer_leaves_total', 'Players whose last session went.', ['reason']);
  readonly kicks = this.#counter('foyer_kicks_total', 'Players kicked because they were idle.');
  readonly resumes = this.#counter('foyer_resumes_total', 'Dropped sessions that came back in their window.');
  readonly patches = this.#counter('foyer_patches_total', 'Patches encoded, each for a whole shard.');
  readonly patchBytes = this.#counter('foyer_patch_bytes_total', 'Bytes of those patches.');
  readonly patchWrites = this.#counter('foyer_patch_writes_total', 'Patches handed to a socket.');
  readonly patchSeconds = this.#counter('foyer_patch_seconds_total', 'Time that handing patches to sockets took.');
  readonly storeWrites = this.#counter('foyer_store_writes_total', 'Rows of presence written to the store.');
  readonly storeFailures = this.#counter('foyer_store_failures_total', 'Calls of the store that failed.');
  readonly slowReadersCut = this.#counter(
    'foyer_slow_readers_cut_total',
    'Sockets closed because they read too slowly.',
  );
  readonly refusals = this.#counter<'code'>('foyer_refusals_total', 'Requests refused, by code.', ['code']);
  readonly reports = this.#counter<'reason'>('foyer_reports_total', 'Players reported by others, by reason.', [
    'reason',
  ]);
  readonly failedLogins = this.#counter<'entry'>(
    'foyer_failed_logins_total',
    'Wrong passwords and tokens of operators and scrapers, by entry.',
    ['entry'],
  );
  readonly webPushes = this.#counter<'result'>(
    'foyer_web_pushes_total',
    'Notifications to push services of browsers, by result.',
    ['result'],
  );
  readonly errors = this.#counter<'where'>('foyer_errors_total', 'Errors nobody expected, by place.', ['where']);
  readonly sweepSeconds = new Histogram({
    name: 'foyer_sweep_seconds',
    help: 'Duration of a sweep.',
    buckets: SWEEP_BUCKETS_S,
    registers: [this.registry],
  });
  readonly #loopDelay: ReturnType<typeof monitorEventLoopDelay>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#loopDelay = monitorEventLoopDelay({ resolution: LOOP_SAMPLE_MS });
    this.#loopDelay.enable();
    const delay = this.#loopDelay;
    const delayS = (percent: number): number =>
      Math.max(0, delay.percentile(percent) / NANOSECONDS - LOOP_SAMPLE_MS / 1000);
    new Gauge({
      name: 'foyer_event_loop_delay_seconds',
      help: 'Delay of the event loop since the last scrape.',
      labelNames: ['quantile'],
      registers: [this.registry],
      collect() {
        this.set({ quantile: '0.5' }, delayS(50));
        this.set({ quantile: '0.99' }, delayS(99));
        delay.reset();
      },
    });
  }

  refused(code: RequestRefusal): void {
    this.refusals.inc({ code });
  }

  patched(bytes: number): void {
    this.patches.inc();
    this.patchBytes.inc(bytes);
  }

  fannedOut(ms: number, writes: number): void {
    this.patchSeconds.inc(ms / 1_000);
    this.patchWrites.inc(writes);
  }

  /** Adds the lobby's gauges. Call once. */
  watchLobby(numbers: () => LobbyNumbers): void {
    new Gauge({
      name: 'foyer_players',
      help: 'Players online in this process, the invisible ones too, by status.',
      labelNames: ['status'],
      registers: [this.registry],
      collect() {
        for (const [status, count] of Object.entries(numbers().playersByStatus)) this.set({ status }, count);
      },
    });
    this.#gauge('foyer_sessions', 'Sessions, the held ones too.', () => numbers().sessions);
    this.#gauge('foyer_held_sessions', 'Dropped sessions in their reconnection window.', () => numbers().held);
  }

  /** Adds the gauge of the patches' present interval. Call once. */
  watchPace(intervalMs: () => number): void {
    this.#gauge('foyer_patch_interval_seconds', 'How often patches are sent now.', () => intervalMs() / 1_000);
  }

  /** Adds the cluster's gauges. Call once. */
  watchCluster(now: () => { processes: number; isPartial: boolean }): void {
    this.#gauge('foyer_processes', 'Processes of the cluster that are heard, this one too.', () => now().processes);
    const help = '1 while other processes cannot be heard and their players may be missing.';
    this.#gauge('foyer_partial', help, () => Number(now().isPartial));
  }

  stop(): void {
    this.#loopDelay.disable();
  }

  #counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}

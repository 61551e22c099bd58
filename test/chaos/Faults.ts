/**
 * Faults of a running cluster, one at a time, and when they were in force. Each kind comes as often as the others, in
 * random order.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { between, type Random } from '../../bots/random.ts';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';

export type FaultsOptions = {
  leaseMs: number;
  /** How long a stall or an outage lasts. */
  lastMs: readonly [from: number, to: number];
  /** A fault counts as in force until so long after its end, or after a lease where a process was killed. */
  healMs: number;
};

/** Each resolves at the fault's end. */
const KINDS = {
  'kill -9': async (faults: Faults) => {
    const index = between(faults.random, 0, faults.cluster.processes.length - 1);
    const victim = faults.cluster.processes[index];
    faults.kills.push({ name: victim?.name ?? '', at: performance.now() });
    victim?.kill('SIGKILL');
    await faults.cluster.restart(index);
  },
  stall: async ({ cluster, random, last }: Faults) => {
    const victim = cluster.processes[between(random, 0, cluster.processes.length - 1)];
    victim?.kill('SIGSTOP');
    await last();
    victim?.kill('SIGCONT');
  },
  'Redis away': async ({ cluster: { redis }, last }: Faults) => {
    await redis.kill();
    await last();
    await redis.start();
  },
  'Redis frozen': async ({ cluster: { redis }, last }: Faults) => {
    redis.freeze();
    await last();
    redis.thaw();
  },
  'Redis emptied': ({ cluster: { redis } }: Faults) => redis.flush(),
  'pub/sub cut': ({ cluster: { redis } }: Faults) => redis.cutPubSub(),
  'database away': async ({ cluster: { postgres }, last }: Faults) => {
    await postgres.pause();
    await last();
    await postgres.resume();
  },
} as const satisfies Record<string, (faults: Faults) => Promise<void>>;
type Kind = keyof typeof KINDS;

export class Faults {
  readonly cluster: LocalCluster;
  readonly random: Random;
  /** `at`: monotonic ms. */
  readonly kills: { name: string; at: number }[] = [];
  readonly #options: FaultsOptions;
  readonly #inForce: { from: number; to: number }[] = [];
  #next: Kind[] = [];
  count = 0;

  constructor(cluster: LocalCluster, random: Random, options: FaultsOptions) {
    this.cluster = cluster;
    this.random = random;
    this.#options = options;
  }

  /** Resolves with the kind when the fault is over. */
  async one(): Promise<Kind> {
    if (this.#next.length === 0) this.#next = Object.keys(KINDS) as Kind[];
    const [kind] = this.#next.splice(between(this.random, 0, this.#next.length - 1), 1) as [Kind];
    const { leaseMs, healMs } = this.#options;
    const span = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    this.#inForce.push(span);
    await KINDS[kind](this);
    span.to = Math.max(performance.now(), kind === 'kill -9' ? span.from + leaseMs : 0) + healMs;
    this.count += 1;
    return kind;
  }

  /** No fault was in force at any time in between. */
  wereNone(from: number, to: number): boolean {
    return !this.#inForce.some((span) => span.from < to && from < span.to);
  }

  // Real time: how long the fault lasts.
  readonly last = (): Promise<void> => passed(between(this.random, ...this.#options.lastMs));
}

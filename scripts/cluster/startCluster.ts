/**
 * A whole cluster on this machine: Redis, PostgreSQL, server processes and the load balancer in front of them, all on
 * 127.0.0.1, all in temporary folders. For `npm run cluster`, for tests, and for whoever wants to break one on purpose.
 * It ends with `stop()`, or with this process, however that ends.
 *
 *   const cluster = await startCluster({ processes: 2, env: { LIMITS: 'off' } });
 *   cluster.processes[0]?.kill('SIGKILL');
 *   await cluster.restart(0);
 *   await cluster.stop();
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, freePorts, isFree } from '../services/freePort.ts';
import { Guard } from '../services/Guard.ts';
import { startHaproxy } from '../services/haproxy.ts';
import { type Postgres, startPostgres } from '../services/postgres.ts';
import { type Redis, startRedis } from '../services/redis.ts';
import type { Subprocess } from '../services/Subprocess.ts';
import type { ClusterProcess } from './ClusterProcess.ts';
import { Slots } from './Slots.ts';

export type ClusterOptions = {
  /** 3 unless given. */
  processes?: number;
  /** Of the load balancer; a free one unless given. */
  port?: number;
  /** For every process: SHARD_CAPACITY, LIMITS … Addresses, Redis and the database are the cluster's own. */
  env?: NodeJS.ProcessEnv;
  /**
   * On top of `common`, which all get, for one of them; they count from 0. Asked again at each restart. Can change what is
   * the cluster's own, too.
   */
  envOf?: (index: number, common: Readonly<NodeJS.ProcessEnv>) => NodeJS.ProcessEnv;
  /** What is said by `p1`, `p2` … and `lb`, the load balancer. */
  onLine?: (source: string, line: string) => void;
  /** A process that was ready, or a restarted one, has ended; not for the ends that `restart()` and `stop()` ask for. */
  onExit?: (process: ClusterProcess, index: number) => void;
  /** Aborted before everything is up, the start rejects, and what stands is ended. */
  signal?: AbortSignal;
};

export type LocalCluster = {
  /** Of the load balancer. */
  readonly url: string;
  /** In the order of their names; a restart puts a new one in the place of the old. */
  readonly processes: readonly ClusterProcess[];
  readonly redis: Redis;
  readonly postgres: Postgres;
  readonly postgresUrl: string;
  /** HAProxy with deploy/haproxy.cfg. */
  readonly balancer: Subprocess;
  /** A new process at the same port and path, ready. One that still runs is ended first, in order. */
  restart(index: number): Promise<ClusterProcess>;
  /** The processes first, then what they stand on. */
  stop(): Promise<void>;
};

export async function startCluster(options: ClusterOptions = {}): Promise<LocalCluster> {
  const { signal } = options;
  const port = await portFor(options.port);
  const folder = mkdtempSync(join(tmpdir(), 'foyer-cluster-'));
  const guard = new Guard(folder);
  /** In the order in which they end. */
  const ends: (() => Promise<unknown>)[] = [() => guard.dismiss()];
  const stop = async () => {
    for (const end of ends.splice(0)) await end();
  };

  try {
    const [postgres, redis] = await startBoth(ends);
    signal?.throwIfAborted();
    const serverPorts = await freePorts(options.processes ?? 3);
    const common = environment(options.env ?? {}, port, postgres, redis);
    const slots = new Slots({
      ports: serverPorts,
      envOf: (index, name, serverPort) => {
        const own = { PORT: String(serverPort), PUBLIC_ADDRESS: `127.0.0.1:${port}/${name}` };
        return { ...common, ...own, ...options.envOf?.(index, common) };
      },
      guard,
      onLine: options.onLine,
      onExit: options.onExit,
    });
    ends.unshift(() => slots.end());
    await slots.open(signal);

    const onLine = (line: string) => options.onLine?.('lb', line);
    const balancer = await startHaproxy({ folder, guard, port, serverPorts, onLine });
    // Clients hear from their process that it goes, through the load balancer.
    ends.splice(1, 0, () => balancer.end('SIGTERM'));
    signal?.throwIfAborted();
    return {
      url: `http://127.0.0.1:${port}`,
      processes: slots.processes,
      redis,
      postgres,
      postgresUrl: postgres.url,
      balancer,
      restart: (index) => slots.restart(index),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portFor(wanted: number | undefined): Promise<number> {
  if (!wanted) return freePort();
  if (!(await isFree(wanted))) throw new Error(`port ${wanted} is taken`);
  return wanted;
}

/** At once: neither needs the other. Each ends, also where the other fails. */
async function startBoth(ends: (() => Promise<unknown>)[]): Promise<[Postgres, Redis]> {
  const starting = [startPostgres(), startRedis()] as const;
  for (const started of starting) {
    ends.unshift(() =>
      started.then(
        ({ stop }) => stop(),
        () => undefined,
      ),
    );
  }
  return Promise.all(starting);
}

function environment(given: NodeJS.ProcessEnv, port: number, postgres: Postgres, redis: Redis): NodeJS.ProcessEnv {
  // A page may have been opened by either name; the addresses of sockets have one.
  const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, given.ALLOWED_ORIGINS].filter(Boolean);
  return {
    PATH: process.env.PATH,
    ...given,
    JWT_SECRET: given.JWT_SECRET || randomBytes(32).toString('base64url'),
    ALLOWED_ORIGINS: origins.join(','),
    HOST: '127.0.0.1',
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

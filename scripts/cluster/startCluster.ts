/**
 * A whole cluster on this machine: Redis, PostgreSQL, server processes and a load balancer, all on 127.0.0.1 and in temporary
 * folders. Used by `npm run cluster` and by tests. It ends with `stop()`, or with this process, however that ends.
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
  /** Default: 3. */
  processes?: number;
  /** The load balancer's port; by default a free one. */
  port?: number;
  /** For every process: SHARD_CAPACITY, LIMITS … The cluster itself sets addresses, Redis and the database. */
  env?: NodeJS.ProcessEnv;
  /**
   * Extra environment for one process, counted from 0, on top of `common`. Called at each restart. It may also override the
   * cluster's own settings.
   */
  envOf?: (index: number, common: Readonly<NodeJS.ProcessEnv>) => NodeJS.ProcessEnv;
  /** Called for each line of output. `source`: `p1`, `p2` …, or `lb` for the load balancer. */
  onLine?: (source: string, line: string) => void;
  /** Called when a process ends that was ready or restarted, except through `restart()` and `stop()`. */
  onExit?: (process: ClusterProcess, index: number) => void;
  /** If aborted before everything is up, the start rejects and ends what is running. */
  signal?: AbortSignal;
};

export type LocalCluster = {
  /** The load balancer's URL. */
  readonly url: string;
  /** In the order of their names; a restart replaces the entry. */
  readonly processes: readonly ClusterProcess[];
  readonly redis: Redis;
  readonly postgres: Postgres;
  readonly postgresUrl: string;
  /** HAProxy with deploy/haproxy.cfg. */
  readonly balancer: Subprocess;
  /** Resolves with a new, ready process on the same port and path. A running one is ended gracefully first. */
  restart(index: number): Promise<ClusterProcess>;
  /** Ends the processes, then the services they use. */
  stop(): Promise<void>;
};

export async function startCluster(options: ClusterOptions = {}): Promise<LocalCluster> {
  const { signal } = options;
  const port = await portFor(options.port);
  const folder = mkdtempSync(join(tmpdir(), 'foyer-cluster-'));
  const guard = new Guard(folder);
  /** In the order of ending. */
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
    // The balancer ends after the processes: it carries their goodbyes to the clients.
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

/** Starts both at once. If one fails, the other is ended. */
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
  // A page may be opened under either name; socket addresses use only one.
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

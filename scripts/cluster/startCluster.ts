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
import { freePort, freePorts } from '../services/freePort.ts';
import { Guard } from '../services/Guard.ts';
import { startHaproxy } from '../services/haproxy.ts';
import { type Postgres, startPostgres } from '../services/postgres.ts';
import { type Redis, startRedis } from '../services/redis.ts';
import { ClusterProcess } from './ClusterProcess.ts';

export type ClusterOptions = {
  /** 3 unless given. */
  processes?: number;
  /** Of the load balancer; a free one unless given. */
  port?: number;
  /** For every process: SHARD_CAPACITY, LIMITS … Addresses, Redis and the database are the cluster's own. */
  env?: NodeJS.ProcessEnv;
  /** On top, for one of them; they count from 0. Asked again at each restart. Can change what is the cluster's own, too. */
  envOf?: (index: number) => NodeJS.ProcessEnv;
  /** What is said by `p1`, `p2` … and `lb`, the load balancer. */
  onLine?: (source: string, line: string) => void;
  /** A process ended, asked or not; not for the ends that `stop()` brings about. */
  onExit?: (process: ClusterProcess, index: number) => void;
};

export type LocalCluster = {
  /** Of the load balancer. */
  readonly url: string;
  /** In the order of their names; a restart puts a new one in the place of the old. */
  readonly processes: readonly ClusterProcess[];
  readonly redis: Redis;
  readonly postgres: Postgres;
  readonly postgresUrl: string;
  /** A new process at the same port and path, ready. One that still runs is ended first, in order. */
  restart(index: number): Promise<ClusterProcess>;
  /** The processes first, then what they stand on. */
  stop(): Promise<void>;
};

export async function startCluster(options: ClusterOptions = {}): Promise<LocalCluster> {
  const count = options.processes ?? 3;
  const port = options.port || (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'foyer-cluster-'));
  const guard = new Guard(folder);
  const processes: ClusterProcess[] = [];
  /** In the order of their starts: they end in the opposite one. */
  const ends: (() => Promise<unknown>)[] = [() => guard.dismiss()];
  let isStopping = false;

  const stop = async () => {
    isStopping = true;
    for (const end of ends.splice(0).reverse()) await end();
  };

  try {
    const [postgres, redis] = await startBoth(ends);
    const serverPorts = await freePorts(count);
    const common = environment(options.env ?? {}, port, postgres, redis);
    const start = (index: number): ClusterProcess => {
      const name = `p${index + 1}`;
      const serverPort = serverPorts[index] as number;
      const own = { PORT: String(serverPort), PUBLIC_ADDRESS: `127.0.0.1:${port}/${name}` };
      const env = { ...common, ...own, ...options.envOf?.(index) };
      const onLine = (line: string) => options.onLine?.(name, line);
      const started = new ClusterProcess({ name, port: serverPort, env, guard, onLine });
      processes[index] = started;
      started.exited.then(() => {
        if (!isStopping) options.onExit?.(started, index);
      });
      return started;
    };
    const restart = async (index: number): Promise<ClusterProcess> => {
      const old = processes[index];
      if (!old) throw new Error(`there is no process ${index}`);
      await old.end();
      if (isStopping) throw new Error('the cluster is stopping');
      const started = start(index);
      await started.ready();
      return started;
    };

    // The load balancer goes after the processes, whichever started first.
    ends.push(() => Promise.all(processes.map((each) => each.end())));
    await Promise.all(serverPorts.map((_, index) => start(index).ready()));
    const onLine = (line: string) => options.onLine?.('lb', line);
    const haproxy = await startHaproxy({ folder, guard, port, serverPorts, onLine });
    ends.splice(-1, 0, () => haproxy.end('SIGTERM'));
    const url = `http://127.0.0.1:${port}`;
    return { url, processes, redis, postgres, postgresUrl: postgres.url, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** At once: neither needs the other. Where one fails the other is stopped. */
async function startBoth(ends: (() => Promise<unknown>)[]): Promise<[Postgres, Redis]> {
  const starting = [startPostgres(), startRedis()] as const;
  for (const started of starting) {
    ends.push(() =>
      started.then(
        ({ stop }) => stop(),
        () => undefined,
      ),
    );
  }
  return Promise.all(starting);
}

function environment(given: NodeJS.ProcessEnv, port: number, postgres: Postgres, redis: Redis): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    // A page may have been opened by either name; the addresses of sockets have one.
    ALLOWED_ORIGINS: `http://localhost:${port},http://127.0.0.1:${port}`,
    JWT_SECRET: randomBytes(32).toString('base64url'),
    ...given,
    HOST: '127.0.0.1',
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

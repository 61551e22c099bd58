/**
 * A private Redis: empty, without persistence, on a free port of 127.0.0.1. It ends with `stop()`, or with this process,
 * however that ends. Starting rejects if Redis is not installed.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis as Client } from 'ioredis';
import { redisServerPath } from '../systemPrograms.ts';
import { freePort } from './freePort.ts';
import { Guard } from './Guard.ts';
import { Subprocess } from './Subprocess.ts';

const START_LIMIT_MS = 10_000;

export type Redis = {
  port: number;
  url: string;
  /** Sends SIGKILL: everything in it is lost. */
  kill(): Promise<void>;
  /** Restarts it, empty, on the same port. */
  start(): Promise<void>;
  /** Sends SIGSTOP: it accepts connections and bytes but does not respond. */
  freeze(): void;
  thaw(): void;
  flush(): Promise<void>;
  /** Cuts the connections with subscriptions. */
  cutPubSub(): Promise<void>;
  /** Runs a command over a separate connection. */
  run(command: string, ...args: string[]): Promise<unknown>;
  /** Ends it and deletes its files. */
  stop(): Promise<void>;
};

export async function startRedis(): Promise<Redis> {
  const command = redisServerPath();
  if (!command) throw new Error('Redis is not installed: apt-get install redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-redis-'));
  const guard = new Guard(folder);
  const port = await freePort();
  let server: Subprocess | undefined;

  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    server = new Subprocess({ command, args, guard, cwd: folder });
    await server.said(/Ready to accept connections/, START_LIMIT_MS);
  };
  const kill = async () => {
    await server?.end('SIGKILL');
    server = undefined;
  };
  const stop = async () => {
    await kill();
    await guard.dismiss();
  };
  const run = async (name: string, ...args: string[]) => {
    const client = new Client({ port, host: '127.0.0.1', retryStrategy: null });
    // The rejected call reports the error.
    client.on('error', () => undefined);
    try {
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw new Error(`Redis did not start: ${(error as Error).message}`, { cause: error });
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    flush: async () => void (await run('FLUSHALL')),
    cutPubSub: async () => void (await run('CLIENT', 'KILL', 'TYPE', 'pubsub')),
    run,
    stop,
  };
}

/**
 * A Redis of the tests' own: empty, without persistence, on a free port of 127.0.0.1. It ends with `stop()`, or with this
 * process, however that ends. Where Redis is not installed, starting rejects.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisServerPath } from '../../scripts/systemPrograms.ts';

const START_LIMIT_MS = 10_000;

export type TestRedis = {
  port: number;
  url: string;
  /** SIGKILL: everything in it is lost. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** SIGSTOP: it takes connections and bytes, and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** Deletes everything in it. */
  flush(): Promise<void>;
  /** Cuts the connections that have subscriptions. */
  cutPubSub(): Promise<void>;
  /** Asks it something over a connection of its own. */
  run(command: string, ...args: string[]): Promise<unknown>;
  /** Ends it and deletes what it left. */
  stop(): Promise<void>;
};

export async function startRedis(): Promise<TestRedis> {
  const program = redisServerPath();
  if (!program) throw new Error('Redis is not installed: apt-get install redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-redis-'));
  const port = await freePort();
  let guarded: Guarded | undefined;

  const start = async () => {
    guarded = await startGuarded(program, port, folder);
  };
  const kill = async () => {
    const running = guarded;
    guarded = undefined;
    await running?.end();
  };
  const stop = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const signal = (name: NodeJS.Signals) => {
    if (guarded) process.kill(guarded.pid, name);
  };
  const run = async (command: string, ...args: string[]) => {
    const client = new Redis({ port, host: '127.0.0.1', retryStrategy: null });
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    flush: async () => void (await run('FLUSHALL')),
    cutPubSub: async () => void (await run('CLIENT', 'KILL', 'TYPE', 'pubsub')),
    run,
    stop,
  };
}

type Guarded = { pid: number; end(): Promise<void> };

/** Its input ends with this process; it then kills the server, frozen or not. */
const GUARD = '"$@" & echo "pid: $!"; cat > /dev/null; kill -KILL $!; wait';

async function startGuarded(program: string, port: number, folder: string): Promise<Guarded> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  // In a group of its own: what is sent to the group of this process, such as Ctrl-C, must not end it.
  const guard = spawn('sh', ['-c', GUARD, 'sh', program, ...settings], {
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for (const handle of [guard, guard.stdin as Socket, guard.stdout as Socket]) handle.unref();
  const end = async () => {
    const exited = once(guard, 'exit');
    guard.ref();
    guard.stdin?.end();
    await exited;
  };
  try {
    return { pid: await untilReady(guard), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The id of the server as soon as it accepts connections; goes on reading, so that it never waits for its reader. */
function untilReady(guard: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`Redis did not start: ${why}\n${said}`));
    const timer = setTimeout(fail, START_LIMIT_MS, `not ready in ${START_LIMIT_MS} ms`);
    guard.once('error', (error) => fail(error.message));
    guard.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (!said.includes('Ready to accept connections')) return;
      clearTimeout(timer);
      resolve(Number(/pid: (\d+)/.exec(said)?.[1]));
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

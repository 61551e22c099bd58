/**
 * A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, on a free port of 127.0.0.1. It ends with
 * `stop()`, or with this process, however that ends. Where PostgreSQL is not installed, starting rejects.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresBin } from '../../scripts/systemPrograms.ts';

const START_LIMIT_MS = 20_000;

export type TestPostgres = {
  port: number;
  /** Of the database that every cluster has. */
  url: string;
  /** A new, empty database; its URL. */
  createDatabase(): Promise<string>;
  /** Shuts the server down: its connections are cut, new ones are refused. The data stay. */
  pause(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Shuts it down and deletes everything. */
  stop(): Promise<void>;
};

export async function startPostgres(): Promise<TestPostgres> {
  const bin = postgresBin();
  if (!bin) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const guard = spawnGuard(folder, owner);
  let server: ChildProcess | undefined;

  const pause = async () => {
    const running = server;
    server = undefined;
    await end(running);
  };
  const stop = async () => {
    await pause();
    await dismiss(guard);
  };

  try {
    const settings = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    await promisify(execFile)(join(bin, 'initdb'), ['-D', data, ...settings], { cwd: folder, ...owner });
    const port = await freePort();
    const resume = async () => {
      server = spawn(join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        ...owner,
      });
      await untilReady(server);
    };
    await resume();
    const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
    const url = urlOf('postgres');
    let databases = 0;
    const createDatabase = async () => {
      const name = `test_${++databases}`;
      await runSql(url, `create database ${name}`);
      return urlOf(name);
    };
    return { port, url, createDatabase, pause, resume, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs one statement over a connection of its own and returns the rows. */
export async function runSql(url: string, statement: string, parameters: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, parameters)).rows;
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root; whoever is not root stays who they are. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [, uid, gid] =
      new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as');
}

/** Its input ends with this process; it then ends the server, if there is one, and deletes the folder. */
const GUARD = `
  cat > /dev/null
  pid=$(head -n 1 "$0/data/postmaster.pid") && kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 0.1; done
  rm -rf "$0"`;

function spawnGuard(folder: string, owner: { uid: number; gid: number } | undefined): ChildProcess {
  // In a group of its own: what is sent to the group of this process, such as Ctrl-C, must not end it.
  const options = { cwd: '/', detached: true, ...owner };
  const guard = spawn('sh', ['-c', GUARD, folder], { stdio: ['pipe', 'ignore', 'ignore'], ...options });
  guard.unref();
  (guard.stdin as Socket).unref();
  return guard;
}

async function dismiss(guard: ChildProcess): Promise<void> {
  const exited = once(guard, 'exit');
  guard.ref();
  guard.stdin?.end();
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Reads what the server says until it accepts connections; goes on reading, so that the server never waits for it. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`PostgreSQL did not start: ${why}\n${said}`));
    const timer = setTimeout(fail, START_LIMIT_MS, `not ready in ${START_LIMIT_MS} ms`);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with ${code}`));
    server.once('exit', () => clearTimeout(timer));
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A fast shutdown: transactions are rolled back, connections cut, the data written. */
async function end(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  await exited;
}

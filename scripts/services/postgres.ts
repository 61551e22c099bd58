/**
 * A private PostgreSQL: a fresh cluster in a temporary folder, on a free port of 127.0.0.1. It ends with `stop()`, or with
 * this process, however that ends. Starting rejects if PostgreSQL is not installed.
 */
import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBin } from '../systemPrograms.ts';
import { freePort } from './freePort.ts';
import { Guard } from './Guard.ts';
import { Subprocess } from './Subprocess.ts';

const START_LIMIT_MS = 20_000;
/** PostgreSQL's fast shutdown: it rolls back transactions, cuts connections and writes the data. */
const FAST = 'SIGINT';

export type Postgres = {
  port: number;
  /** URL of the default database. */
  url: string;
  urlOf(database: string): string;
  /** Shuts the server down: cuts connections and refuses new ones. The data stay. */
  pause(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Shuts it down and deletes everything. */
  stop(): Promise<void>;
};

export async function startPostgres(): Promise<Postgres> {
  const bin = postgresBin();
  if (!bin) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
  const guard = new Guard(folder);
  let server: Subprocess | undefined;

  const pause = async () => {
    await server?.end(FAST);
    server = undefined;
  };
  const stop = async () => {
    await pause();
    await guard.dismiss();
  };

  try {
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const settings = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    await promisify(execFile)(join(bin, 'initdb'), ['-D', data, ...settings], { cwd: folder, ...owner });
    const port = await freePort();
    const resume = async () => {
      const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'];
      // After SIGKILL it would leave its shared memory behind.
      const common = { guard, guardSignal: 'QUIT', cwd: folder, owner } as const;
      server = new Subprocess({ command: join(bin, 'postgres'), args, ...common });
      await server.said(/ready to accept connections/, START_LIMIT_MS);
    };
    await resume();
    const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
    return { port, url: urlOf('postgres'), urlOf, pause, resume, stop };
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${(error as Error).message}`, { cause: error });
  }
}

/** PostgreSQL refuses to run as root. Undefined if this process is not root: it then keeps its user. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [, uid, gid] =
      new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as');
}

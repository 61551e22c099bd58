/**
 * Runs `npm start` on a free port with a temporary database. Page, health and statistics must respond, and SIGTERM must end it
 * with 0. Otherwise exits with 1 and the reason.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Includes the build of the client at the first start. */
const OPEN_WITHIN_MS = 90_000;
const END_WITHIN_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'foyer-start-'));
const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: `sqlite:${join(folder, 'foyer.db')}` };
// Its own process group allows ending everything at once, npm's child included.
const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
const exited = once(npm, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;

try {
  const url = await opened();
  const page = await get(`${url}/`);
  assert.match(await page.text(), /<html/i, 'the page is HTML');
  await get(`${url}/healthz`);
  await get(`${url}/readyz`);
  const stats = (await (await get(`${url}/api/stats`)).json()) as { online?: unknown };
  assert.equal(stats.online, 0, 'nobody is online');

  npm.kill('SIGTERM');
  const [code, signal] = await within(END_WITHIN_MS, exited, 'the end after SIGTERM');
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, 'SIGTERM ends npm start with 0');
  await assert.rejects(fetch(`${url}/healthz`), 'nothing answers any more');
  assert.throws(() => process.kill(-Number(npm.pid), 0), { code: 'ESRCH' }, 'nothing is left running');
  console.log('npm start: opened, answered, ended');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  try {
    process.kill(-Number(npm.pid), 'SIGKILL');
  } catch {
    // The group has already ended.
  }
  rmSync(folder, { recursive: true, force: true });
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  assert.equal(response.status, 200, url);
  return response;
}

/** The address the server prints once it is open. */
function opened(): Promise<string> {
  let said = '';
  const open = new Promise<string>((resolve, reject) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      said += chunk.toString();
      const port = /http:\/\/localhost:(\d+)/.exec(said)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    exited.then(([code]) => reject(new Error(`npm start ended with ${code} before it was open`)));
  });
  return within(OPEN_WITHIN_MS, open, 'npm start');
}

async function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

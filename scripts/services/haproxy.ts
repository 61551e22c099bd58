/** Starts the load balancer with deploy/haproxy.cfg, adapted to the number of processes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { haproxyPath } from '../systemPrograms.ts';
import type { Guard } from './Guard.ts';
import { Subprocess } from './Subprocess.ts';

const CONFIGURATION = fileURLToPath(new URL('../../deploy/haproxy.cfg', import.meta.url));
const START_LIMIT_MS = 5_000;
const LOOK_EVERY_MS = 20;

export type HaproxyOptions = {
  /** Holds its configuration file. */
  folder: string;
  guard: Guard;
  /** Its port on 127.0.0.1. */
  port: number;
  /** Ports of the processes p1, p2 … */
  serverPorts: readonly number[];
  /** `notice`, the default, logs servers that come or go; `info` also logs each request. */
  log?: 'notice' | 'info';
  onLine?: ((line: string) => void) | undefined;
};

/** Resolves when it responds. */
export async function startHaproxy(options: HaproxyOptions): Promise<Subprocess> {
  const { folder, guard, port, serverPorts, log = 'notice', onLine } = options;
  const command = haproxyPath();
  if (!command) throw new Error('HAProxy is not installed: apt-get install haproxy');
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configurationFor(serverPorts.length, readFileSync(CONFIGURATION, 'utf8')));
  const addresses = serverPorts.map((serverPort, at) => [`P${at + 1}`, `127.0.0.1:${serverPort}`]);
  const env = { PATH: process.env.PATH ?? '', LISTEN: `127.0.0.1:${port}`, LOG: log, ...Object.fromEntries(addresses) };
  const haproxy = new Subprocess({
    command,
    args: ['-db', '-f', file],
    guard,
    env,
    onLine: (line) => {
      if (!SAID_TWICE.test(line)) onLine?.(line);
    },
  });
  const until = performance.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (haproxy.ending || performance.now() > until) {
      const { failure } = haproxy;
      await haproxy.end('SIGKILL');
      throw new Error(`HAProxy ${failure}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return haproxy;
}

/** Repeats the lines of p1 for each process and drops the lines that change the user. */
export function configurationFor(processes: number, text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+(user|group) /.test(line) && !OF_OTHERS.test(line))
    .flatMap((line) =>
      OF_FIRST.test(line)
        ? Array.from({ length: processes }, (_, at) => line.replaceAll(/\b([pP])1\b/g, `$1${at + 1}`))
        : [line],
    )
    .join('\n');
}

/** Lines on stderr that repeat the log. */
const SAID_TWICE = /^\[(NOTICE|WARNING)\] /;
const OF_FIRST = /^\s+(presetenv P1|server p1) /;
const OF_OTHERS = /^\s+(presetenv P|server p)([2-9]|\d\d) /;

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

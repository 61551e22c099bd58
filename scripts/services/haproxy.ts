/** The load balancer: deploy/haproxy.cfg as it stands, with as many servers as there are processes. */
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
  /** For the file it is started with. */
  folder: string;
  guard: Guard;
  /** On 127.0.0.1. */
  port: number;
  /** Those of the processes: p1, p2 … */
  serverPorts: readonly number[];
  /** `notice` unless given: a line when a server comes or goes; `info`: one a request, too. */
  log?: 'notice' | 'info';
  onLine?: ((line: string) => void) | undefined;
};

/** Resolves when it answers. */
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

/** The lines of p1 as often as there are processes; who runs it stays who they are. */
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

/** On the error output, what the log says too. */
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

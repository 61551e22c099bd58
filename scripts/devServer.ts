/** The server of `npm run dev`: a child on a loopback port that restarts when one of its files changes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as passed } from 'node:timers/promises';

/** Above the server's own deadline for its shutdown (9.5 s). */
const STOP_DEADLINE_MS = 11_000;
/** How long a request waits for a restarting server: its shutdown and its start. */
const START_DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 50;

export type DevServer = {
  /** Resolves when it has ended for any reason. */
  ended: Promise<void>;
  /** Ends it gracefully; kills it after 11 s. */
  stop(): Promise<void>;
};

/** `publicPort`: the port to show in its output. */
export function startDevServer(cwd: string, port: number, publicPort: number, env: NodeJS.ProcessEnv): DevServer {
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], {
    cwd,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line.replace(`http://localhost:${port}`, `http://localhost:${publicPort}`));
  });
  const ended = once(child, 'exit').then(() => undefined);
  return { ended, stop: () => stop(child, ended) };
}

/** Skips the drain, because a developer does not want to wait for running matches. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await ended;
  clearTimeout(tooLate);
}

/** Resolves when the port accepts connections, or after 15 s. */
export async function whenOpen(port: number): Promise<void> {
  const until = performance.now() + START_DEADLINE_MS;
  while (!(await accepts(port)) && performance.now() < until) await passed(LOOK_EVERY_MS);
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** A child process of a run, pinned to a core if there are several. It ends with this process at the latest. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { MethodCaller } from './benchIpc.ts';

const END_WITHIN_MS = 4_000;
const OUTPUT_KEPT = 4_000;

const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;
/** Whether server and loader run on different cores. */
export const isPinned = canPin;

const running = new Set<Child<never>>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

type Ending = [code: number | null, signal: NodeJS.Signals | null];
type Start = { script: string; core: 0 | 1; env?: Record<string, string>; nodeArgs?: readonly string[] };

export class Child<Methods> {
  readonly #process: ChildProcess;
  readonly #caller: MethodCaller<Methods>;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly exited: Promise<Ending>;
  output = '';

  constructor({ script, core, env = {}, nodeArgs = [] }: Start) {
    const pin = canPin ? ['taskset', '-c', String(core)] : [];
    const [command, ...args] = [...pin, process.execPath, ...nodeArgs, script];
    this.#process = spawn(command as string, args, {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#caller = new MethodCaller<Methods>(this.#process);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-OUTPUT_KEPT);
      });
    }
    running.add(this as Child<never>);
    this.exited = (once(this.#process, 'exit') as Promise<Ending>).then(([code, signal]) => {
      running.delete(this as Child<never>);
      this.#caller.rejectAll(`the process ended with ${code ?? signal}: ${this.output.trim().slice(-500)}`);
      return [code, signal];
    });
  }

  get call(): MethodCaller<Methods>['call'] {
    return this.#caller.call.bind(this.#caller);
  }

  /** The port a server prints once it listens. */
  async port(withinMs: number): Promise<number> {
    const until = performance.now() + withinMs;
    while (performance.now() < until) {
      const port = /localhost:(\d+)/.exec(this.output)?.[1];
      if (port) return Number(port);
      if (this.#process.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`the server did not open: ${this.output.trim().slice(-500)}`);
  }

  /** Sends SIGTERM, then SIGKILL if the process does not end in time. */
  async end(): Promise<Ending> {
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), END_WITHIN_MS);
    return this.exited.finally(() => clearTimeout(late));
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

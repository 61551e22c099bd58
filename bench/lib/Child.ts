/** A child process of a run, on a core of its own where there are several, ended by its id whatever happens. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Asker } from './benchIpc.ts';

const END_WITHIN_MS = 4_000;
const OUTPUT_KEPT = 4_000;

const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;
/** Whether servers and loader are kept apart. */
export const isPinned = canPin;

const running = new Set<Child<never>>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

type Ending = [code: number | null, signal: NodeJS.Signals | null];
type Start = { script: string; core: 0 | 1; env?: Record<string, string>; nodeArgs?: readonly string[] };

export class Child<Desk> {
  readonly #process: ChildProcess;
  readonly #asker: Asker<Desk>;
  /** With the code, or the signal that ended it. */
  readonly exited: Promise<Ending>;
  output = '';

  constructor({ script, core, env = {}, nodeArgs = [] }: Start) {
    const pin = canPin ? ['taskset', '-c', String(core)] : [];
    const [command, ...args] = [...pin, process.execPath, ...nodeArgs, script];
    this.#process = spawn(command as string, args, {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#asker = new Asker<Desk>(this.#process);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-OUTPUT_KEPT);
      });
    }
    running.add(this as Child<never>);
    this.exited = (once(this.#process, 'exit') as Promise<Ending>).then(([code, signal]) => {
      running.delete(this as Child<never>);
      this.#asker.hangUp(`the process ended with ${code ?? signal}: ${this.output.trim().slice(-500)}`);
      return [code, signal];
    });
  }

  get ask(): Asker<Desk>['ask'] {
    return this.#asker.ask.bind(this.#asker);
  }

  /** The port that a server says it is open at. */
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

  /** SIGTERM, and where that does not end it, SIGKILL. */
  async end(): Promise<Ending> {
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), END_WITHIN_MS);
    return this.exited.finally(() => clearTimeout(late));
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

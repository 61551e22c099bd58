/** A child program: read line by line, watched by a guard, and signalled by its id only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Guard, GuardSignal } from './Guard.ts';

/** How long its last output may take to arrive. */
const LAST_WORDS_MS = 500;
const OUTPUT_KEPT = 4_000;
/** Above the server's own deadline for its shutdown (9.5 s). */
export const END_WITHIN_MS = 11_000;

export type SubprocessOptions = {
  command: string;
  args: readonly string[];
  guard: Guard;
  /** How the guard ends it. */
  guardSignal?: GuardSignal;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The user to run as, if another one. */
  owner?: { uid: number; gid: number } | undefined;
  onLine?: ((line: string) => void) | undefined;
};
export type Ending = { code: number | null; signal: NodeJS.Signals | null };

export class Subprocess {
  readonly #child: ChildProcess;
  readonly #onLine: ((line: string) => void) | undefined;
  readonly #listeners = new Set<() => void>();
  /** The end of its output. */
  output = '';
  ending: Ending | undefined;
  readonly exited: Promise<Ending>;

  constructor({ command, args, guard, guardSignal = 'KILL', env, cwd, owner, onLine }: SubprocessOptions) {
    // It has its own process group: Ctrl-C reaches only this process, which then ends everything in order.
    const options = { detached: true, ...(env && { env }), ...(cwd && { cwd }), ...owner };
    this.#child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#onLine = onLine;
    guard.watch(this.#child, guardSignal);
    for (const input of [this.#child.stdout, this.#child.stderr]) {
      if (input) createInterface({ input }).on('line', (line) => this.#heard(line));
    }
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.ending ??= { code, signal };
        resolve(this.ending);
        for (const listener of this.#listeners) listener();
      };
      this.#child.once('close', end);
      // Its own children may hold its outputs open.
      this.#child.once('exit', (...ending) => setTimeout(end, LAST_WORDS_MS, ...ending).unref());
      this.#child.once('error', (error) => {
        this.#heard(error.message);
        if (this.#child.pid === undefined) end(null, null);
      });
    });
  }

  get pid(): number {
    return Number(this.#child.pid);
  }

  /** False if it has ended. */
  kill(signal: NodeJS.Signals): boolean {
    return this.ending === undefined && this.#child.kill(signal);
  }

  /** Ends it with this signal, even if it is stopped; sends SIGKILL after 11 s, or after `withinMs`. */
  async end(signal: NodeJS.Signals, withinMs = END_WITHIN_MS): Promise<Ending> {
    this.kill(signal);
    this.kill('SIGCONT');
    const late = setTimeout(() => this.kill('SIGKILL'), withinMs);
    return this.exited.finally(() => clearTimeout(late));
  }

  /** Resolves when its output matches; rejects if it ends first or takes too long. */
  async said(pattern: RegExp, withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (!pattern.test(this.output)) {
      const leftMs = until - performance.now();
      if (this.ending || leftMs <= 0) throw new Error(this.failure);
      await this.#news(leftMs);
    }
  }

  /** How it ended and its last error output, in one line. */
  get failure(): string {
    const lines = this.output.split('\n').filter((line) => line.trim() !== '');
    const words = lines.findLast((line) => /error|fatal|alert|cannot|could not/i.test(line)) ?? lines.at(-1) ?? '';
    const what = this.ending ? `ended with ${this.ending.code ?? this.ending.signal}` : 'is not ready in time';
    return words === '' ? what : `${what}: ${words.trim()}`;
  }

  #heard(line: string): void {
    this.output = `${this.output}${line}\n`.slice(-OUTPUT_KEPT);
    this.#onLine?.(line);
    for (const listener of this.#listeners) listener();
  }

  #news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#listeners.delete(done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.#listeners.add(done);
    });
  }
}

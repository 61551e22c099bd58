/** One server process of a cluster on this machine: `node server/main.ts` on its own port. */
import { fileURLToPath } from 'node:url';
import type { Guard } from '../services/Guard.ts';
import { type Ending, Subprocess } from '../services/Subprocess.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The flags of `npm start`. */
const NODE_FLAGS = ['--max-semi-space-size=16'];
const START_LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 50;

export type ClusterProcessOptions = {
  /** `p1`, `p2` …, which is also its path at the load balancer. */
  name: string;
  port: number;
  env: NodeJS.ProcessEnv;
  guard: Guard;
  onLine?: ((line: string) => void) | undefined;
};

export class ClusterProcess {
  readonly name: string;
  readonly port: number;
  /** Bypasses the load balancer. */
  readonly url: string;
  readonly #subprocess: Subprocess;

  constructor({ name, port, env, guard, onLine }: ClusterProcessOptions) {
    this.name = name;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    const args = [...NODE_FLAGS, 'server/main.ts'];
    this.#subprocess = new Subprocess({ command: process.execPath, args, cwd: ROOT, env, guard, onLine });
  }

  get pid(): number {
    return this.#subprocess.pid;
  }

  /** The end of its output. */
  get output(): string {
    return this.#subprocess.output;
  }

  /** Undefined while it runs. */
  get ending(): Ending | undefined {
    return this.#subprocess.ending;
  }

  get exited(): Promise<Ending> {
    return this.#subprocess.exited;
  }

  /** False if it has ended. */
  kill(signal: NodeJS.Signals): boolean {
    return this.#subprocess.kill(signal);
  }

  /** Ends it, even if it is stopped; sends SIGKILL after 11 s, or after `withinMs`. */
  end(signal: NodeJS.Signals = 'SIGTERM', withinMs?: number): Promise<Ending> {
    return this.#subprocess.end(signal, withinMs);
  }

  /** Resolves when it takes newcomers. Rejects if it ends first, takes too long, or `signal` aborts. */
  async ready(signal?: AbortSignal): Promise<void> {
    const until = performance.now() + START_LIMIT_MS;
    while (!(await this.#isReady())) {
      signal?.throwIfAborted();
      if (this.ending || performance.now() > until) throw new Error(`${this.name} ${this.#subprocess.failure}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  }
}

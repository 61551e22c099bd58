/** The slots of a cluster, p1, p2 …: a slot keeps its port and path when its process is replaced. */
import { DRAIN_MS } from '../../shared/limits.ts';
import type { Guard } from '../services/Guard.ts';
import { END_WITHIN_MS } from '../services/Subprocess.ts';
import { ClusterProcess } from './ClusterProcess.ts';

export type SlotsOptions = {
  ports: readonly number[];
  /** The environment for a process at its start. */
  envOf: (index: number, name: string, port: number) => NodeJS.ProcessEnv;
  guard: Guard;
  onLine?: ((source: string, line: string) => void) | undefined;
  /** Called when a process ends unasked. */
  onExit?: ((process: ClusterProcess, index: number) => void) | undefined;
};

export class Slots {
  readonly processes: ClusterProcess[] = [];
  readonly #options: SlotsOptions;
  readonly #asked = new WeakSet<ClusterProcess>();
  readonly #restarts = new Map<number, Promise<ClusterProcess>>();
  #isOpen = false;
  #isEnding = false;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  /** Starts all; rejects if one is not ready in time, or if the signal aborts first. */
  async open(signal?: AbortSignal): Promise<void> {
    await Promise.all(this.#options.ports.map((_, index) => this.#start(index).ready(signal)));
    this.#isOpen = true;
  }

  /** Concurrent calls for a slot share one restart. */
  restart(index: number): Promise<ClusterProcess> {
    const restarted =
      this.#restarts.get(index) ?? this.#restart(index).finally(() => void this.#restarts.delete(index));
    this.#restarts.set(index, restarted);
    return restarted;
  }

  /** Ends all processes gracefully. */
  async end(): Promise<void> {
    this.#isEnding = true;
    // SIGINT skips the drain: no match can continue when everything ends.
    await Promise.all(this.processes.map((each) => this.#end(each, 'SIGINT')));
  }

  async #restart(index: number): Promise<ClusterProcess> {
    const old = this.processes[index];
    if (!old) throw new Error(`there is no process ${index}`);
    await this.#end(old, 'SIGTERM', DRAIN_MS + END_WITHIN_MS);
    if (this.#isEnding) throw new Error('the cluster is ending');
    const started = this.#start(index);
    await started.ready();
    return started;
  }

  #start(index: number): ClusterProcess {
    const { ports, envOf, guard, onLine, onExit } = this.#options;
    const name = `p${index + 1}`;
    const port = ports[index] as number;
    const env = envOf(index, name, port);
    const started = new ClusterProcess({ name, port, env, guard, onLine: (line) => onLine?.(name, line) });
    this.processes[index] = started;
    started.exited.then(() => {
      if (this.#isOpen && !this.#asked.has(started)) onExit?.(started, index);
    });
    return started;
  }

  async #end(running: ClusterProcess, signal: NodeJS.Signals, withinMs?: number): Promise<void> {
    this.#asked.add(running);
    await running.end(signal, withinMs);
  }
}

/**
 * Ends the processes of a temporary folder and deletes it when this process is gone, even by SIGKILL. It is a shell that
 * waits for the end of its input.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

/**
 * The last line of input counts: `SIGNAL:PID …` for all running processes. A stopped process receives a signal only once it
 * continues; an ended one may stay a zombie if nothing reaps it.
 */
const SCRIPT = `
  while read -r line; do list=$line; done
  runs() { kill -0 "$1" && case $(ps -o stat= -p "$1") in Z*) false ;; esac; }
  for entry in $list; do kill "-\${entry%%:*}" "\${entry#*:}"; kill -CONT "\${entry#*:}"; done
  tries=0
  for entry in $list; do
    while runs "\${entry#*:}" && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
  done
  rm -rf "$0"`;

export type GuardSignal = 'KILL' | 'QUIT';

export class Guard {
  readonly #shell: ChildProcess;
  readonly #watched = new Map<number, GuardSignal>();

  constructor(folder: string) {
    // It has its own process group, so that Ctrl-C does not reach it.
    this.#shell = spawn('sh', ['-c', SCRIPT, folder], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell.stdin?.on('error', () => undefined);
    this.#shell.unref();
    (this.#shell.stdin as Socket).unref();
  }

  /** Guards the child until it exits. */
  watch(child: ChildProcess, signal: GuardSignal): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.#watched.set(pid, signal);
    this.#tell();
    child.once('exit', () => {
      this.#watched.delete(pid);
      this.#tell();
    });
  }

  /** Ends what is still running and deletes the folder now. */
  async dismiss(): Promise<void> {
    const exited = once(this.#shell, 'exit');
    this.#shell.ref();
    this.#shell.stdin?.end();
    await exited;
  }

  #tell(): void {
    if (this.#shell.stdin?.writable) {
      this.#shell.stdin.write(`${[...this.#watched].map(([pid, signal]) => `${signal}:${pid}`).join(' ')}\n`);
    }
  }
}

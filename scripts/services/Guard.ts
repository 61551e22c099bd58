/**
 * What ends the processes of a temporary folder, and deletes the folder, when this process is gone: a shell that waits
 * for the end of its input, which comes with this process' end, SIGKILL included.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

/**
 * The last line of the input counts: `SIGNAL:PID …` of all that run. A stopped process hears nothing until it goes on, and
 * one that ended stays a zombie where nobody asks for its end.
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
    // In a group of its own: what is sent to the group of this process, such as Ctrl-C, must not end it.
    this.#shell = spawn('sh', ['-c', SCRIPT, folder], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell.stdin?.on('error', () => undefined);
    this.#shell.unref();
    (this.#shell.stdin as Socket).unref();
  }

  /** Until it exits. */
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

  /** Ends what still runs and deletes the folder, now. */
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

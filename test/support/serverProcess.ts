/** A real server process, `node server/main.ts`, on a free port. It is always ended, by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PASSWORD } from './admin.ts';
import { eventually } from './eventually.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export class ServerProcess {
  readonly child: ChildProcess;
  output = '';
  /** What it wrote to stderr; `output` has that too. */
  errors = '';

  /** `flags`: Node's own. */
  constructor(env: Record<string, string>, flags: readonly string[] = []) {
    this.child = spawn(process.execPath, [...flags, MAIN], {
      env: {
        ...{ PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
        ADMIN_PASSWORD: PASSWORD,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    const kill = () => this.child.kill('SIGKILL');
    process.once('exit', kill);
    this.child.once('exit', () => process.off('exit', kill));
  }

  /** Resolves with the address when the server is open. */
  async url(): Promise<string> {
    const port = await eventually(() => {
      if (this.child.exitCode !== null) throw new Error(`exited with ${this.child.exitCode}: ${this.output}`);
      return /localhost:(\d+)/.exec(this.output)?.[1] ?? false;
    }, 60_000);
    return `http://127.0.0.1:${port}`;
  }

  /** Sends the signal and resolves with the exit code; null if the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = this.exited();
    this.child.kill(signal);
    return exited;
  }

  async exited(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const [code] = (await once(this.child, 'close')) as [number | null];
    return code;
  }
}

/** `npm run cluster` as a child process, and the processes and files it leaves. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { ROOT } from './sources.ts';

export const START_MS = 60_000;

/** Runs the script in a temporary folder, so that every file it makes can be found. */
export class ClusterRun {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'foyer-run-'));
  readonly exited: Promise<number | null>;
  output = '';

  constructor(args: readonly string[], env: Record<string, string> = {}) {
    // PostgreSQL's user must be able to enter it.
    chmodSync(this.#folder, 0o755);
    this.#child = spawn(process.execPath, ['scripts/cluster.ts', ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', TMPDIR: this.#folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    // Closed only after all its output was read.
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  async open(port: number): Promise<void> {
    await eventually(() => {
      if (this.#child.exitCode !== null) throw new Error(this.output);
      assert.ok(this.output.includes(`Foyer is open: http://localhost:${port}  (Ctrl-C ends it)\n`));
      assert.match(this.output, /^ +postgres .*\n/m);
    }, START_MS);
  }

  /** Resolves with the exit code; null if the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.exited;
  }

  folders(): string[] {
    return readdirSync(this.#folder);
  }

  descendants(): number[] {
    const children = Map.groupBy(processTable(), ({ parent }) => parent);
    const below = (pid: number): number[] =>
      (children.get(pid) ?? []).flatMap((child) => [child.pid, ...below(child.pid)]);
    return below(this.#child.pid ?? 0);
  }

  async clear(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

type Row = { pid: number; parent: number };

/** Without zombies. */
function processTable(): Row[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

export function running(pids: readonly number[]): number[] {
  const now = new Set(processTable().map(({ pid }) => pid));
  return pids.filter((pid) => now.has(pid));
}

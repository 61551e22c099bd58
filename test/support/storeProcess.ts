/**
 * A separate process on a store: `node storeProcess.ts URL FIRST STEP BATCHES ROWS MATCHES`. It prints `ready` and
 * waits for input. Then it migrates and writes the presence of players `FIRST`, `FIRST + STEP`, …: online at even times
 * if STEP is positive, otherwise offline at odd ones. Meanwhile it records the matches below MATCHES in the same
 * direction. Exits with 0, or with 1 and the error.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import type { Store } from '../../server/ports.ts';
import { openStore } from '../../server/storage/openStore.ts';
import { asPlayerId } from '../../shared/ids.ts';

export const numberedPlayer = (number: number) => asPlayerId(`player-${number}`);
/** Picks four of `players`; they overlap with those of other matches in every order. */
export const numberedMatch = (number: number, players: number): PlayedMatch => ({
  matchId: `match-${number}`,
  mode: 'cycles-duel',
  ranking: [0, 1, 3, 6].map((offset, place) => ({
    playerId: numberedPlayer((number * 7 + (number % 2 ? offset : -offset) + 2 * players) % players),
    place: place + 1,
    isAbandoned: false,
  })),
  startedAt: 1_000,
  endedAt: 2_000 + number,
  withBots: false,
});
/** Concurrent recordings: one for each of the store's connections. */
const TOGETHER = 4;
export type Task = { url: string; first: number; step: 1 | -1; batches: number; rows: number; matches?: number };

/** Runs each task in a process, all starting at the same moment. Returns the output of those that failed. */
export async function runTogether(tasks: Task[]): Promise<string[]> {
  const processes = tasks.map(startProcess);
  await Promise.all(processes.map(({ isReady }) => isReady));
  for (const { child } of processes) child.stdin?.end('go');
  const failures = await Promise.all(processes.map(({ failure }) => failure));
  return failures.filter((failure) => failure !== '');
}

function startProcess({ url, first, step, batches, rows, matches = 0 }: Task) {
  const words = [fileURLToPath(import.meta.url), url, first, step, batches, rows, matches].map(String);
  const child: ChildProcess = spawn(process.execPath, words, { stdio: 'pipe' });
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const exited = once(child, 'exit');
  return {
    child,
    isReady: Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), exited]),
    failure: exited.then(([code]) => (code === 0 ? '' : `exit ${code}: ${said}`)),
  };
}

async function main([url = '', ...numbers]: string[]): Promise<void> {
  const [first = 0, step = 1, batches = 0, rows = 0, matches = 0] = numbers.map(Number);
  console.log('ready');
  await once(process.stdin, 'data');
  const store = await openStore(url);
  await store.migrate();
  await Promise.all([
    writePresence(store, { first, step, batches, rows }),
    recordMatches(store, { step, matches, rows }),
  ]);
  await store.close();
}

async function writePresence(
  store: Store,
  { first, step, batches, rows }: Record<'first' | 'step' | 'batches' | 'rows', number>,
) {
  for (let written = 0; written < batches; written++) {
    const fact = { isOnline: step > 0, lastActiveAt: 2_000 + first, at: 2 * written + (step > 0 ? 0 : 1) };
    const facts = Array.from({ length: rows }, (_, n) => ({ id: numberedPlayer(first + step * n), ...fact }));
    await inTime(() => store.players.writePresence(facts));
  }
}

async function recordMatches(store: Store, { step, matches, rows }: Record<'step' | 'matches' | 'rows', number>) {
  const numbers = Array.from({ length: matches }, (_, n) => n);
  if (step < 0) numbers.reverse();
  const recordSome = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const match = numberedMatch(number, rows);
      await inTime(() => store.matches.record(match));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, recordSome));
}

/** On a busy machine a statement may time out, and a store's callers then retry. A deadlock is a different error. */
async function inTime(write: () => Promise<unknown>): Promise<void> {
  for (let isStored = false; !isStored; ) {
    isStored = await write().then(
      () => true,
      (error: Error) => {
        if (!/timeout/i.test(error.message)) throw error;
        return false;
      },
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

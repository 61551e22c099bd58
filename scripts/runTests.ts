/**
 * `npm test -- [FILE … or mocha's own options]`: every test, or the given ones. Every test: in parts, two of them at a
 * time, because most of what needs no screen waits for most of its time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type Count, counted, failures } from './mochaSummary.ts';

const [SCREEN, PICTURES, END_TO_END] = ['screen', 'visual', 'e2e'].map((name) => `test/${name}/**/*.test.ts`) as [
  string,
  string,
  string,
];
const LANES = 2;
/** A run that has summed up ends by itself; if not, a failed test has left something open. */
const END_WITHIN_MS = 30_000;
const LAST_WORDS_MS = 1_000;
/** Of parts that look at no clock: they give way to the cluster's tests, which hold promises of seconds in real time. */
const LATER = 5;
type Part = { args: readonly string[]; priority?: number };
/** The longest first, so that no lane is left with one at the end. */
const PARTS: readonly Part[] = [
  { args: ['test/**/*.test.ts', ...[SCREEN, PICTURES, END_TO_END].flatMap((files) => ['--ignore', files])] },
  { args: [SCREEN], priority: LATER },
  { args: [END_TO_END] },
  { args: [PICTURES], priority: LATER },
];
const MOCHA = fileURLToPath(new URL('../node_modules/mocha/bin/mocha.js', import.meta.url));
const COLOURS = process.stdout.isTTY && process.env.NO_COLOR === undefined ? ['--color'] : [];

const run = (args: readonly string[], stdout: 'inherit' | 'pipe'): ChildProcess =>
  spawn(process.execPath, [MOCHA, ...args], { stdio: ['ignore', stdout, stdout] });

const asked = process.argv.slice(2);
if (asked.length > 0) {
  const [code] = await once(run(asked, 'inherit'), 'exit');
  process.exit(code ?? 1);
}

const startedAt = performance.now();
const waiting = PARTS.entries();
const ended: Ended[] = [];
await Promise.all(Array.from({ length: LANES }, runLane));
for (const { said } of ended.slice(1)) process.stdout.write(said);
const total = (word: Count) => ended.reduce((sum, { said }) => sum + counted(said, word), 0);
const [failing, minutes] = [total('failing'), (performance.now() - startedAt) / 60_000];
// Totals in mocha's format.
console.log(`\n  ${total('passing')} passing (${Math.round(minutes)}m)`);
if (total('pending') > 0) console.log(`  ${total('pending')} pending`);
if (failing > 0) console.log(`  ${failing} failing`);
console.log('');
// Repeats all failures at the end: those of a part may be hundreds of lines above.
for (const { said } of ended) if (failures(said)) console.log(`  ${failures(said)}\n`);
process.exit(failing > 0 || ended.some(({ code }) => code !== 0) ? 1 : 0);

type Ended = { said: string; code: number | null };

/** The first part is shown as it goes, the others when all have ended. */
async function runLane(): Promise<void> {
  for (const [at, { args, priority }] of waiting) {
    const mocha = run([...args, ...COLOURS], 'pipe');
    if (priority !== undefined && mocha.pid !== undefined) setPriority(mocha.pid, priority);
    ended[at] = await finished(mocha, at === 0);
  }
}

async function finished(mocha: ChildProcess, isShown: boolean): Promise<Ended> {
  const said: string[] = [];
  let end: NodeJS.Timeout | undefined;
  for (const stream of [mocha.stdout, mocha.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      if (/^ {2}\d+ passing/m.test(stripVTControlCharacters(text)))
        end ??= setTimeout(() => mocha.kill('SIGKILL'), END_WITHIN_MS);
      if (isShown) process.stdout.write(text);
    });
  }
  const closed = once(mocha, 'close');
  const [code] = await once(mocha, 'exit');
  clearTimeout(end);
  // A process that a test left running may hold the pipe open for ever.
  await Promise.race([closed, sleep(LAST_WORDS_MS)]);
  return { said: said.join(''), code };
}

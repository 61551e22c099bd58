/**
 * `npm test -- [FILE … or mocha's own options]`: every test, or those that are asked for. Every test: what looks at a
 * screen beside all that needs none, for most of it waits for most of its time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type Count, counted, failures } from './mochaSummary.ts';

const END_TO_END = 'test/e2e/**/*.test.ts';
const SCREENS = ['screen', 'visual'].map((name) => `test/${name}/**/*.test.ts`);
const OTHERS = ['test/**/*.test.ts', ...[END_TO_END, ...SCREENS].flatMap((files) => ['--ignore', files])];
/** A run that has summed up ends by itself; one that does not has something open that a failed test left, and has failed. */
const END_WITHIN_MS = 30_000;
const LAST_WORDS_MS = 1_000;
/** What is drawn is counted, and may wait for what looks at the clock. */
const LATER = 5;
type Part = { args: readonly string[]; priority?: number };
const others: Part = { args: OTHERS };
const screens: Part = { args: SCREENS, priority: LATER };
const endToEnd: Part = { args: [END_TO_END] };
const twoAtATime: Part = { args: ['--parallel', '--jobs', '2', END_TO_END] };
/**
 * One after the other. In each, lanes at once; in each lane, parts one after the other. In CI no two at once, for clusters and
 * players look at the clock: what fails there must not be for want of time.
 */
const PHASES: readonly (readonly (readonly Part[])[])[] = process.env.CI
  ? [[[others]], [[screens]], [[endToEnd]]]
  : [[[others], [screens, twoAtATime]]];
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
const parts: Ended[] = [];
for (const lanes of PHASES) {
  const [shown = [], ...rest] = await Promise.all(lanes.map((lane, i) => ended(lane, i === 0)));
  for (const { said } of rest.flat()) process.stdout.write(said);
  parts.push(...shown, ...rest.flat());
}
const total = (word: Count) => parts.reduce((sum, { said }) => sum + counted(said, word), 0);
const [failing, minutes] = [total('failing'), (performance.now() - startedAt) / 60_000];
// As mocha says it, of all.
console.log(`\n  ${total('passing')} passing (${Math.round(minutes)}m)`);
if (total('pending') > 0) console.log(`  ${total('pending')} pending`);
if (failing > 0) console.log(`  ${failing} failing`);
console.log('');
// Once more where they are looked for: a part's own stand hundreds of lines above.
for (const { said } of parts) if (failures(said)) console.log(`  ${failures(said)}\n`);
process.exit(failing > 0 || parts.some(({ code }) => code !== 0) ? 1 : 0);

type Ended = { said: string; code: number | null };

/** `isShown`: what is said, as it is said. */
async function ended(parts: readonly Part[], isShown: boolean): Promise<Ended[]> {
  const all: Ended[] = [];
  for (const { args, priority } of parts) {
    const mocha = run([...args, ...COLOURS], 'pipe');
    if (priority !== undefined && mocha.pid !== undefined) setPriority(mocha.pid, priority);
    all.push(await finished(mocha, isShown));
  }
  return all;
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
  // What a test has left running may hold the pipe open for ever.
  await Promise.race([closed, sleep(LAST_WORDS_MS)]);
  return { said: said.join(''), code };
}

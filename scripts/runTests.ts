/**
 * `npm test -- [FILE … or mocha's own options]`: every test, or those that are asked for. Every test: first what looks at a
 * screen without a lobby beside all that needs no screen, for most of it waits for most of its time; then the end-to-end
 * tests, which look at the clock as a player would, two files at a time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type Count, counted, failures } from './mochaSummary.ts';

const END_TO_END = 'test/e2e/**/*.test.ts';
const SCREENS = ['screen', 'visual'].map((name) => `test/${name}/**/*.test.ts`);
const OTHERS = ['test/**/*.test.ts', ...[END_TO_END, ...SCREENS].flatMap((files) => ['--ignore', files])];
/** A lane that has summed up ends by itself; one that does not has something open that a failed test left, and has failed. */
const END_WITHIN_MS = 30_000;
/** One after the other; what is in one of them runs at once. */
const PHASES = [[OTHERS, SCREENS], [['--parallel', '--jobs', '2', END_TO_END]]];
/** Of every lane but the first: what is drawn is counted, and may wait for what looks at the clock. */
const LATER = 5;
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
const lanes: Ended[] = [];
for (const phase of PHASES) {
  const ended = await Promise.all(
    phase.map((args, lane) => {
      const mocha = run([...args, ...COLOURS], 'pipe');
      if (lane > 0 && mocha.pid !== undefined) setPriority(mocha.pid, LATER);
      return finished(mocha, lane === 0);
    }),
  );
  for (const { said } of ended.slice(1)) process.stdout.write(said);
  lanes.push(...ended);
}
const total = (word: Count) => lanes.reduce((sum, { said }) => sum + counted(said, word), 0);
const [failing, minutes] = [total('failing'), (performance.now() - startedAt) / 60_000];
// As mocha says it, of all.
console.log(`\n  ${total('passing')} passing (${Math.round(minutes)}m)`);
if (total('pending') > 0) console.log(`  ${total('pending')} pending`);
if (failing > 0) console.log(`  ${failing} failing`);
console.log('');
// Once more where they are looked for: a lane's own stand hundreds of lines above.
for (const { said } of lanes) if (failures(said)) console.log(`  ${failures(said)}\n`);
process.exit(failing > 0 || lanes.some(({ code }) => code !== 0) ? 1 : 0);

type Ended = { said: string; code: number | null };

/** What was said, and the end. `isShown`: as it is said. */
async function finished(lane: ChildProcess, isShown: boolean): Promise<Ended> {
  const said: string[] = [];
  let end: NodeJS.Timeout | undefined;
  for (const stream of [lane.stdout, lane.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      if (/^ {2}\d+ passing/m.test(stripVTControlCharacters(text)))
        end ??= setTimeout(() => lane.kill('SIGKILL'), END_WITHIN_MS);
      if (isShown) process.stdout.write(text);
    });
  }
  const [code] = await once(lane, 'close');
  clearTimeout(end);
  return { said: said.join(''), code };
}

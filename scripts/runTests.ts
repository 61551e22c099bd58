/**
 * `npm test -- [FILE … or mocha's own options]`: every test, or those that are asked for. Every test is run in two lanes at
 * once, for most of them wait for something for most of their time: those with servers of their own, and all others.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const ALL = 'test/**/*.test.ts';
/** About as long as all others. */
const WITH_SERVERS = ['bots', 'cluster', 'e2e', 'listings', 'process', 'rooms'].map(
  (name) => `test/${name}/**/*.test.ts`,
);
const LANES = [WITH_SERVERS, [ALL, ...WITH_SERVERS.flatMap((files) => ['--ignore', files])]];
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
const lanes = await Promise.all(LANES.map((args, lane) => finished(run([...args, ...COLOURS], 'pipe'), lane === 0)));
for (const { said } of lanes.slice(1)) process.stdout.write(said);
const total = (word: string) => lanes.reduce((sum, { said }) => sum + counted(said, word), 0);
const [failing, minutes] = [total('failing'), (performance.now() - startedAt) / 60_000];
// As mocha says it, of all.
console.log(`\n  ${total('passing')} passing (${Math.round(minutes)}m)`);
if (total('pending') > 0) console.log(`  ${total('pending')} pending`);
if (failing > 0) console.log(`  ${failing} failing`);
console.log('');
process.exit(failing > 0 || lanes.some(({ code }) => code !== 0) ? 1 : 0);

/** What the lane has said, and its end. `isShown`: as it says it. */
async function finished(lane: ChildProcess, isShown: boolean): Promise<{ said: string; code: number | null }> {
  const said: string[] = [];
  for (const stream of [lane.stdout, lane.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      if (isShown) process.stdout.write(text);
    });
  }
  const [code] = await once(lane, 'close');
  return { said: said.join(''), code };
}

/** The last number that mocha's summary has before the word. */
function counted(said: string, word: string): number {
  const counts = [...stripVTControlCharacters(said).matchAll(/^ {2}(\d+) (\w+)/gm)];
  return Number(counts.findLast(([, , name]) => name === word)?.[1] ?? 0);
}

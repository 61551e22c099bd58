/** `npm run matchmaker`: simulates an evening of the matchmaker with several tunings. */
import { readFileSync, writeFileSync } from 'node:fs';
import { HELP, readArgs, type SimulatorOptions } from './args.ts';
import type { Crowd } from './crowd.ts';
import { Population } from './Population.ts';
import { plot } from './plot.ts';
import { Replay } from './Replay.ts';
import { figuresOf, simulate } from './simulate.ts';
import { tableHead, tableLine } from './table.ts';

const args = readArgs(process.argv.slice(2));
if (args.kind === 'help') process.stdout.write(HELP);
else if (args.kind === 'bad') fail(args.message);
else run(args.options);

function run({ source, mode, seed, everyMs, tunings, out, json }: SimulatorOptions): void {
  const crowd = crowdOf(source, mode, seed);
  if (typeof crowd === 'string') return fail(crowd);
  const what =
    'replay' in source ? source.replay : `${source.population} players in ${source.minutes} minutes, seed ${seed}`;
  const title = `${mode.id}: ${what}, a pass every ${everyMs} ms`;
  console.log(`${title}\n\n${tableHead()}`);
  const runs = tunings.map(({ name, tuning }) => {
    const outcome = simulate(crowd(), mode, tuning, everyMs, () => performance.now());
    const figures = figuresOf(outcome);
    console.log(tableLine(name, figures));
    return { name, tuning, figures, outcome };
  });
  if (out !== undefined) writeFileSync(out, plot(title, runs));
  if (json !== undefined) writeFileSync(json, JSON.stringify({ mode: mode.id, source, seed, everyMs, runs }));
}

/** Creates the same crowd anew for each tuning; or returns an error text. */
function crowdOf(
  source: SimulatorOptions['source'],
  mode: SimulatorOptions['mode'],
  seed: number,
): (() => Crowd) | string {
  if (!('replay' in source))
    return () => new Population(mode, { count: source.population, minutes: source.minutes, seed });
  try {
    const text = readFileSync(source.replay, 'utf8');
    const { size } = new Replay(mode.id, text);
    return size === 0 ? `${source.replay} has no tickets.` : () => new Replay(mode.id, text);
  } catch (error) {
    return `${source.replay}: ${(error as Error).message}`;
  }
}

function fail(message: string): void {
  console.error(`${message} --help says more.`);
  process.exitCode = 2;
}

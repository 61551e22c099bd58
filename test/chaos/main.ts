/** `npm run test:chaos`: runs scenarios one after another and writes reliability.json. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { help, readArgs } from './args.ts';
import { isFine, type Results, type ScenarioResult, together } from './results.ts';
import { runScenario } from './runScenario.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { figureLine } from './words.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LINES_SHOWN = 20;

const ids = SCENARIOS.map(({ id }) => id);
const long = SCENARIOS.filter(({ isLong }) => isLong).map(({ id }) => id);
const args = readArgs(process.argv.slice(2), ids, long);
if (args.kind === 'help') {
  process.stdout.write(help(ids, long));
  process.exit(0);
}
if (args.kind === 'bad') {
  console.error(`${args.message} (--help says more)`);
  process.exit(2);
}
const { only, json, seed, isSmall, isVerbose } = args.options;
// Whatever a scenario started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
// The SDK warns about each socket that closes early; the figures count those.
console.warn = () => {};

const results: ScenarioResult[] = [];
for (const scenario of SCENARIOS.filter(({ id }) => only.includes(id))) results.push(await measured(scenario));
const fresh: Results = { machine: machine(), node: process.versions.node, scenarios: results };
if (json !== undefined) {
  const old = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Results) : undefined;
  writeFileSync(json, `${JSON.stringify(together(old, fresh, ids), null, 2)}\n`);
}
process.exit(isFine(fresh) ? 0 : 1);

async function measured(scenario: Scenario): Promise<ScenarioResult> {
  const { id, title } = scenario;
  const own = isSmall ? scenario.small : scenario.full;
  const size = seed !== undefined && 'seed' in own ? { ...own, seed } : own;
  console.log(`${id}: ${title} ${JSON.stringify(size)}`);
  const startedAt = performance.now();
  const lines: string[] = [];
  const result = (rest: Pick<ScenarioResult, 'figures' | 'failure'>): ScenarioResult => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    return { id, title, date: new Date().toISOString(), seconds, size, ...rest };
  };
  try {
    const figures = await runScenario(scenario, size, (line) => console.log(line), lines);
    for (const figure of figures) console.log(`  ${figureLine(figure)}`);
    if (isVerbose) for (const line of lines) console.log(`  ${line}`);
    return result({ figures });
  } catch (error) {
    for (const line of lines.slice(-LINES_SHOWN)) console.log(`  ${line}`);
    console.error(error);
    // Messages may contain file paths.
    return result({ figures: [], failure: (error as Error).message.replaceAll(ROOT, '') });
  }
}

function machine(): Results['machine'] {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  return { cpu, cores: availableParallelism(), memoryGb: Math.round(totalmem() / 2 ** 30) };
}

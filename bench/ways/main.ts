/**
 * `npm run bench:ways` counts the project's files that one interaction runs, in server and pages together, beyond those
 * that run anyway. It uses V8's precise coverage in a real server and in Chromium.
 *
 * Footprint: three to five minutes on a busy machine; one server at a time on loopback, a browser with two pages, and a
 * temporary folder. Everything is removed at the end.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { freePort } from '../../scripts/services/freePort.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { FOLDERS } from './coverage.ts';
import { startPageServer } from './pageServer.ts';
import { type Tally, tallyOf } from './tally.ts';
import { WAYS } from './ways.ts';

const HELP = `npm run bench:ways -- [options]      the files that run on the way of a heartbeat and of a request to play

  --list       names them
  --json FILE  writes the counts and the names
  --help

A file counts where one of its functions runs in each of three rounds, and not in most of the idle stretches before them.
`;
/** A busy machine has taken two thirds of it. */
const END_WITHIN_MS = 300_000;

const args = readArgs();
if (typeof args === 'string') {
  (args === HELP ? process.stdout : process.stderr).write(args);
  process.exit(args === HELP ? 0 : 2);
}
setTimeout(() => {
  console.error('the ways took longer than they ever should');
  process.exit(1);
}, END_WITHIN_MS).unref();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const tallies: Record<string, Tally> = {};
const serverPort = await freePort();
const [browser, pages] = await Promise.all([openBrowser(), startPageServer(serverPort)]);
try {
  for (const { name, until, rounds } of WAYS) {
    const tally = tallyOf(await rounds({ browser, pages, serverPort }));
    tallies[name] = tally;
    console.log(`${name}: ${until}`);
    if (args.list) list(tally);
    console.log(`  ${countsOf(tally)}\n`);
  }
} finally {
  await browser.close();
  await pages.stop();
}
if (args.json) writeFileSync(args.json, `${JSON.stringify(tallies, null, 2)}\n`);
console.log(
  Object.entries(tallies)
    .map(([name, tally]) => `${name}: ${totalOf(tally)} files`)
    .join(', '),
);
process.exit();

function list({ executed, loaded, onlyLoaded }: Tally): void {
  for (const folder of FOLDERS) {
    for (const file of executed[folder]) console.log(`  ${loaded.includes(file) ? '+' : ' '} ${file}`);
  }
  for (const file of onlyLoaded) console.log(`  loaded only: ${file}`);
}

function countsOf(tally: Tally): string {
  const { executed, loaded, onlyLoaded, alsoIdle, functions } = tally;
  return [
    ...FOLDERS.map((folder) => `${folder} ${executed[folder].length}`),
    `total ${totalOf(tally)}`,
    `of them loaded on the way (+) ${loaded.length}; only loaded ${onlyLoaded.length}; not counted, idle too ${alsoIdle.length}`,
    `functions: server ${functions.server}, client ${functions.client}`,
  ].join(', ');
}

function totalOf({ executed }: Tally): number {
  return FOLDERS.reduce((sum, folder) => sum + executed[folder].length, 0);
}

function readArgs(): { list: boolean; json?: string | undefined } | string {
  try {
    const options = { list: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ options });
    return values.help ? HELP : { list: values.list ?? false, json: values.json };
  } catch (error) {
    return `${(error as Error).message.replaceAll('\n', ' ')} (--help says more)\n`;
  }
}

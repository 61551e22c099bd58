/** `npm run bots`: arguments → bots → a status line every 5 s → Ctrl-C or the time limit → an audit of the matches. */
import { HELP, readArgs } from './args.ts';
import { auditLines, minuteText, playLine } from './play/report.ts';
import { type BotStats, startBots } from './startBots.ts';

const STATUS_EVERY_MS = 5_000;
const PLAY_EVERY_MS = 60_000;
const AUDIT_FAILED = 3;

const args = readArgs(process.argv.slice(2), Math.floor(Math.random() * 2 ** 31));
if (args.kind === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
if (args.kind === 'bad') {
  console.error(`${args.message} (--help says more)`);
  process.exit(2);
}

const { options, minutes } = args;
if (!(await isThere(options.url))) {
  console.error(`No lobby answers at ${options.url}: start one with npm start.`);
  process.exit(1);
}
// The SDK warns about each socket that closes early; the status line counts them.
console.warn = () => {};

const bots = startBots(options);
console.log(
  `${options.count} bots go to ${options.url}, churn ${options.churn} % a second, seed ${options.seed}. Ctrl-C stops them.`,
);
let lastJoins = 0;
const status = setInterval(() => {
  const stats = bots.stats();
  console.log(lineOf(stats, (stats.joins - lastJoins) / (STATUS_EVERY_MS / 1_000)));
  lastJoins = stats.joins;
}, STATUS_EVERY_MS);

const played = setInterval(() => bots.ledger && console.log(minuteText(bots.ledger)), PLAY_EVERY_MS);
if (Number.isFinite(minutes)) setTimeout(() => isStopping || void stop(), minutes * 60_000).unref();

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

async function stop(): Promise<void> {
  // A second Ctrl-C exits at once.
  if (isStopping) process.exit(130);
  isStopping = true;
  clearInterval(status);
  clearInterval(played);
  const isPassed = await audit();
  const { joins, resumes, errors } = bots.stats();
  await bots.stop();
  console.log(`All have left: ${joins} joins, ${resumes} resumes, ${errors} errors.`);
  process.exit(isPassed ? 0 : AUDIT_FAILED);
}

/** True if there are no findings, or the bots did not play. */
async function audit(): Promise<boolean> {
  const { ledger } = bots;
  if (!ledger) return true;
  console.log('Finishing the matches, then auditing them. Press Ctrl-C again to exit at once.');
  const findings = await bots.finish();
  console.log([playLine(ledger), ...auditLines(ledger, findings)].join('\n'));
  return findings.length === 0;
}

async function isThere(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

function lineOf({ online, away, dropped, outside, drops, resumes, errors }: BotStats, joinsPerS: number): string {
  return (
    `online ${online} (away ${away})  dropped ${dropped}  outside ${outside}  ` +
    `joins/s ${joinsPerS.toFixed(1)}  drops ${drops}  resumes ${resumes}  errors ${errors}`
  );
}

/** `npm run bench`: arguments → interleaved runs → a table and, with `--json`, a file. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PATCH_MS } from '../../shared/limits.ts';
import { type BenchOptions, HELP, readArgs } from './args.ts';
import { machine, tooFewDescriptors } from './machine.ts';
import { peers } from './peers/peers.ts';
import { type Failure, isFine, mediansOf, type Results, type Run } from './results.ts';
import { runOnce } from './run.ts';
import { tableHead, tableLine } from './table.ts';

/** Kept per run in the file and shown on the terminal; the total is a figure of its own. */
const BAD_ROWS_KEPT = 20;
const BAD_ROWS_SHOWN = 5;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const args = readArgs(process.argv.slice(2));
if (args.kind === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
if (args.kind === 'bad') {
  console.error(`${args.message} (--help says more)`);
  process.exit(2);
}
const { options } = args;
const tooFew = tooFewDescriptors(Math.max(...options.players));
if (tooFew) {
  console.error(tooFew);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const { runs, failures } = await runAll(options);
const medians = mediansOf(runs);
const results: Results = { machine: machine(), seconds: options.seconds, medians, failures, runs };
if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nMedians of ${options.runs} ${options.runs === 1 ? 'run' : 'runs'}\n${tableHead()}`);
for (const { peer, players, figures } of medians) console.log(tableLine(peer, players, figures));
for (const { peer, players, why } of failures) console.log(`${peer} cannot finish with ${players}: ${why}`);
process.exit(isFine(runs, failures, options.peers, (peer) => peers[peer].isFoyer) ? 0 : 1);

async function runAll({ players: sizes, runs: times, peers: names, ...size }: BenchOptions) {
  const done: Run[] = [];
  const failed: Failure[] = [];
  console.log(tableHead());
  for (const players of sizes) {
    let tickMs = PATCH_MS;
    for (let run = 1; run <= times; run++) {
      for (const peer of names) {
        // A peer that failed is not run again, nor with more players.
        if (failed.some((failure) => failure.peer === peer)) continue;
        try {
          const judged = await runOnce({ ...size, peer, players, tickMs });
          const figures = { ...judged.figures, patchMs: peer === 'bare' ? tickMs : judged.figures.patchMs };
          if (peer === 'foyer') tickMs = figures.patchMs ?? tickMs;
          done.push({ peer, players, run, figures, badRows: judged.badRows.slice(0, BAD_ROWS_KEPT) });
          console.log(tableLine(peer, players, figures));
          for (const bad of judged.badRows.slice(0, BAD_ROWS_SHOWN)) console.log(`  ${bad}`);
        } catch (error) {
          // A server's last output may name files.
          const why = (error as Error).message.replaceAll(ROOT, '');
          failed.push({ peer, players, run, why });
          console.log(`${peer.padEnd(14)} ${String(players).padStart(6)} cannot finish: ${why}`);
        }
      }
    }
  }
  return { runs: done, failures: failed };
}

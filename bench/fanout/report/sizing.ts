/** Text for a page: what the model predicts for one core, and for crowds that need many. Pure. */
import type { Medians, Results } from '../results.ts';
import { row } from './markdown.ts';
import { cpuMsOf, FULL_MS, fullAt, modelOf } from './model.ts';

/** Prices in dollars a month, for a core and for a terabyte; scale the results for other prices. */
const CORE_A_MONTH = 20;
const TERABYTE = 10;
const SECONDS_A_MONTH = 30 * 86_400;
const CROWDS = [10_000, 100_000, 1_000_000];

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const short = (value: number): string =>
  Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 3 });

/** '' unless Foyer was measured at three sizes. */
export function sizing({ medians }: Results): string {
  const own = medians.filter(({ peer }) => peer === 'foyer');
  const model = modelOf(own);
  if (!model) return '';
  const checked = own.map(({ players, figures }) => {
    return `${whole(players)} players: ${whole(cpuMsOf(model, players))} and ${whole(figures.cpuMsPerS)}`;
  });
  const pair =
    model.pairNs > 0
      ? `each pair of players **${short(model.pairNs)} ns a second**`
      : 'a pair of players too little to measure';
  return [
    `Fitted to the runs of \`foyer\`, with everybody in one list at the server's own pace: a base of **${short(model.baseMs)} ms a second**, then a player costs **${short(model.playerUs)} µs a second**, and ${pair}. Predicted and measured, in ms a second: ${checked.join('; ')}. So about **${whole(fullAt(model))}** players in one list fill a core (${FULL_MS} ms a second).`,
    crowds(medians),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** With default shards the cost is linear, since no list grows. */
function crowds(medians: readonly Medians[]): string {
  const largest = medians.filter(({ peer }) => peer === 'foyer-default').toSorted((a, b) => b.players - a.players)[0];
  if (!largest) return '';
  const { cpuMsPerS, bytesPerClientPerS, rssKbPerConnection } = largest.figures;
  const cpuUs = (cpuMsPerS * 1_000) / largest.players;
  const lines = CROWDS.map((players) => {
    const cores = Math.ceil((players * cpuUs) / 1_000 / FULL_MS);
    const bytes = players * bytesPerClientPerS;
    const terabytes = (bytes * SECONDS_A_MONTH) / 1e12;
    const money = `${whole(cores * CORE_A_MONTH)} + ${whole(terabytes * TERABYTE)}`;
    return row(
      [players, players / 1_000, cores]
        .map(whole)
        .concat(short((bytes * 8) / 1e9), short((players * rssKbPerConnection) / 1e6), money),
    );
  });
  return [
    `In shards of 1,000 a player costs **${short(cpuUs)} µs** of CPU, **${short(bytesPerClientPerS)} B** and **${short(rssKbPerConnection)} KB** (\`foyer-default\` with ${whole(largest.players)}), however many there are. The table is computed from that, not measured. It assumes $${CORE_A_MONTH} a core and $${TERABYTE} a terabyte per month, with everybody online all the time:`,
    '',
    row(['players', 'shards', 'processes of one core', 'Gbit/s', 'GB of memory', '$ a month, cores + traffic']),
    row(['---:', '---:', '---:', '---:', '---:', '---:']),
    ...lines,
  ].join('\n');
}

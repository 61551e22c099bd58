/** What the model says of one core, and of crowds that need many, as text for a page. Pure. */
import type { Medians, Results } from '../results.ts';
import { row } from './markdown.ts';
import { cpuMsOf, FULL_MS, fullAt, modelOf } from './model.ts';

/** For the sums in money; whoever pays other prices scales them. */
const CORE_A_MONTH = 20;
const TERABYTE = 10;
const SECONDS_A_MONTH = 30 * 86_400;
const CROWDS = [10_000, 100_000, 1_000_000];

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const short = (value: number): string =>
  Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 3 });

/** '' where Foyer was not measured at three sizes. */
export function sizing({ medians }: Results): string {
  const own = medians.filter(({ peer }) => peer === 'foyer');
  const model = modelOf(own);
  if (!model) return '';
  const checked = own.map(({ players, figures }) => {
    return `${whole(players)}: ${whole(cpuMsOf(model, players))} for ${whole(figures.cpuMsPerS)}`;
  });
  const pair =
    model.pairNs > 0
      ? `each pair of players **${short(model.pairNs)} ns a second**`
      : 'a pair of players nothing that can be seen';
  return [
    `Fitted to the runs of \`foyer\`, everybody in one list at the pace that the server chose: **${short(model.baseMs)} ms a second** with few, then a player costs **${short(model.playerUs)} µs a second**, and ${pair}. It says, in ms a second for what was measured: ${checked.join('; ')}. So one core is full (${FULL_MS} ms a second) with about **${whole(fullAt(model))}** players in one list.`,
    crowds(medians),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Shards as they come: the cost is linear, since nobody's list grows. */
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
    `In shards of 1,000 a player costs **${short(cpuUs)} µs** of CPU, **${short(bytesPerClientPerS)} B** and **${short(rssKbPerConnection)} KB** (\`foyer-default\` with ${whole(largest.players)}), however many there are. Computed from that, not measured; money: $${CORE_A_MONTH} a core and $${TERABYTE} a terabyte, a month, everybody there all the time:`,
    '',
    row(['players', 'shards', 'processes of one core', 'Gbit/s', 'GB of memory', '$ a month, cores + traffic']),
    row(['---:', '---:', '---:', '---:', '---:', '---:']),
    ...lines,
  ].join('\n');
}

/** The results as Markdown tables. Pure. */
import type { Figures } from '../figures.ts';
import { PEER_NAMES, type PeerName } from '../peers/peers.ts';
import type { Medians, Results } from '../results.ts';
import { exponent } from './growth.ts';

type Show = (figures: Figures) => string;

const NONE = '–';
const fixed =
  (digits: number) =>
  (value: number | null): string =>
    value === null
      ? NONE
      : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const whole = fixed(0);

const COLUMNS: [title: string, show: Show][] = [
  ['storm CPU s', (f) => fixed(2)(f.stormCpuS)],
  ['storm MB', (f) => whole(f.stormMb)],
  ['CPU ms/s', (f) => whole(f.cpuMsPerS)],
  ['CPU µs an update', (f) => fixed(2)(f.cpuUsPerUpdate)],
  ['B a client a s', (f) => whole(f.bytesPerClientPerS)],
  ['visible p50 / p95 / p99 ms', (f) => [f.visibleP50Ms, f.visibleP95Ms, f.visibleP99Ms].map(whole).join(' / ')],
  ['loop p99 ms', (f) => whole(f.loopP99Ms)],
  ['KB a connection', (f) => whole(f.rssKbPerConnection)],
  ['wrong rows', (f) => whole(f.badRows)],
];

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const head = (titles: readonly string[]): string[] => [
  row(titles),
  row(titles.map((_, at) => (at === 0 ? '---' : '---:'))),
];

const sizesOf = ({ medians, failures }: Results): number[] =>
  [...new Set([...medians, ...failures].map(({ players }) => players))].toSorted((a, b) => a - b);

const peersOf = ({ medians, failures }: Results): PeerName[] =>
  PEER_NAMES.filter((name) => [...medians, ...failures].some(({ peer }) => peer === name));

const find = ({ medians }: Results, peer: PeerName, players: number): Medians | undefined =>
  medians.find((one) => one.peer === peer && one.players === players);

/** One line on the machine and method. */
export function setting({ machine, seconds, runs }: Results): string {
  const times = Math.max(...runs.map(({ run }) => run));
  const measured = times === 1 ? 'one run' : `medians of ${times} interleaved runs`;
  const pinned = machine.isPinned ? 'the server on one core, the players on another' : 'nothing pinned to a core';
  return `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${pinned}; ${measured} of ${seconds} s.`;
}

/** All figures, one table per size. A peer that could not finish has dashes. */
export function resultTables(results: Results): string {
  return sizesOf(results)
    .map((players) => {
      const lines = peersOf(results).map((peer) => {
        const figures = find(results, peer, players)?.figures;
        const shown = figures ? COLUMNS.map(([, show]) => show(figures)) : COLUMNS.map(() => NONE);
        return row([peer, ...shown]);
      });
      return [
        `### ${whole(players)} players`,
        '',
        ...head(['peer', ...COLUMNS.map(([title]) => title)]),
        ...lines,
      ].join('\n');
    })
    .join('\n\n');
}

/** One line for each failure. */
export const failureList = ({ failures }: Results): string =>
  failures
    .map(({ peer, players, why }) => `- \`${peer}\` cannot finish with ${whole(players)} players: ${why}.`)
    .join('\n');

/** The server's CPU in the steady phase, in ms per second and as a multiple of Foyer's. */
export function cpuTable(results: Results): string {
  const sizes = sizesOf(results);
  const lines = peersOf(results).map((peer) => {
    const cells = sizes.map((players) => {
      const own = find(results, peer, players)?.figures.cpuMsPerS;
      const foyers = find(results, 'foyer', players)?.figures.cpuMsPerS;
      if (own === undefined) return NONE;
      return foyers === undefined || peer === 'foyer' ? whole(own) : `${whole(own)} (${fixed(1)(own / foyers)} ×)`;
    });
    return row([peer, ...cells]);
  });
  return [...head(['CPU ms/s with N players', ...sizes.map(whole)]), ...lines].join('\n');
}

const GROWN: [title: string, of: (figures: Figures) => number][] = [
  ['storm CPU', ({ stormCpuS }) => stormCpuS],
  ['storm bytes', ({ stormMb }) => stormMb],
  ['steady CPU', ({ cpuMsPerS }) => cpuMsPerS],
  ['steady bytes a client', ({ bytesPerClientPerS }) => bytesPerClientPerS],
];

/** The power of the player count by which each figure grows, over all sizes the peer finished. */
export function growthTable(results: Results): string {
  const lines = peersOf(results).map((peer) => {
    const own = results.medians.filter((one) => one.peer === peer);
    const exponents = GROWN.map(([, of]) => {
      const k = exponent(own.map(({ players, figures }) => ({ players, value: of(figures) })));
      return Number.isNaN(k) ? NONE : `N^${k.toFixed(1)}`;
    });
    const sizes = own.map(({ players }) => players);
    return row([
      peer,
      sizes.length > 0 ? `${whole(Math.min(...sizes))} to ${whole(Math.max(...sizes))}` : NONE,
      ...exponents,
    ]);
  });
  return [...head(['peer', 'players', ...GROWN.map(([title]) => title)]), ...lines].join('\n');
}

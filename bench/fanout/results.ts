/** What a bench leaves behind: the JSON of `--json`, which the report is made from. Pure. */

import { median } from '../lib/percentile.ts';
import type { Figures } from './figures.ts';
import type { PeerName } from './peers/peers.ts';

export type Machine = { cpu: string; cores: number; node: string; isPinned: boolean };
export type Run = { peer: PeerName; players: number; run: number; figures: Figures; badRows: string[] };
export type Failure = { peer: PeerName; players: number; run: number; why: string };
export type Medians = { peer: PeerName; players: number; runs: number; figures: Figures };
export type Results = { machine: Machine; seconds: number; medians: Medians[]; failures: Failure[]; runs: Run[] };

/** Each figure's median over the runs of a peer with so many players; what no run could measure stays null. */
export function mediansOf(runs: readonly Run[]): Medians[] {
  const groups = Map.groupBy(runs, ({ peer, players }) => `${players} ${peer}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [{ peer: first.peer, players: first.players, runs: group.length, figures: medianFigures(group) }]
      : [];
  });
}

/** Benches of one machine as one: different peers or sizes, or more runs of the same. */
export function together(several: readonly Results[]): Results {
  const [first] = several;
  if (!first) throw new Error('nothing to put together');
  const runs = several.flatMap((one) => one.runs);
  return { ...first, runs, medians: mediansOf(runs), failures: several.flatMap(({ failures }) => failures) };
}

function medianFigures(runs: readonly Run[]): Figures {
  const names = Object.keys(runs[0]?.figures ?? {}) as (keyof Figures)[];
  const middle = (name: keyof Figures): number | null => {
    const values = runs.map(({ figures }) => figures[name]).filter((value) => value !== null);
    return values.length > 0 ? median(values) : null;
  };
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Figures;
}

/**
 * Every peer ran at some size, Foyer at every one, and nobody was shown a wrong list. Another peer that ends at some size
 * has found its limit.
 */
export function isFine(
  { runs, failures }: Pick<Results, 'runs' | 'failures'>,
  peers: readonly PeerName[],
  isFoyer: (peer: PeerName) => boolean,
): boolean {
  return (
    peers.every((peer) => runs.some((run) => run.peer === peer)) &&
    failures.every(({ peer }) => !isFoyer(peer)) &&
    runs.every(({ badRows }) => badRows.length === 0)
  );
}

/** The results of a bench, as `--json` writes them and the report reads them. Pure. */

import { median } from '../lib/percentile.ts';
import type { Figures } from './figures.ts';
import type { PeerName } from './peers/peers.ts';

export type Machine = { cpu: string; cores: number; node: string; isPinned: boolean };
export type Run = { peer: PeerName; players: number; run: number; figures: Figures; badRows: string[] };
export type Failure = { peer: PeerName; players: number; run: number; why: string };
export type Medians = { peer: PeerName; players: number; runs: number; figures: Figures };
export type Results = { machine: Machine; seconds: number; medians: Medians[]; failures: Failure[]; runs: Run[] };

/** Each figure's median over the runs of a peer at a size; null if no run measured it. */
export function mediansOf(runs: readonly Run[]): Medians[] {
  const groups = Map.groupBy(runs, ({ peer, players }) => `${players} ${peer}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [{ peer: first.peer, players: first.players, runs: group.length, figures: medianFigures(group) }]
      : [];
  });
}

/** Merges benches of one machine: other peers or sizes, or more runs of the same. */
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
 * True if every peer ran at some size, Foyer ran at every size, and no list was wrong. Another peer may fail at a size: that
 * is its limit.
 */
export function isFine(
  runs: readonly Run[],
  failures: readonly Failure[],
  peers: readonly PeerName[],
  isFoyer: (peer: PeerName) => boolean,
): boolean {
  return (
    peers.every((peer) => runs.some((run) => run.peer === peer)) &&
    failures.every(({ peer }) => !isFoyer(peer)) &&
    runs.every(({ badRows }) => badRows.length === 0)
  );
}

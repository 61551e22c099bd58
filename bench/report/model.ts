/**
 * What a server of N players costs, from what was measured, and what follows for more than one core can hold. Pure.
 *
 *   CPU ms/s = N · ticks/s · write  +  N · player  +  N² · pair
 *
 * `write`: one patch to one socket. `player`: heartbeats, pings, one player's changes, joins without their bytes. `pair`:
 * what each player costs for each other: the bytes of their changes, and of the lists that those who return are given.
 */
import type { Medians } from '../results.ts';

/** `writeUs` microseconds; `playerUs` microseconds a second; `pairNs` nanoseconds a second. */
export type Model = { writeUs: number; playerUs: number; pairNs: number };

/** A core is full where this much of it is used, in ms a second: the rest is for storms. */
export const FULL_MS = 700;

type Point = { terms: number[]; cpuMs: number };
const TERMS = 3;

/** Undefined below three sizes. Least squares of the relative error; what would come out negative is nothing. */
export function modelOf(medians: readonly Medians[]): Model | undefined {
  const points = medians.flatMap(({ players: n, figures: { cpuMsPerS: cpuMs, patchMs } }): Point[] =>
    patchMs === null ? [] : [{ terms: [(n * 1_000) / patchMs, n, n * n], cpuMs }],
  );
  if (points.length < TERMS) return undefined;
  let used = [0, 1, 2];
  for (;;) {
    const found = leastSquares(points, used);
    const worst = found.indexOf(Math.min(...found));
    if ((found[worst] as number) >= 0 || used.length === 1) {
      const of = (term: number): number => Math.max(0, found[used.indexOf(term)] ?? 0);
      return { writeUs: of(0) * 1e3, playerUs: of(1) * 1e3, pairNs: of(2) * 1e6 };
    }
    used = used.filter((_, at) => at !== worst);
  }
}

export const cpuMsOf = ({ writeUs, playerUs, pairNs }: Model, players: number, patchMs: number): number =>
  (players * 1_000 * writeUs) / patchMs / 1e3 + (players * playerUs) / 1e3 + (players * players * pairNs) / 1e6;

/** Players with whom one core is full at this interval. */
export function fullAt(model: Model, patchMs: number): number {
  let [low, high] = [1, 10_000_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cpuMsOf(model, middle, patchMs) <= FULL_MS) low = middle;
    else high = middle;
  }
  return low;
}

/** Normal equations by elimination: there are three unknowns at most. */
function leastSquares(points: readonly Point[], used: readonly number[]): number[] {
  const rows = points.map(({ terms, cpuMs }) => used.map((term) => (terms[term] as number) / cpuMs));
  const size = used.length;
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) =>
      rows.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0),
    ),
    rows.reduce((sum, row) => sum + (row[i] as number), 0),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = matrix[i] as number[];
    const lead = pivot[i] as number;
    for (let j = i; j <= size; j++) pivot[j] = (pivot[j] as number) / lead;
    for (const [k, row] of matrix.entries()) {
      if (k === i) continue;
      const times = row[i] as number;
      for (let j = i; j <= size; j++) row[j] = (row[j] as number) - times * (pivot[j] as number);
    }
  }
  return matrix.map((row) => row[size] as number);
}

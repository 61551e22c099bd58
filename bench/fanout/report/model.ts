/**
 * What a server of N players costs, from what was measured, and what follows for more than one core can hold. Pure.
 *
 *   CPU ms/s = base  +  N · player  +  N² · pair
 *
 * `base`: what is there with few, mostly wake-ups that many share. `player`: the patches to one player at the pace that the
 * server chose, their heartbeats, pings, changes and joins. `pair`: what each costs for each other, the bytes of changes
 * and of the lists that those who return are given; too little to be seen where the fit has none.
 */
import type { Medians } from '../results.ts';

/** `playerUs` microseconds a second; `pairNs` nanoseconds a second. */
export type Model = { baseMs: number; playerUs: number; pairNs: number };

/** A core is full where this much of it is used, in ms a second: the rest is for storms. */
export const FULL_MS = 700;

type Point = { terms: number[]; cpuMs: number };
const TERMS = 3;

/** Undefined below three sizes. Least squares of the relative error; what would come out negative is nothing. */
export function modelOf(medians: readonly Medians[]): Model | undefined {
  const points = medians.map(
    ({ players: n, figures: { cpuMsPerS: cpuMs } }): Point => ({ terms: [1, n, n * n], cpuMs }),
  );
  if (points.length < TERMS) return undefined;
  let used = [0, 1, 2];
  for (;;) {
    const found = leastSquares(points, used);
    const worst = found.indexOf(Math.min(...found));
    if ((found[worst] as number) >= 0 || used.length === 1) {
      const of = (term: number): number => Math.max(0, found[used.indexOf(term)] ?? 0);
      return { baseMs: of(0), playerUs: of(1) * 1e3, pairNs: of(2) * 1e6 };
    }
    used = used.filter((_, at) => at !== worst);
  }
}

export const cpuMsOf = ({ baseMs, playerUs, pairNs }: Model, players: number): number =>
  baseMs + (players * playerUs) / 1e3 + (players * players * pairNs) / 1e6;

/** Players with whom one core is full. */
export function fullAt(model: Model): number {
  let [low, high] = [1, 10_000_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cpuMsOf(model, middle) <= FULL_MS) low = middle;
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

/**
 * A cost model of a server with N players, fitted to measurements, for estimating more than one core can hold. Pure.
 *
 *   CPU ms/s = base  +  N · player  +  N² · pair
 *
 * `base`: the fixed cost, mostly wake-ups. `player`: one player's patches at the server's chosen pace, and their heartbeats,
 * pings, changes and joins. `pair`: what each player costs for each other one, the bytes of changes and of lists sent on a
 * return; 0 if too small to show in the fit.
 */
import type { Medians } from '../results.ts';

/** All per second: `baseMs` ms, `playerUs` µs, `pairNs` ns. */
export type Model = { baseMs: number; playerUs: number; pairNs: number };

/** A core counts as full at this load, in ms per second; the rest is reserved for storms. */
export const FULL_MS = 700;

type Point = { terms: number[]; cpuMs: number };
const TERMS = 3;

/** Minimises the squared relative error; terms that would be negative become 0. Undefined below three sizes. */
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

/** The number of players that fills one core. */
export function fullAt(model: Model): number {
  let [low, high] = [1, 10_000_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cpuMsOf(model, middle) <= FULL_MS) low = middle;
    else high = middle;
  }
  return low;
}

/** Solves the normal equations by elimination; there are at most three unknowns. */
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

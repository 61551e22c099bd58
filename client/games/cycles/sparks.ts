/** The sparks of a crash. Pure: they depend only on age and seed. */
import type { Point } from './board.ts';

export const SPARKS_MS = 750;
const SPARKS = 26;
/** How far the fastest spark flies, in cells. */
const REACH = 5.5;

/** `size`: edge length in cells. `alpha`: 1 to 0. */
export type Spark = Point & { readonly size: number; readonly alpha: number };

/** Positions around (0, 0), in cells. `seed`: a whole number. */
export function sparksAt(ageMs: number, seed: number): Spark[] {
  const part = ageMs / SPARKS_MS;
  if (part < 0 || part >= 1) return [];
  const gone = 1 - (1 - part) ** 3;
  return Array.from({ length: SPARKS }, (_, i) => {
    const angle = (i / SPARKS + chance(seed, i) / SPARKS) * 2 * Math.PI;
    const reach = REACH * (0.25 + 0.75 * chance(seed + 7, i)) * gone;
    const size = (0.2 + 0.28 * chance(seed + 13, i)) * (1 - 0.6 * part);
    return { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach, size, alpha: (1 - part) ** 1.4 };
  });
}

/** Deterministic, 0 ≤ x < 1. */
function chance(seed: number, i: number): number {
  const mixed = Math.sin(seed * 127.1 + i * 311.7) * 43_758.545;
  return mixed - Math.floor(mixed);
}

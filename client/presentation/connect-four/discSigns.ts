/** What the discs of each side carry: the motif of their player, so that the sides always differ. Pure. */
import { type Motif, partsOf } from '../../../shared/emblem.ts';

/** The emblem that gives the motif; null: the plain sign of its side, a ring or a diamond. */
export type DiscSign = number | null;
const PLAIN = ['ring', 'diamond'] as const satisfies readonly Motif[];

/** `emblems`: of the players by side, null where the viewer is told none. Of equal motifs the second side gives way. */
export function discSigns([first, second]: readonly [DiscSign, DiscSign]): readonly [DiscSign, DiscSign] {
  const motifOf = (emblem: DiscSign, side: 0 | 1): Motif => (emblem === null ? PLAIN[side] : partsOf(emblem).motif);
  if (motifOf(first, 0) !== motifOf(second, 1)) return [first, second];
  // The second side's plain sign is the diamond: with that the first cannot keep its own.
  return motifOf(first, 0) === PLAIN[1] ? [null, null] : [first, null];
}

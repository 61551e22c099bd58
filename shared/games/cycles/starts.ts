/**
 * Start places: the corners of the arena, mirrored, so that none has an advantage. Two riders start in opposite corners. Of
 * three, one is between the others; the seats take turns at that.
 */
import { HEIGHT, LEFT, RIGHT, WIDTH } from './arena.ts';

export type Start = { readonly x: number; readonly y: number; readonly dir: number };

const INSET = 10;
/** Clockwise. */
const CORNERS: readonly Start[] = [
  { x: INSET, y: INSET, dir: RIGHT },
  { x: WIDTH - 1 - INSET, y: INSET, dir: LEFT },
  { x: WIDTH - 1 - INSET, y: HEIGHT - 1 - INSET, dir: LEFT },
  { x: INSET, y: HEIGHT - 1 - INSET, dir: RIGHT },
];

/** Starts by seat in `round`, a whole number ≥ 0. Over any twelve rounds, each seat gets each start equally often. */
export function startsOf(seats: number, round: number): Start[] {
  const apart = seats === 2 ? 2 : 1;
  return Array.from({ length: seats }, (_, seat) => {
    const place = ((seat + round) % seats) * apart;
    return CORNERS[(place + Math.floor(round / seats)) % CORNERS.length] as Start;
  });
}

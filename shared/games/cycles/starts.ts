/**
 * Where riders start: in the corners of the arena, each the mirror of the others, so that no place is better than another.
 * Two start in opposite ones. Of three one is between the others: who that is changes with each round.
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

/** By seat, in round `round`, a whole number ≥ 0; in any twelve rounds each seat has each start as often. */
export function startsOf(seats: number, round: number): Start[] {
  const apart = seats === 2 ? 2 : 1;
  return Array.from({ length: seats }, (_, seat) => {
    const place = ((seat + round) % seats) * apart;
    return CORNERS[(place + Math.floor(round / seats)) % CORNERS.length] as Start;
  });
}

/** What a rider feels of the arena: the free cells ahead and to both sides, and how they sound. Pure. */
import { dx, dy, type Turn } from '../../../shared/games/cycles/arena.ts';
import { SOUND } from '../../design/tokens.ts';

export type Senses = { readonly ahead: number; readonly left: number; readonly right: number };
type IsBlocked = (x: number, y: number) => boolean;
type Head = { readonly x: number; readonly y: number; readonly dir: Turn };

/** An octave below the count, and below what is over. */
const PITCH = { ahead: SOUND.count[0].hz / 2, beside: (SOUND.over[1]?.hz ?? 0) / 2 } as const;
/** Farther away nothing is heard. */
const HEARD = { ahead: 24, beside: 16 } as const;

export function sensesOf(isBlocked: IsBlocked, { x, y, dir }: Head): Senses {
  const freeIn = (turn: Turn): number => {
    let free = 0;
    while (!isBlocked(x + (free + 1) * dx(turn), y + (free + 1) * dy(turn))) free += 1;
    return free;
  };
  return { ahead: freeIn(dir), left: freeIn((dir + 3) % 4), right: freeIn((dir + 1) % 4) };
}

/** `volume`: 0 to 1. */
export type Voice = { readonly hz: number; readonly volume: number };
export type Voices = { readonly ahead: Voice; readonly left: Voice; readonly right: Voice };

/** The nearer, the louder; ahead the tone rises too, to two octaves higher before a wall. A silent side is free. */
export function voicesOf({ ahead, left, right }: Senses): Voices {
  const beside = (free: number): Voice => ({ hz: PITCH.beside, volume: nearness(free, HEARD.beside) });
  const near = nearness(ahead, HEARD.ahead);
  return { ahead: { hz: PITCH.ahead * 4 ** near, volume: near }, left: beside(left), right: beside(right) };
}

const nearness = (free: number, heard: number): number => Math.max(0, 1 - free / heard) ** 1.5;

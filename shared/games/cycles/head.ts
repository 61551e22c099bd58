/**
 * One rider's head and its step: what a client predicts of itself. All integers, no time, no chance. The client keeps the
 * head of the server's state, and for each input that is not acknowledged: `advance(head, turn, isBlockedThere)`.
 */
import { dx, dy, isDirection, type Turn } from './arena.ts';

/** `dir`: where it goes next. `wait`: ticks until it moves; in the countdown and after a round. */
export type Head = { x: number; y: number; dir: number; wait: number; isAlive: boolean };

/** Sideways only; before the start of a round any way. */
export function steer(head: Head, turn: Turn): void {
  if (!head.isAlive || !isDirection(turn)) return;
  if (head.wait > 0 || isSideways(head.dir, turn)) head.dir = turn;
}

export const isSideways = (dir: number, turn: Turn): boolean => (dir + turn) % 2 === 1;

export const nextX = (head: Head): number => head.x + dx(head.dir);
export const nextY = (head: Head): number => head.y + dy(head.dir);

/**
 * One tick as the server does it, but for heads that meet: at most one turn, then one cell, or the end of it where
 * `isBlocked` knows something on the cell. Who knows less than the server says less: a head never passes what is known.
 */
export function advance(head: Head, turn: Turn, isBlocked: (x: number, y: number) => boolean): void {
  steer(head, turn);
  if (head.wait > 0) {
    head.wait -= 1;
    return;
  }
  if (!head.isAlive) return;
  if (isBlocked(nextX(head), nextY(head))) {
    head.isAlive = false;
    return;
  }
  head.x = nextX(head);
  head.y = nextY(head);
}

/** One rider's head and its step, in integers. A client predicts it with `advance`, for each unacknowledged input. */
import { dx, dy, isDirection, type Turn } from './arena.ts';

/** `dir`: its direction. `wait`: ticks until it moves, in the countdown and after a round. */
export type Head = { x: number; y: number; dir: number; wait: number; isAlive: boolean };

/** Turns left or right; before the start of a round, in any direction. */
export function steer(head: Head, turn: Turn): void {
  if (!head.isAlive || !isDirection(turn)) return;
  if (head.wait > 0 || isSideways(head.dir, turn)) head.dir = turn;
}

export const isSideways = (dir: number, turn: Turn): boolean => (dir + turn) % 2 === 1;

export const nextX = (head: Head): number => head.x + dx(head.dir);
export const nextY = (head: Head): number => head.y + dy(head.dir);

/**
 * One tick as on the server, except for colliding heads: at most one turn, then one cell forward, or a crash if `isBlocked`
 * reports an obstacle there. A client may miss obstacles only the server knows.
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

/** Turns that come faster than ticks: they wait, in order, and each tick takes one. */
import { isDirection, STRAIGHT, type Turn } from './arena.ts';
import { type Head, isSideways } from './head.ts';
import { QUEUED_TURNS_MAX } from './rules.ts';

/**
 * Adds a turn behind those that wait, in place, unless it would be straight on or back by then. Where no more may wait it
 * takes the place of the last, and before the start of a round, when any way is right, of all.
 */
export function queueTurn(queue: Turn[], turn: Turn, head: Pick<Head, 'dir' | 'wait'>): void {
  if (!isDirection(turn)) return;
  const kept = head.wait > 0 ? 0 : Math.min(queue.length, QUEUED_TURNS_MAX - 1);
  if (head.wait === 0 && !isSideways(queue[kept - 1] ?? head.dir, turn)) return;
  queue.length = kept;
  queue.push(turn);
}

/** The turn of this tick. */
export const takeTurn = (queue: Turn[]): Turn => queue.shift() ?? STRAIGHT;

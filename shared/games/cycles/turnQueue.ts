/** Queues turns that come faster than ticks; each tick takes one. */
import { isDirection, STRAIGHT, type Turn } from './arena.ts';
import { type Head, isSideways } from './head.ts';
import { QUEUED_TURNS_MAX } from './rules.ts';

/**
 * Appends a turn in place, unless it would then go straight on or back. If the queue is full, it replaces the last turn. Before
 * the start of a round, when any direction is allowed, it replaces them all.
 */
export function queueTurn(queue: Turn[], turn: Turn, head: Pick<Head, 'dir' | 'wait'>): void {
  if (!isDirection(turn)) return;
  const kept = head.wait > 0 ? 0 : Math.min(queue.length, QUEUED_TURNS_MAX - 1);
  if (head.wait === 0 && !isSideways(queue[kept - 1] ?? head.dir, turn)) return;
  queue.length = kept;
  queue.push(turn);
}

/** Takes the turn of this tick. */
export const takeTurn = (queue: Turn[]): Turn => queue.shift() ?? STRAIGHT;

/** How riders steer in tests: random turns, and away from obstacles ahead. */
import type { CyclesRider } from '../../bots/play/CyclesRider.ts';
import { dx, dy, isBlocked } from '../../shared/games/cycles/arena.ts';
import { isSideways } from '../../shared/games/cycles/head.ts';
import { ringAt } from '../../shared/games/cycles/rules.ts';

export function wander({ prediction, state, grid, stage }: CyclesRider): void {
  if (!prediction || !state || !grid || stage !== 'racing') return;
  const { head, clock } = prediction;
  const ring = ringAt(state.tick);
  const isFree = (dir: number, cells: number): boolean =>
    Array.from({ length: cells }, (_, at) => at + 1).every(
      (at) => !isBlocked(grid, head.x + dx(dir) * at, head.y + dy(dir) * at, ring),
    );
  if (isFree(head.dir, 6) && clock % 11 !== 0) return;
  const turn = [0, 1, 2, 3].find((dir) => isSideways(head.dir, dir) && isFree(dir, 6));
  if (turn !== undefined) prediction.press(turn);
}

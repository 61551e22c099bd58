/** Steers a rider by one of the game's pilots, using only what its client knows. */
import { cellAt, STRAIGHT } from '../../shared/games/cycles/arena.ts';
import { type Chance, type Pilot, pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import type { CyclesRider } from './CyclesRider.ts';

/** Returns a `steer` function for CyclesRider. */
export const piloted =
  (pilot: Pilot, chance: Chance) =>
  (rider: CyclesRider): void => {
    const { prediction, state, grid, seat } = rider;
    if (!prediction || !state || !grid || prediction.head.wait > 0 || !prediction.head.isAlive) return;
    const ahead = grid.slice();
    for (const { x, y } of prediction.path) ahead[cellAt(x, y)] = seat + 1;
    const riders = Array.from(state.riders, ({ x, y, dir, wait, isAlive }, at) => ({
      ...(at === seat ? prediction.head : { x, y, dir, wait, isAlive }),
      ...{ trail: [], wins: 0, outlived: 0 },
    }));
    const tick = Math.max(0, state.tick + prediction.clock - state.clock);
    const seen = { stage: 'racing', played: state.played, replayed: 0, tick, riders, grid: ahead, shift: 0 } as const;
    const turn = pilotTurn(seen, seat, pilot, chance);
    if (turn !== STRAIGHT) prediction.press(turn);
  };

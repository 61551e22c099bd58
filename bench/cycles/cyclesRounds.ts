/** Rounds of light-cycles between pilots. Pure. */
import type { Turn } from '../../shared/games/cycles/arena.ts';
import { type Game, newGame, step } from '../../shared/games/cycles/game.ts';
import { type Chance, type Pilot, pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';

/** `ticks`: length of the race. `survivor`: their seat, if any. */
export type Round = { ticks: number; survivor: number | undefined };

/** Plays the first round of a match. `beforeStep` is called before each tick of the race, with its turns. */
export function playRound(
  pilots: readonly Pilot[],
  shift: number,
  chance: Chance,
  beforeStep?: (game: Game, turns: readonly Turn[]) => void,
): Round {
  const game = newGame(pilots.length, shift);
  while (game.stage === 'countdown') step(game, []);
  while (game.stage === 'racing') {
    const turns = turnsOf(game, pilots, chance);
    beforeStep?.(game, turns);
    step(game, turns);
  }
  const survivor = game.riders.findIndex(({ isAlive }) => isAlive);
  return { ticks: game.tick, survivor: survivor === -1 ? undefined : survivor };
}

export const turnsOf = (game: Game, pilots: readonly Pilot[], chance: Chance): Turn[] =>
  pilots.map((pilot, seat) => pilotTurn(game, seat, pilot, chance));

/** How a bot plays connect four: takes a win, stops one, else a column by chance, the middle ones more often. */
import { COLUMNS, isLegal, winningDiscs } from '../../shared/games/connect-four/board.ts';
import { pick, type Random } from '../random.ts';

const MIDDLE = (COLUMNS - 1) / 2;

/** A legal move. `moves`: of a game that goes on. */
export function chooseColumn(moves: readonly number[], random: Random): number {
  const legal = Array.from({ length: COLUMNS }, (_, column) => column).filter((column) => isLegal(moves, column));
  const wins = legal.find((column) => winningDiscs([...moves, column]).length > 0);
  if (wins !== undefined) return wins;
  const saves = legal.find((column) => isWonByOther(moves, column, legal));
  if (saves !== undefined) return saves;
  return pick(
    random,
    legal.flatMap((column) => Array.from({ length: 1 + MIDDLE - Math.abs(column - MIDDLE) }, () => column)),
  );
}

/** The other would win there with the next move, wherever this one goes. */
function isWonByOther(moves: readonly number[], column: number, legal: readonly number[]): boolean {
  const elsewhere = legal.find((each) => each !== column);
  return elsewhere !== undefined && winningDiscs([...moves, elsewhere, column]).length > 0;
}

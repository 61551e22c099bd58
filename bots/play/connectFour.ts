/** A bot's strategy for connect four: win, else block a win, else a random column, with the middle preferred. */
import { COLUMNS, isLegal, winningDiscs } from '../../shared/games/connect-four/board.ts';
import { pick, type Random } from '../random.ts';

const MIDDLE = (COLUMNS - 1) / 2;

/** Returns a legal move. The game must not be over. */
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

/** True if the opponent would win in the column with the next move. */
function isWonByOther(moves: readonly number[], column: number, legal: readonly number[]): boolean {
  const elsewhere = legal.find((each) => each !== column);
  return elsewhere !== undefined && winningDiscs([...moves, elsewhere, column]).length > 0;
}

/** Large deletions of the start. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows of one statement: it must end within the time limits, and SQLite runs it on this thread. */
const ROWS_A_STATEMENT = 2_000;

/** Calls `act`, which deletes that many rows at most, until there are none left; others have their turn in between. */
export async function deleteInBatches(act: (rows: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (let rows = await act(ROWS_A_STATEMENT); rows > 0; rows = await act(ROWS_A_STATEMENT)) {
    sum += rows;
    await nextTurn();
  }
  return sum;
}

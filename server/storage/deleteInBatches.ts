/** Large deletions at the server's start. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeleteResult } from 'kysely';

/** Rows of one statement: it must end within the time limits, and SQLite runs it on this thread. */
const ROWS_A_STATEMENT = 2_000;

/** Calls `deleteRows`, which deletes at most `max` rows, until there are none left. Other work has its turn in between. */
export async function deleteInBatches(deleteRows: (max: number) => Promise<DeleteResult>): Promise<number> {
  for (let sum = 0; ; await nextTurn()) {
    const { numDeletedRows } = await deleteRows(ROWS_A_STATEMENT);
    if (numDeletedRows === 0n) return sum;
    sum += Number(numDeletedRows);
  }
}

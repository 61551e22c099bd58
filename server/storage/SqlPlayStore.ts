/**
 * The desk's values in SQL, for a single process without Redis. Writes that come together share a transaction, the last
 * of each id; transactions go one after the other, so that the latest call wins over several connections too. A failed
 * write is repeated with the next one. The fence lives as long as the process: no other one could write.
 */
import type { Kysely } from 'kysely';
import type { KeptValue, PlayStore } from '../ports.ts';
import type { DeskTable, Schema } from './schema.ts';

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS_A_STATEMENT = 1_000;

/** `value` undefined: the row is deleted. */
type Write = { kind: string; id: string; value: string | undefined };

export class SqlPlayStore implements PlayStore {
  readonly #db: Kysely<Schema>;
  /** By kind and id. */
  #waiting = new Map<string, Write>();
  #next: Promise<void> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #fence: number | undefined;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async fence(): Promise<number | undefined> {
    return this.#fence;
  }

  async claim(fence: number): Promise<boolean> {
    return this.#claim(fence);
  }

  async replace(fence: number, values: readonly KeptValue[]): Promise<boolean> {
    // Before any waiting: values put from now on come after it.
    if (!this.#claim(fence)) return false;
    this.#waiting.clear();
    const done = this.#last.then(() => this.#replaceAll(values));
    this.#last = done.catch(() => {});
    await done;
    return true;
  }

  async put(fence: number, kind: string, id: string, value: unknown): Promise<boolean> {
    if (fence !== this.#fence) return false;
    await this.#write({ kind, id, value: JSON.stringify(value) });
    return true;
  }

  async remove(fence: number, kind: string, id: string): Promise<boolean> {
    if (fence !== this.#fence) return false;
    await this.#write({ kind, id, value: undefined });
    return true;
  }

  async all(kind: string): Promise<unknown[]> {
    await this.#last;
    const rows = await this.#db.selectFrom('desk').select('value').where('kind', '=', kind).orderBy('id').execute();
    return rows.map(({ value }) => JSON.parse(value) as unknown);
  }

  #claim(fence: number): boolean {
    if ((this.#fence ?? 0) > fence) return false;
    this.#fence = fence;
    return true;
  }

  #write(write: Write): Promise<void> {
    this.#waiting.set(JSON.stringify([write.kind, write.id]), write);
    this.#next ??= this.#last.then(() => this.#flush());
    this.#last = this.#next.catch(() => {});
    return this.#next;
  }

  #replaceAll(values: readonly KeptValue[]): Promise<void> {
    const rows = values.map(({ kind, id, value }) => ({ kind, id, value: JSON.stringify(value) }));
    return this.#db.transaction().execute(async (db) => {
      await db.deleteFrom('desk').execute();
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
        await db
          .insertInto('desk')
          .values(rows.slice(from, from + ROWS_A_STATEMENT))
          .execute();
    });
  }

  async #flush(): Promise<void> {
    const writes = this.#waiting;
    this.#waiting = new Map();
    this.#next = undefined;
    try {
      await this.#db.transaction().execute(async (db) => {
        for (const { kind, id, value } of writes.values()) {
          if (value === undefined) await db.deleteFrom('desk').where('kind', '=', kind).where('id', '=', id).execute();
          else await putOne(db, { kind, id, value });
        }
      });
    } catch (error) {
      this.#waiting = new Map([...writes, ...this.#waiting]);
      throw error;
    }
  }
}

const putOne = (db: Kysely<Schema>, row: DeskTable): Promise<unknown> =>
  db
    .insertInto('desk')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ value: row.value }))
    .execute();

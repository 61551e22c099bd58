/**
 * What the desk stores, in the database: for one process that has no Redis. The same statements for SQLite and PostgreSQL.
 * Writes go one after the other, all that have come together in one transaction, the last of each id: whatever is asked
 * later holds, also over several connections. What could not be written is written with the next that can.
 */
import type { Kysely } from 'kysely';
import type { PlayStore } from '../ports.ts';
import type { DeskTable, Schema } from './schema.ts';

/** `value` undefined: removed. */
type Write = { kind: string; id: string; value: string | undefined };

export class SqlPlayStore implements PlayStore {
  readonly #db: Kysely<Schema>;
  /** By kind and id. */
  #waiting = new Map<string, Write>();
  #next: Promise<void> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  put(kind: string, id: string, value: unknown): Promise<void> {
    return this.#write({ kind, id, value: JSON.stringify(value) });
  }

  remove(kind: string, id: string): Promise<void> {
    return this.#write({ kind, id, value: undefined });
  }

  async all(kind: string): Promise<unknown[]> {
    await this.#last;
    const rows = await this.#db.selectFrom('desk').select('value').where('kind', '=', kind).orderBy('id').execute();
    return rows.map(({ value }) => JSON.parse(value) as unknown);
  }

  #write(write: Write): Promise<void> {
    this.#waiting.set(JSON.stringify([write.kind, write.id]), write);
    this.#next ??= this.#last.then(() => this.#flush());
    this.#last = this.#next.catch(() => {});
    return this.#next;
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

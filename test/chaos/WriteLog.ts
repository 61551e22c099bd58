/** A log, kept by the database itself, of which process wrote which player's presence and when. */
import type { ClusterOptions } from '../../scripts/cluster/startCluster.ts';
import { runSql } from '../support/postgres.ts';

/** For `envOf`: connections to the database carry the process' name, p1, p2 … */
export const namedToDatabase: NonNullable<ClusterOptions['envOf']> = (index, { DATABASE_URL }) => ({
  DATABASE_URL: `${DATABASE_URL}?application_name=p${index + 1}`,
});

export class WriteLog {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /** The log begins now. */
  static async of(postgresUrl: string): Promise<WriteLog> {
    const statements = [
      "create table writes (id text, at timestamptz default clock_timestamp(), who text default current_setting('application_name'))",
      "create function note_write() returns trigger language plpgsql as 'begin insert into writes (id) values (new.id); return null; end'",
      'create trigger note_write after update on players for each row execute function note_write()',
    ];
    for (const statement of statements) await runSql(postgresUrl, statement);
    return new WriteLog(postgresUrl);
  }

  /** Rows the process wrote; times in epoch ms. */
  async count(process: string, from: number, to = Number.MAX_SAFE_INTEGER / 1_000): Promise<number> {
    const rows = await runSql(
      this.#url,
      'select count(*)::int as rows from writes where who = $1 and extract(epoch from at) * 1000 between $2 and $3',
      [process, from, to],
    );
    return (rows as { rows: number }[])[0]?.rows ?? 0;
  }
}

import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations.ts';
import type { Schema } from './schema.ts';

/** Kysely says so, without a code, where the database has had a migration that is not among these. */
const UNKNOWN_MIGRATION = /previously executed migration (\S+) is missing/;

/** Brings the tables up to date. Rejects with the error of a failed migration; nothing of that run stays then. */
export async function migrateToLatest(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  const [, unknown] = UNKNOWN_MIGRATION.exec(String(error)) ?? [];
  if (unknown) throw new NewerDatabaseError(unknown);
  if (error) throw error;
}

class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError';
  readonly code = 'ENEWER';

  constructor(migration: string) {
    super(`the database is of a newer Foyer, whose migration ${migration} is not known here`);
  }
}

/**
 * One server at a time on a SQLite file: two would each have a lobby of their own over the same players. The system ends
 * the lock with the process, however that ends.
 */
import { realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isBusy, makePrivate, SQLITE_MEMORY, whenFree } from './sqlite.ts';

/** How long a start waits for a server that is about to end. */
const WAIT_MS = 2_000;

/** `path`: an existing database file, or `:memory:`. Resolves with the unlocking; rejects where another server has the file. */
export async function lockFile(path: string): Promise<() => void> {
  if (path === SQLITE_MEMORY) return () => {};
  // By the real path, so that a link to the file finds the same lock.
  const lock = `${realpathSync(path)}.lock`;
  makePrivate(lock);
  const database = new DatabaseSync(lock, { timeout: 0 });
  try {
    await whenFree(async () => database.exec('begin exclusive'), WAIT_MS);
  } catch (error) {
    database.close();
    throw isBusy(error) ? new FileInUseError(path) : error;
  }
  return () => database.close();
}

class FileInUseError extends Error {
  override name = 'FileInUseError';
  readonly code = 'EBUSY';

  constructor(path: string) {
    super(`another server uses ${path}; several on one database need PostgreSQL and Redis`);
  }
}

/**
 * The secret that signs tokens. Without JWT_SECRET it is kept beside the database, so that guests outlive a restart.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../config.ts';
import { makeFolder } from '../storage/makeFolder.ts';

const SECRET_BYTES = 48;
const SECRET_MIN_CHARACTERS = 32;

type Secrets = { DATABASE_URL: string; JWT_SECRET: string | undefined };

/** Throws ConfigError where the file holds no secret. */
export function readSecret({ DATABASE_URL, JWT_SECRET }: Secrets): string {
  if (JWT_SECRET) return JWT_SECRET;
  const path = secretPath(DATABASE_URL);
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  // Nothing outlives a database in memory, so no token needs to.
  return path === undefined ? made : keepSecret(path, made);
}

/** Undefined for a database in memory. */
export function secretPath(databaseUrl: string): string | undefined {
  if (!databaseUrl.startsWith('sqlite:')) return './data/foyer.secret';
  const path = databaseUrl.slice('sqlite:'.length);
  return path === ':memory:' ? undefined : `${path}.secret`;
}

/** `made`, or what is there already: of several processes that start at once all get the same. */
function keepSecret(path: string, made: string): string {
  const kept = readIfThere(path);
  if (kept !== undefined) return checked(kept, path);
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, made);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // A link, not a rename: it fails where another process was first, and is never half written.
    linkSync(draft, path);
    return made;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    return checked(readFileSync(path, 'utf8'), path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    chmodSync(path, 0o600);
    return text;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function checked(text: string, path: string): string {
  const secret = text.trim();
  if (secret.length >= SECRET_MIN_CHARACTERS) return secret;
  throw new ConfigError(
    `${path} holds no secret of ${SECRET_MIN_CHARACTERS} characters: delete it, or set JWT_SECRET.`,
  );
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

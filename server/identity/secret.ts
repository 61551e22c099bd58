/**
 * The secret that signs tokens, and the operators' password. Where the environment does not give them they are made at the
 * first start and kept beside the database: guests outlive a restart, and all processes on the database have the same.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { makeFolder } from '../storage/databases/makeFolder.ts';

const SECRET_BYTES = 48;
const SECRET_MIN_CHARACTERS = 32;
const PASSWORD_BYTES = 18;
const PASSWORD_MIN_CHARACTERS = 8;

type Secrets = { DATABASE_URL: string; JWT_SECRET: string | undefined };

/** Throws ConfigError where the file holds no secret. */
export function readSecret({ DATABASE_URL, JWT_SECRET }: Secrets): string {
  if (JWT_SECRET) return JWT_SECRET;
  return keep({ variable: 'JWT_SECRET', min: SECRET_MIN_CHARACTERS }, SECRET_BYTES, keptPath(DATABASE_URL, 'secret'));
}

type Passwords = { DATABASE_URL: string; ADMIN_PASSWORD?: string | undefined; NODE_ENV: Config['NODE_ENV'] };

/** Undefined in production without ADMIN_PASSWORD. Throws ConfigError where the file holds no password. */
export function readPassword({ DATABASE_URL, ADMIN_PASSWORD, NODE_ENV }: Passwords): string | undefined {
  if (ADMIN_PASSWORD || NODE_ENV === 'production') return ADMIN_PASSWORD;
  const kind = { variable: 'ADMIN_PASSWORD', min: PASSWORD_MIN_CHARACTERS };
  return keep(kind, PASSWORD_BYTES, keptPath(DATABASE_URL, 'password'));
}

/** Undefined for a database in memory: nothing outlives it, so nothing is kept. */
export function keptPath(databaseUrl: string, kind: 'secret' | 'password'): string | undefined {
  if (!databaseUrl.startsWith('sqlite:')) return `./data/foyer.${kind}`;
  const path = databaseUrl.slice('sqlite:'.length);
  return path === ':memory:' ? undefined : `${path}.${kind}`;
}

type Kind = { variable: string; min: number };

/** A new one, or what is there already: of several processes that start at once all get the same. */
function keep(kind: Kind, bytes: number, path: string | undefined): string {
  const made = randomBytes(bytes).toString('base64url');
  if (path === undefined) return made;
  const kept = readIfThere(path);
  if (kept !== undefined) return checked(kept, path, kind);
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
    return checked(readFileSync(path, 'utf8'), path, kind);
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

function checked(text: string, path: string, { variable, min }: Kind): string {
  const secret = text.trim();
  if (secret.length >= min) return secret;
  throw new ConfigError(`${path} holds no secret of ${min} characters: delete it, or set ${variable}.`);
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

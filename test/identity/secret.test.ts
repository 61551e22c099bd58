import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keptPath, readPassword, readSecret } from '../../server/identity/secret.ts';

describe('the secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const config = () => ({ DATABASE_URL: `sqlite:${folder}/data/foyer.db`, JWT_SECRET: undefined });
  const file = () => join(folder, 'data/foyer.db.secret');

  it('I11 the secret is JWT_SECRET if that is set', () => {
    const given = 'x'.repeat(32);
    assert.equal(readSecret({ ...config(), JWT_SECRET: given }), given);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('I11 a secret is generated once, kept beside the database for its owner alone, and reused at the next start', () => {
    const secret = readSecret(config());
    assert.ok(secret.length >= 32);
    assert.equal(readSecret(config()), secret);
    assert.equal(readFileSync(file(), 'utf8'), secret);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, 'data')), ['foyer.db.secret']);
  });

  it('I11 processes that start at once use the same secret', async () => {
    const module = new URL('../../server/identity/secret.ts', import.meta.url).href;
    const code = `import { readSecret } from ${JSON.stringify(module)};
      process.stdout.write(readSecret(${JSON.stringify({ DATABASE_URL: config().DATABASE_URL })}));`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
    const secrets = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => stdout);
    assert.equal(new Set(secrets).size, 1);
    assert.equal(readFileSync(file(), 'utf8'), secrets[0]);
  });

  it('I11 each kind of database has its own place for the secret; one in memory gets a new secret at each start', () => {
    assert.equal(keptPath('sqlite:./data/foyer.db', 'secret'), './data/foyer.db.secret');
    assert.equal(keptPath('postgres://db/foyer', 'secret'), './data/foyer.secret');
    const inMemory = { DATABASE_URL: 'sqlite::memory:', JWT_SECRET: undefined };
    assert.notEqual(readSecret(inMemory), readSecret(inMemory));
  });

  it('I12 a file without a secret stops the boot, and is left unchanged', () => {
    readSecret(config());
    writeFileSync(file(), 'short');
    assert.throws(() => readSecret(config()), { name: 'ConfigError', message: /foyer\.db\.secret holds no secret/ });
    assert.equal(readFileSync(file(), 'utf8'), 'short');
  });

  it('E5 without ADMIN_PASSWORD one is made, kept for its owner alone, and the same for all processes on the database', () => {
    const { DATABASE_URL } = config();
    const made = readPassword({ DATABASE_URL, NODE_ENV: 'development' });
    assert.ok(made && made.length >= 24);
    assert.equal(readPassword({ DATABASE_URL, NODE_ENV: 'test' }), made);
    const path = keptPath(DATABASE_URL, 'password') ?? '';
    assert.equal(readFileSync(path, 'utf8'), made);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(readPassword({ DATABASE_URL, NODE_ENV: 'development', ADMIN_PASSWORD: 'a given one' }), 'a given one');
    writeFileSync(path, 'short');
    assert.throws(() => readPassword({ DATABASE_URL, NODE_ENV: 'development' }), {
      name: 'ConfigError',
      message: /foyer\.db\.password holds no secret of 8 characters: delete it, or set ADMIN_PASSWORD/,
    });
  });

  it('E5 in production none is made', () => {
    assert.equal(readPassword({ ...config(), NODE_ENV: 'production' }), undefined);
    assert.deepEqual(readdirSync(folder), []);
  });
});

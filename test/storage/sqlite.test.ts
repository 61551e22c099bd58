import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../server/storage/openStore.ts';

describe('SQLite files', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('S15 a file is created with its folder', async () => {
    const file = join(folder, 'not', 'yet there', 'foyer.db');
    const store = await openStore(`sqlite:${file}`);
    await store.migrate();
    await store.close();
    assert.ok(existsSync(file));
  });

  it('S15 opening waits for another process that holds the file exclusively', async () => {
    const file = join(folder, 'taken.db');
    const other = new DatabaseSync(file);
    other.exec('begin exclusive');
    setImmediate(() => other.close());
    const store = await openStore(`sqlite:${file}`);
    await store.migrate();
    await store.close();
  });

  it('S15 opening rejects on a file that is no database, and on an impossible path', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'these are not the pages of a database, but a text that is long enough to be taken for some');
    await assert.rejects(openStore(`sqlite:${file}`), /not a database/);
    await assert.rejects(openStore(`sqlite:${join(file, 'foyer.db')}`), /unable to open/);
    await assert.rejects(openStore(`sqlite:${folder}`), /unable to open/);
  });

  it('S29 the database and the files beside it are its owner’s alone, also those of before', async () => {
    const file = join(folder, 'private.db');
    const modes = () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('private.db'))
        .map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    const mask = process.umask(0o022);
    try {
      const store = await openStore(`sqlite:${file}`);
      await store.migrate();
      const all = [
        ['private.db', 0o600],
        ['private.db-shm', 0o600],
        ['private.db-wal', 0o600],
      ];
      assert.deepEqual(modes(), all);
      for (const [name] of all) chmodSync(join(folder, String(name)), 0o644);
      const second = await openStore(`sqlite:${file}`);
      assert.deepEqual(modes(), all);
      await second.close();
      await store.close();
    } finally {
      process.umask(mask);
    }
  });

  it('S29 a folder in the place of the database keeps its mode', async () => {
    const before = statSync(folder).mode;
    await assert.rejects(openStore(`sqlite:${folder}`));
    assert.equal(statSync(folder).mode, before);
  });

  it('S15 each in-memory store is separate', async () => {
    const [one, other] = await Promise.all([openStore('sqlite::memory:'), openStore('sqlite::memory:')]);
    await one.migrate();
    await other.migrate();
    const player = { name: 'Ada', nameKey: 'ada', visibility: 'everyone', createdAt: 1 } as const;
    assert.equal(await one.players.create({ ...player, id: 'ada' as never }), 'created');
    assert.equal(await other.players.create({ ...player, id: 'ada' as never }), 'created');
    await one.close();
    await other.close();
    assert.equal(existsSync(':memory:'), false);
  });
});

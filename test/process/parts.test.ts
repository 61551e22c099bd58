import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { PresenceWrite } from '../../server/domain/storage/writeQueue.ts';
import type { Given } from '../../server/parts/base.ts';
import { type Part, StartError, startParts, stopParts } from '../../server/process/parts.ts';
import { STOP_DEADLINE_MS } from '../../server/process/processGuards.ts';
import { lockFile } from '../../server/storage/databases/lockFile.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

/** Parts that record their calls; `broken` overrides their methods. */
function noted(names: string[], broken: Record<string, Partial<Part>> = {}) {
  const done: string[] = [];
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line).part) });
  const parts = names.map(
    (name): Part => ({
      name,
      start: () => void done.push(`+${name}`),
      stop: () => void done.push(`-${name}`),
      ...broken[name],
    }),
  );
  return { done, lines, log, parts };
}
const fail = (): never => {
  throw new Error('broken');
};

describe('the parts of the server', () => {
  it('G24 a part that fails to start is stopped with the earlier ones, last first', async () => {
    for (const start of [fail, () => Promise.reject(new Error('broken'))]) {
      const { done, log, parts } = noted(['a', 'b', 'c', 'd'], { c: { start } });
      await assert.rejects(startParts(parts, log), /^Error: broken$/);
      assert.deepEqual(done, ['+a', '+b', '-c', '-b', '-a']);
    }
  });

  it('G24 a refusal by the system gives one line that names the part', async () => {
    const start = () => Promise.reject(Object.assign(new Error('in use\nat line 7'), { code: 'EADDRINUSE' }));
    const { log, parts } = noted(['site'], { site: { start } });
    await assert.rejects(startParts(parts, log), new StartError('Foyer cannot start: site: in use'));
  });

  it('R30 a part that throws, rejects or hangs is logged, and the others stop', async () => {
    const stops = [fail, () => Promise.reject(new Error('broken')), () => new Promise(() => {})];
    for (const stop of stops) {
      const { done, lines, log, parts } = noted(['a', 'b', 'c'], { b: { stop, stopMs: 20 } });
      await stopParts(parts, log);
      assert.deepEqual([done, lines], [['-c', '-a'], ['b']]);
    }
  });
});

describe('the parts of Foyer', () => {
  /** Stores writes and records them. */
  const noting = () => {
    const store = memoryStore();
    const written: PresenceWrite[] = [];
    const writePresence = store.players.writePresence.bind(store.players);
    store.players.writePresence = (batch) => {
      written.push(...batch);
      return writePresence(batch);
    };
    return { store, written };
  };

  it('G24 a taken port gives one line, and everything already started is stopped', async () => {
    const { store } = noting();
    let closed = 0;
    const { close } = store;
    store.close = () => {
      closed += 1;
      return close.call(store);
    };
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const env = { PORT: String(port) };
    await assert.rejects(LobbyServer.start(env, { store }), /^StartError: Foyer cannot start: site: .*EADDRINUSE/);
    assert.equal(closed, 1);
    await new Promise((resolve) => taken.close(resolve));
    const server = await LobbyServer.start(env);
    assert.equal(server.app.port, port);
    await server.stop();
  });

  it('G24 a server that did not start, whichever part failed, leaves its SQLite file to the next', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'foyer-parts-')), 'foyer.db');
    const env = { DATABASE_URL: `sqlite:${path}`, REDIS_URL: undefined as never };
    const broken = (): never => {
      throw new Error('broken');
    };
    const failures: [what: string, given: Given][] = [
      ['while it is put together', { createHttp: broken }],
      ['as it listens', { createHttp: (options) => Object.assign(createHttp(options), { listen: broken }) }],
    ];
    for (const [what, given] of failures) {
      await assert.rejects(LobbyServer.start(env, given), /broken/, what);
      const unlock = await lockFile(path);
      unlock();
    }
  });

  it('R30 presence is stored, whichever part fails', async () => {
    for (let at = 0, count = 1; at < count; at++) {
      const { store, written } = noting();
      const server = await LobbyServer.start({}, { store });
      const { parts } = server.app;
      count = parts.length;
      const part = parts[at] as Part;
      const { id } = await server.join();
      const stop = part.stop?.bind(part);
      const isWriter = part.name === 'presence writes';
      part.stop = async () => {
        if (isWriter) await stop?.();
        throw new Error('broken');
      };
      await server.stop();
      assert.ok(
        written.some((write) => write.id === id),
        part.name,
      );
      if (!isWriter) await stop?.();
    }
  });

  it('R30 the deadlines of the earlier parts leave time to store presence', async () => {
    const server = await LobbyServer.start();
    const { parts } = server.app;
    const after = parts.slice(parts.findIndex(({ name }) => name === 'presence writes') + 1);
    const slow = after.filter(({ stopMs }) => stopMs !== undefined);
    assert.ok(slow.length > 0 && slow.reduce((sum, { stopMs = 0 }) => sum + stopMs, 0) < STOP_DEADLINE_MS - 1_000);
    await server.stop();
  });
});

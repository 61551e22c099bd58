import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SMALL_TALK } from '../../bots/habits.ts';
import { type Bots, startBots } from '../../bots/startBots.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

const MAIN = fileURLToPath(new URL('../../bots/main.ts', import.meta.url));

/** `npm run bots` and its output. */
function run(...args: string[]): { child: ChildProcess; out: () => string; code: Promise<number | null> } {
  const child = spawn(process.execPath, [MAIN, ...args]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const code = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  return { child, out: () => text, code };
}

describe('bots in a real lobby', () => {
  let server: LobbyServer;
  let bots: Bots | undefined;
  let child: ChildProcess | undefined;

  before(async () => {
    server = await LobbyServer.start({ LIMITS: 'off', RECONNECT_WINDOW_MS: '10000' });
  });
  after(() => server.stop());
  afterEach(async () => {
    child?.kill('SIGKILL');
    await bots?.stop();
    await eventually(() => sessions() === 0);
  });
  const sessions = () => server.app.lobby.localPlayers.numbers().sessions;

  it('B1 bots arrive over time under different names', async () => {
    const watcher = new FollowedClient(server.url);
    watcher.client.start();
    await eventually(() => watcher.count('welcomed') === 1);
    const since = performance.now();
    bots = startBots({ count: 10, url: server.url, churn: 0, seed: 11 });
    await eventually(() => bots?.stats().joins === 10);
    assert.ok(performance.now() - since >= 400, 'ten at 20 a second');
    await eventually(() => watcher.rows.size === 11);
    await watcher.client.leave();
    assert.ok([...watcher.rows.values()].some(({ name }) => /[^\p{Script=Latin}\p{N} ]/u.test(name)));
  });

  it('B2 bots change status, rename, drop and return without one error', async () => {
    const watcher = new FollowedClient(server.url);
    watcher.client.start();
    bots = startBots({ count: 15, url: server.url, churn: 40, seed: 12, arrivalsPerS: 100, pace: 60 });
    const seen = () => {
      const rows = watcher.events.flatMap((event) => (event.type === 'rosterChanged' ? event.updated : []));
      return { statuses: new Set(rows.map(({ status }) => status)), rows };
    };
    const hasRenamed = () => {
      const nameOf = new Map<string, string>();
      return watcher.events.some(
        (event) =>
          event.type === 'rosterChanged' &&
          [...event.added, ...event.updated].some(({ id, name }) => {
            const before = nameOf.get(id);
            nameOf.set(id, name);
            return before !== undefined && before !== name;
          }),
      );
    };
    await eventually(() => {
      const { resumes, drops, leaves, joins } = bots?.stats() ?? assert.fail();
      assert.ok(resumes > 0 && drops > 0 && leaves > 0 && joins > 15, 'departures');
      for (const status of ['busy', 'away', 'online'] as const) assert.ok(seen().statuses.has(status), status);
      assert.ok(hasRenamed(), 'renamed');
    }, 15_000);
    assert.equal(bots.stats().errors, 0);
    await watcher.client.leave();
  });

  it('B12 bots that come and go chat in the shard now and then, and bots without churn do not', async () => {
    const watcher = new FollowedClient(server.url);
    watcher.client.start();
    await eventually(() => watcher.count('welcomed') === 1);
    bots = startBots({ count: 20, url: server.url, churn: 0, seed: 16, arrivalsPerS: 200, pace: 500 });
    const changes = () => watcher.count('rosterChanged');
    await eventually(() => changes() > 20, 15_000);
    assert.equal(watcher.count('chatReceived'), 0);
    await bots.stop();
    bots = startBots({ count: 20, url: server.url, churn: 1, seed: 16, arrivalsPerS: 200, pace: 500 });
    await eventually(() => assert.ok(watcher.count('chatReceived') > 2), 15_000);
    const said = watcher.events.flatMap((event) => (event.type === 'chatReceived' ? event.payload : []));
    for (const { channel, text } of said) {
      assert.equal(channel, 'shard');
      assert.ok((SMALL_TALK as readonly string[]).includes(text), text);
    }
    assert.equal(bots.stats().errors, 0);
    await watcher.client.leave();
  });

  it('B3 churn takes its percentage each second, and the bots come back', async () => {
    bots = startBots({ count: 20, url: server.url, churn: 20, seed: 13, arrivalsPerS: 200, pace: 100 });
    const gone = () => {
      const { drops, leaves } = bots?.stats() ?? assert.fail();
      return drops + leaves;
    };
    await eventually(() => gone() >= 4);
    await eventually(() => gone() >= 8);
    assert.ok(gone() <= 12, `${gone()}`);
    await eventually(() => bots?.stats().online === 20);
  });

  it('B5 stopping says goodbye for every bot, even those that had dropped', async () => {
    bots = startBots({ count: 12, url: server.url, churn: 50, seed: 14, arrivalsPerS: 200 });
    await eventually(() => (bots?.stats().dropped ?? 0) > 0);
    await bots.stop();
    const { online, dropped, outside } = bots.stats();
    assert.deepEqual({ online, dropped, outside }, { online: 0, dropped: 0, outside: 12 });
    // Well inside the window of 10 s, so no session is held.
    await eventually(() => sessions() === 0, 2_000);
  });

  it('B8 the counts match the server’s', async () => {
    bots = startBots({ count: 10, url: server.url, churn: 0, seed: 15, arrivalsPerS: 200, pace: 60 });
    await eventually(() => bots?.stats().joins === 10);
    await eventually(() => {
      const { online, away, dropped, outside } = bots?.stats() ?? assert.fail();
      const { playersByStatus } = server.app.lobby.localPlayers.numbers();
      assert.deepEqual({ online, dropped, outside }, { online: 10, dropped: 0, outside: 0 });
      assert.ok(away > 0);
      assert.equal(away, playersByStatus.away);
    }, 10_000);
  });

  it('B5 the command exits with code 0 on Ctrl-C, with every bot gone', async () => {
    const command = run('--count', '5', '--url', server.url, '--churn', '0', '--seed', '16');
    child = command.child;
    await eventually(() => sessions() === 5, 10_000);
    child.kill('SIGINT');
    assert.equal(await command.code, 0, command.out());
    assert.match(command.out(), /^5 bots go to .*seed 16/);
    // The server may have placed the last bot just before the bot counted it.
    assert.match(command.out(), /All have left: [45] joins, 0 resumes, 0 errors/);
    await eventually(() => sessions() === 0, 2_000);
  });

  it('B7 the command reports an error in one line', async () => {
    const bad = run('--count', 'many');
    child = bad.child;
    assert.equal(await bad.code, 2);
    assert.equal(bad.out().trim().split('\n').length, 1);
    const absent = run('--url', 'http://127.0.0.1:1');
    child = absent.child;
    assert.equal(await absent.code, 1);
    assert.match(absent.out(), /^No lobby answers at http:\/\/127\.0\.0\.1:1: [^\n]*\n$/);
  });
});

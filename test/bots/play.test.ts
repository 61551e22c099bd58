import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Bots, startBots } from '../../bots/startBots.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

const MAIN = fileURLToPath(new URL('../../bots/main.ts', import.meta.url));
const ENV = { LIMITS: 'off', RECONNECT_WINDOW_MS: '10000' };

describe('bots that play in a real lobby', () => {
  let server: LobbyServer;
  let bots: Bots | undefined;
  let child: ChildProcess | undefined;

  afterEach(async () => {
    child?.kill('SIGKILL');
    await bots?.stop();
    await server.stop();
  });

  it('B9 B10 bots play, drop, reload and leave, and the audit finds nothing', async () => {
    server = await LobbyServer.start(ENV);
    const options = { count: 12, churn: 5, seed: 21, play: true, arrivalsPerS: 100, pace: 14 };
    bots = startBots({ ...options, url: server.url });
    const { finish, stats, ledger } = bots;
    const ended = () => [...(ledger?.matches.values() ?? [])].filter(({ hasEnded }) => hasEnded);
    await eventually(() => assert.ok(ended().length >= 8, `${ended().length}`), 60_000);
    assert.deepEqual(await finish(), []);
    assert.ok([...(ledger?.waits.values() ?? [])].some(({ count }) => count > 0));
    assert.equal(stats().errors, 0);
    // Compares with the server's own records.
    const [{ matchId } = assert.fail()] = ended();
    assert.ok(await server.app.store.matches.find(matchId));
  });

  it('B11 the command reports lost and stranded bots, and exits with code 3', async () => {
    const store = memoryStore();
    // A server that loses every result and keeps players in their matches.
    store.matches.record = async () => undefined;
    server = await LobbyServer.start(ENV, { store });
    const { localPlayers } = server.app.lobby;
    const setPlayStatus = localPlayers.setPlayStatus.bind(localPlayers);
    const stuck = new Set<string>();
    localPlayers.setPlayStatus = (id, playStatus) => {
      if (playStatus === 'playing' && stuck.size === 0) stuck.add(id);
      setPlayStatus(id, stuck.has(id) ? 'playing' : playStatus);
    };
    const run = '--play --count 6 --churn 0 --seed 22 --pace 20 --minutes 0.05'.split(' ');
    child = spawn(process.execPath, [MAIN, '--url', server.url, ...run]);
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 3, out);
    assert.match(out, /^ {2}noResult: /m);
    assert.match(out, /^ {2}leftOver: .* is still playing$/m);
    assert.match(out, /^AUDIT FAILED: /m);
  });
});

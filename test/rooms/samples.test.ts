import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/services/freePort.ts';
import type { Game } from '../../server/games/list.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { PlayersPage } from '../../shared/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { MatchServer, playerSeat } from '../support/matchServer.ts';
import { importSample, SAMPLE_PAGES, type Sample, samplesOf } from '../support/samples.ts';

const RUN = fileURLToPath(new URL('../support/runSample.ts', import.meta.url));
const WAIT_MS = 30_000;

/** A sample in a process of its own. */
class Running {
  output = '';
  errors = '';
  readonly #child: ChildProcess;

  constructor({ page, at }: Sample, url: string) {
    this.#child = spawn(process.execPath, [RUN, page, String(at), url], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  says(text: string): Promise<unknown> {
    return eventually(() => assert.ok(this.output.includes(text), `${text}\n${this.output}${this.errors}`), WAIT_MS);
  }

  /** The SDK warns on the error stream, and of its reconnections on the other. */
  isQuiet(): void {
    assert.equal(this.errors, '');
    assert.doesNotMatch(this.output, /colyseus/i);
    assert.equal(this.#child.exitCode, null);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exited;
  }
}

describe('the samples of the pages', () => {
  const all = SAMPLE_PAGES.flatMap(samplesOf);
  const running: Running[] = [];
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    for (const each of running.splice(0)) await each.end();
    await stop?.();
    stop = undefined;
  });
  const run = (sample: Sample, url: string): Running => {
    const child = new Running(sample, url);
    running.push(child);
    return child;
  };
  const sampleOf = (page: string, word: string): Sample => {
    const found = all.filter((sample) => sample.page === page && sample.code.includes(word));
    assert.equal(found.length, 1, `${page} has one sample with ${word}`);
    return found[0] as Sample;
  };

  it('A27 there is a test here for each sample of each page', () => {
    assert.deepEqual(
      all.map(({ page, isGame }) => `${page} ${isGame}`),
      [
        'README.md true',
        'README.md false',
        'docs/your-client.md false',
        'docs/your-client.md false',
        'docs/your-game.md true',
      ],
    );
  });

  it('A27 the games of the pages are played to their ends', async () => {
    const games = await Promise.all(
      all
        .filter(({ isGame }) => isGame)
        .map(async (sample) => Object.entries(await importSample(sample))[0] ?? assert.fail()),
    );
    const server = await MatchServer.start(
      {},
      games.map(([name, Game]) => ({ room: name, Game: Game as Game['Game'] })),
    );
    stop = () => server.stop();
    for (const [name] of games) {
      const id = await server.open(name, { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
      const ada = await server.enter(id, 'ada');
      const ben = await server.enter(id, 'ben');
      if (name === 'FirstPressRoom') await ben.room.request('press', {});
      await eventually(() => assert.ok(ada.last('matchEnded')));
      const places = server.results.get(id)?.ranking.map(({ place }) => place);
      assert.deepEqual(
        name === 'FirstPressRoom' ? places : places?.toSorted(),
        name === 'FirstPressRoom' ? [2, 1] : [1, 2],
      );
    }
    const id = await server.open('FirstPressRoom', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
    await server.enter(id, 'ada');
    const ben = await server.enter(id, 'ben');
    await ben.room.leave();
    await server.hears(id, 'finished ada:1 ben:2!');
    assert.deepEqual(server.failures, []);
  });

  for (const [page, word, mode] of [
    ['README.md', 'cycles-duel', 'cycles-duel'],
    ['docs/your-client.md', 'rematchUpdated', 'connect-four'],
  ] as const) {
    it(`A27 two clients of ${page} meet in a match, without a word on the console but their own`, async () => {
      const server = await LobbyServer.start({ HEARTBEAT_MS: '15000', LIMITS: 'off' });
      stop = () => server.stop();
      const clients = [1, 2].map(() => run(sampleOf(page, word), server.url));
      const listed = async () => (await server.get<{ matches: MatchRow[] }>('/api/matches')).matches;
      await eventually(
        async () =>
          assert.deepEqual(
            (await listed()).map((row) => [row.mode, row.state]),
            [[mode, 'playing']],
          ),
        WAIT_MS,
      );
      for (const client of clients) await client.says('running');
      for (const client of clients) client.isQuiet();
    });
  }

  it('A27 the client of the page comes back after a restart, as the same player with the same status', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'foyer-samples-'));
    const env = {
      PORT: String(await freePort()),
      ...{ DATABASE_URL: `sqlite:${dir}/foyer.db`, JWT_SECRET: 'a secret of this test and of no other' },
    };
    let server = await LobbyServer.start(env);
    stop = async () => {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    };
    const client = run(sampleOf('docs/your-client.md', 'moved'), server.url);
    const rows = async () => (await server.get<PlayersPage>('/api/players')).players;
    const shown = () =>
      eventually(async () => {
        const [row] = await rows();
        assert.equal(row?.status, 'busy', client.errors);
        return row;
      }, WAIT_MS);
    const before = await shown();
    await server.stop();
    server = await LobbyServer.start(env);
    assert.equal((await shown()).id, before.id);
    client.isQuiet();
  });
});

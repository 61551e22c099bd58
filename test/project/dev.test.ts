/** `npm run dev` as a developer runs it, on free ports and with its own database. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { freePort } from '../../scripts/services/freePort.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('npm run dev', () => {
  let dev: Dev;
  let url: string;

  before(async () => {
    dev = await Dev.start();
    url = dev.url;
  });
  after(() => dev.kill());

  it('A15 npm run dev serves the page with hot reload, and the API, on one port', async () => {
    const page = await fetch(`${url}/`, { headers: { accept: 'text/html' } });
    assert.match(await page.text(), /\/@vite\/client/);
    const stats = (await (await fetch(`${url}/api/stats`)).json()) as { online: number };
    assert.equal(stats.online, 0);
  });

  it('WP18 the developed page has its service worker, with its words', async () => {
    const answer = await fetch(`${url}/serviceWorker.js`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/);
    const source = await answer.text();
    assert.match(source, /^const WORDS = \{"en":.*Match gefunden/);
    assert.match(source, /addEventListener\('push'/);
  });

  it('W96 the developed page gets the same Phaser as the built one, in two pieces', async () => {
    const textOf = async (path: string) => (await fetch(url + path)).text();
    const phaserOf = async (path: string) =>
      /from "([^"]*phaser[^"]*)"/.exec(await textOf(path))?.[1] ?? assert.fail(path);
    const entry = await phaserOf('/scenes/LobbyScene.ts');
    const lobby = await textOf(await phaserOf(entry));
    assert.match(lobby, /phaser\/src\/core\/Game\.js/);
    assert.doesNotMatch(
      lobby,
      /phaser\/src\/(physics|tilemaps|sound|tweens\/TweenManager|gameobjects\/text)|phaser\/dist/,
    );
    const games = await textOf(await phaserOf('/games/connect-four/ConnectFourScene.ts'));
    assert.match(games, /phaser\/src\/gameobjects\/text\/TextFactory\.js/);
    assert.doesNotMatch(games, /phaser\/src\/(core\/Game\.js|physics|tilemaps)/);
  });

  it('A15 npm run dev carries the sockets of hot reload and of rooms', async () => {
    const client = await (await fetch(`${url}/@vite/client`)).text();
    const token = /wsToken = "([^"]+)"/.exec(client)?.[1];
    const hot = new WebSocket(`${url.replace('http', 'ws')}/?token=${token}`, 'vite-hmr', { origin: url });
    const [first] = (await once(hot, 'message')) as [Buffer];
    hot.terminate();
    assert.deepEqual(JSON.parse(first.toString()), { type: 'connected' });

    const player = await joined(url);
    assert.deepEqual([...player.rows.keys()], [player.id]);
    await player.client.leave();
  });

  it('A15 a socket of another site is refused', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/process/room?sessionId=1`, {
      origin: 'http://evil.test',
    });
    const [error] = (await once(socket, 'error')) as [Error];
    assert.match(error.message, /403/);
  });

  it('A16 a changed server file restarts the server, and players come back by themselves', async () => {
    const player = await joined(url);
    const before = dev.starts;
    utimesSync(`${ROOT}server/main.ts`, new Date(), new Date());
    await eventually(() => dev.starts > before, 25_000);
    await eventually(() => player.count('welcomed') === 2, 15_000);
    assert.equal((await fetch(`${url}/api/stats`)).status, 200);
    await player.client.leave();
  });

  it('A17 npm run dev exits with 0 on SIGINT, even on two of them, and leaves nothing running', async () => {
    assert.equal(await dev.end('SIGINT', 'SIGINT'), 0, dev.output);
    await assert.rejects(fetch(`${url}/healthz`));
    assert.equal(dev.isAnythingLeft, false);
  });

  it('A17 npm run dev exits with 0 on SIGTERM, and leaves nothing running', async () => {
    const other = await Dev.start();
    try {
      assert.equal(await other.end('SIGTERM'), 0, other.output);
      assert.equal(other.isAnythingLeft, false);
    } finally {
      other.kill();
    }
  });
});

class Dev {
  readonly url: string;
  output = '';
  readonly #child: ChildProcess;

  constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, ['scripts/dev.ts'], {
      cwd: ROOT,
      env: { ...process.env, PORT: `${port}`, HOST: '127.0.0.1', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so leftovers can be found and ended.
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
  }

  static async start(): Promise<Dev> {
    const port = await freePort();
    const dev = new Dev(port);
    await eventually(() => dev.output.includes(`Foyer is open: http://localhost:${port}`), 30_000);
    return dev;
  }

  /** How often its server was started. */
  get starts(): number {
    return this.output.split('the lobby is open').length - 1;
  }

  get isAnythingLeft(): boolean {
    try {
      return process.kill(-Number(this.#child.pid), 0);
    } catch {
      return false;
    }
  }

  async end(...signals: NodeJS.Signals[]): Promise<number | null> {
    const exited = once(this.#child, 'exit');
    for (const signal of signals) this.#child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  kill(): void {
    if (this.isAnythingLeft) process.kill(-Number(this.#child.pid), 'SIGKILL');
  }
}

async function joined(url: string): Promise<FollowedClient> {
  const player = new FollowedClient(url);
  player.client.start();
  await eventually(() => player.count('welcomed') === 1 && player.rows.size > 0, 10_000);
  return player;
}

/** The screen without a lobby (test/story), built once a process and served on loopback. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const CONFIG = fileURLToPath(new URL('../story/vite.config.ts', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

let built: Promise<string> | undefined;

/** The folder is deleted when the process exits. */
async function buildStory(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'foyer-story-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  await build({ configFile: CONFIG, logLevel: 'error', build: { outDir: dir, emptyOutDir: true } });
  return dir;
}

export class StoryServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<StoryServer> {
    built ??= buildStory();
    const dir = await built;
    const server = createServer((req, res) => {
      const asked = normalize(new URL(req.url ?? '/', 'http://story').pathname);
      const path = asked === '/' ? '/index.html' : asked;
      try {
        const body = readFileSync(join(dir, path));
        res.setHeader('Cache-Control', 'max-age=3600');
        res.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream').end(body);
      } catch {
        res.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new StoryServer(server);
  }

  /** `query`: see test/story/main.ts. */
  url(query: Record<string, string | number> = {}): string {
    const { port } = this.#server.address() as AddressInfo;
    const options = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return `http://127.0.0.1:${port}/?${options}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

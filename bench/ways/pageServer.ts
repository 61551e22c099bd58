/**
 * The client for the pages of this bench: by Vite, unbuilt, so that each module is a script of its own. Serves as long as
 * the bench runs; the server behind it may change. Caches in a folder of its own, which goes with it.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVite } from '../../scripts/devClient.ts';

export type PageServer = {
  url: string;
  /** The file that the script at the URL was made of. */
  fileOf(url: string): Promise<string | undefined>;
  stop(): Promise<void>;
};

export async function startPageServer(serverPort: number): Promise<PageServer> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-ways-'));
  // Also where the bench is interrupted.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const http = createServer();
  const vite = await startVite(http, serverPort, {
    cacheDir: folder,
    // The usual loader writes beside the dependencies.
    configLoader: 'native',
    // A server that ends says so by broken sockets, which are no errors here.
    logLevel: 'silent',
    // Nothing may be replaced while it is measured; and the dependencies may lie in another folder.
    server: { watch: null, fs: { strict: false } },
  });
  http.on('request', vite.middlewares).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url,
    async fileOf(script) {
      if (!script.startsWith(`${url}/`)) return undefined;
      const module = await vite.environments.client.moduleGraph.getModuleByUrl(script.slice(url.length));
      return module?.file ?? undefined;
    },
    async stop() {
      http.close();
      http.closeAllConnections();
      await vite.close();
    },
  };
}

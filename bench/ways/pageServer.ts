/**
 * Serves the unbuilt client through Vite, so each module is a script of its own. It runs as long as the bench, while
 * the server behind it may change. Its cache is a temporary folder.
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
  /** The source file of the script at the URL. */
  fileOf(url: string): Promise<string | undefined>;
  stop(): Promise<void>;
};

export async function startPageServer(serverPort: number): Promise<PageServer> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-ways-'));
  // Covers an interrupted bench too.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const http = createServer();
  const vite = await startVite(http, serverPort, {
    cacheDir: folder,
    // The default loader writes beside the dependencies.
    configLoader: 'native',
    // A stopping server breaks its sockets, which Vite would log as errors.
    logLevel: 'silent',
    // Nothing may reload during a measurement, and the dependencies may live outside the root.
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

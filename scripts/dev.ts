/**
 * `npm run dev`: one port for everything. Vite serves the client and swaps changed modules. Requests for the lobby
 * server go to a child process, which restarts when one of its files changes; they wait meanwhile, and clients
 * reconnect by themselves.
 *
 * The browser's Host and Origin reach the server unchanged, so its guards hold as in `npm start`. The server trusts
 * this proxy for the client's address. Listens on this machine only, unless HOST is set.
 */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError, readConfig } from '../server/config.ts';
import { startVite } from './devClient.ts';
import { startDevServer } from './devServer.ts';
import { freePort } from './services/freePort.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  await run(readConfig());
  process.exit();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const signalled = new Promise<true>((resolve) => {
    // Ctrl-C arrives twice, from the terminal and from npm; the second must not interrupt the shutdown.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve(true));
  });
  const http = createHttpServer();
  const serverPort = await freePort();
  const vite = await startVite(http, serverPort);
  http.on('request', vite.middlewares).listen(config.PORT, process.env.HOST || 'localhost');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const server = startDevServer(ROOT, serverPort, port, {
    ...process.env,
    TRUSTED_PROXIES: [...config.TRUSTED_PROXIES, '127.0.0.1'].join(','),
  });

  const isWanted = await Promise.race([signalled, server.ended.then(() => false)]);
  http.close();
  http.closeAllConnections();
  await Promise.all([vite.close(), server.stop()]);
  if (!isWanted) throw new Error('The server could not be watched any longer: see the lines above.');
}

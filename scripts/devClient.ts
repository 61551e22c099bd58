/** Vite for `npm run dev`: serves the client module by module and proxies the rest to the lobby server. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer as createVite, type InlineConfig, type ProxyOptions, type ViteDevServer } from 'vite';
import { whenOpen } from './devServer.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUTES = '^/(auth|api|matchmake|monitor|metrics|healthz|readyz)([/?]|$)';
/** `/<processId>/<roomId>`; Vite's own socket is at `/` and has no session. */
const ROOMS = '^/[\\w-]+/[\\w-]+\\?(.*&)?sessionId=';

/** Requests wait for a restarting server. `own`: overrides of the configuration. */
export function startVite(http: Server, serverPort: number, own: InlineConfig = {}): Promise<ViteDevServer> {
  const toServer: ProxyOptions = {
    target: `http://127.0.0.1:${serverPort}`,
    changeOrigin: false,
    xfwd: true,
    bypass: () => whenOpen(serverPort),
  };
  return createVite({
    root: join(ROOT, 'client'),
    configFile: join(ROOT, 'vite.config.ts'),
    appType: 'spa',
    clearScreen: false,
    ...own,
    server: {
      middlewareMode: { server: http },
      hmr: { server: http },
      proxy: { [ROUTES]: toServer, [ROOMS]: { ...toServer, ws: true } },
      ...own.server,
    },
  });
}

/** Stand-ins for lobby servers behind a load balancer. They report their name and each request, and fail on demand. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { freePort } from '../../scripts/services/freePort.ts';

/** RFC 6455, section 1.3. */
const OF_WEBSOCKETS = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export type Answer = { name: string; path: string; headers: Record<string, string | string[]> };

export class FakeServer {
  readonly name: string;
  isReady = true;
  isHealthy = true;
  /** Cuts connections of all requests but health checks. */
  isCutting = false;
  /** A path answered with 404, and one with 503. */
  missing = '';
  refused = '';
  /** `METHOD path` of all requests but health checks. */
  heard: string[] = [];
  port = 0;
  #http: Server | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Does nothing if it is open. */
  async open(): Promise<void> {
    if (this.#http) return;
    this.port ||= await freePort();
    this.#http = createServer((req, res) => {
      if (req.url === '/readyz') return void res.writeHead(this.isReady ? 200 : 503).end();
      if (req.url === '/healthz') return void res.writeHead(this.isHealthy ? 200 : 500).end();
      this.heard.push(`${req.method} ${req.url}`);
      if (this.isCutting) return void req.socket.destroy();
      if (req.url === this.missing) res.statusCode = 404;
      if (req.url === this.refused) res.statusCode = 503;
      res.end(JSON.stringify(this.#answer(req)));
    });
    this.#http.on('upgrade', (req, socket: Socket) => {
      this.heard.push(`upgrade ${req.url}`);
      const accept = createHash('sha1').update(`${req.headers['sec-websocket-key']}${OF_WEBSOCKETS}`).digest('base64');
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.on('error', () => undefined).on('end', () => socket.end());
      socket.on('data', (data) => socket.write(`${this.name} ${data}`));
    });
    this.#http.listen(this.port, '127.0.0.1');
    await once(this.#http, 'listening');
  }

  /** Accepts no more connections; upgraded sockets go on. */
  async close(): Promise<void> {
    this.#http?.close();
    this.#http?.closeAllConnections();
    this.#http = undefined;
  }

  #answer(req: IncomingMessage): Answer {
    const headers: Record<string, string | string[]> = {};
    for (const [name, values] of Object.entries(req.headersDistinct)) headers[name] = values ?? [];
    return { name: this.name, path: req.url ?? '', headers };
  }
}

/** What load balancers, proxies and probes of other people send. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { OWN_PATHS } from '../../server/config.ts';
import { PASSWORD } from '../support/admin.ts';
import { rawRequest, startHttp, statusOf, type TestServer } from '../support/httpServer.ts';

/** Every request here ends its connection. */
const PATIENCE_MS = 20_000;

describe('other people’s networks', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp({
      PUBLIC_ADDRESS: 'lobby.test/p1',
      ADMIN_PASSWORD: PASSWORD,
      ALLOWED_ORIGINS: ['https://*.example.com', 'capacitor://localhost'],
      TRUSTED_PROXIES: ['127.0.0.1'],
    });
  });
  after(() => server.stop());

  /** Lines of a head; the answer's status. */
  const status = async (...lines: string[]): Promise<number> =>
    statusOf(await rawRequest(server.port, `${lines.join('\r\n')}\r\n\r\n`, PATIENCE_MS));

  const TARGETS: [method: string, target: string, status: number][] = [
    ...['/healthz', '/readyz', '/healthz?probe=1', '/api/stats'].flatMap((target): [string, string, number][] => [
      ['GET', target, 200],
      ['HEAD', target, 200],
      ['OPTIONS', target, 204],
    ]),
    ['OPTIONS', '/', 204],
    ['OPTIONS', '*', 204],
  ];
  const HEADS: Record<string, (method: string, target: string) => string[]> = {
    'HTTP/1.1': (method, target) => [`${method} ${target} HTTP/1.1`, 'Host: 10.0.0.5:2567', 'Connection: close'],
    'HTTP/1.1 with an IPv6 host': (method, target) => [
      `${method} ${target} HTTP/1.1`,
      'Host: [fd00::5]:2567',
      'Connection: close',
    ],
    'HTTP/1.1 without Host': (method, target) => [`${method} ${target} HTTP/1.1`, 'Connection: close'],
    'HTTP/1.1 with an empty Host': (method, target) => [`${method} ${target} HTTP/1.1`, 'Host:', 'Connection: close'],
    'HTTP/1.0': (method, target) => [`${method} ${target} HTTP/1.0`],
    'HTTP/1.0 with Host': (method, target) => [`${method} ${target} HTTP/1.0`, 'Host: lobby.test'],
  };
  for (const [kind, head] of Object.entries(HEADS)) {
    it(`G28 probes in ${kind} are answered`, async () => {
      for (const [method, target, expected] of TARGETS)
        assert.equal(await status(...head(method, target)), expected, `${method} ${target}`);
    });
  }

  it('G28 what acts, or opens a socket, names its host', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    assert.equal(await status('POST /auth/anonymous HTTP/1.1', 'Connection: close'), 400);
    assert.equal(await status('POST /auth/anonymous HTTP/1.0'), 400);
    assert.equal(await status('GET /a/b?sessionId=x HTTP/1.1', ...upgrade, key), 400);
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers, redirect: 'manual' });

  it('G29 behind the path of PUBLIC_ADDRESS, left or taken away by a proxy, everything is found', async () => {
    const admin = { Authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` };
    for (const prefix of ['', '/p1']) {
      for (const [path, expected] of [
        ['/healthz', 200],
        ['/api/stats', 200],
        ['/api/nothing', 404],
        ['/monitor/', 200],
        ['/', 503],
      ] as const)
        assert.equal((await get(prefix + path, admin)).status, expected, prefix + path);
      const reservation = await fetch(`${server.url}${prefix}/matchmake/joinOrCreate/small`, { method: 'POST' });
      assert.equal(((await reservation.json()) as { error: string }).error, 'auth/required', prefix);
    }
    for (const path of ['/p2/healthz', '/p1x/healthz', '/p1/p1/healthz', '/P1/healthz'])
      assert.equal((await get(path)).status, 404, path);
  });

  it('E8 the paths that PUBLIC_ADDRESS may not begin with are those of all routes', () => {
    const first = new Set(server.routes.map(({ path }) => path.split('/')[1] ?? ''));
    // Files of the page, which stand beside its index.
    const files = [...first].filter((name) => name === '' || name.includes('.') || name.startsWith('*'));
    assert.deepEqual(
      [...first].filter((name) => !files.includes(name) && !OWN_PATHS.includes(name)),
      [],
    );
  });

  it('G29 a socket is found behind the path as a request is', async () => {
    const upgrade = ['Host: lobby.test', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    const opened = async (path: string) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(`${[`GET ${path} HTTP/1.1`, ...upgrade, key].join('\r\n')}\r\n\r\n`);
      const [head] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return statusOf(head.toString());
    };
    for (const path of ['/a/b?sessionId=x', '/p1/a/b?sessionId=x']) assert.equal(await opened(path), 101, path);
    for (const path of ['/p1/p1/a/b', '/p2/a/b']) assert.equal(await opened(path), 404, path);
  });

  it('G29 without its last slash a page leads to the one with it, wherever the proxy shows it', async () => {
    const admin = { Authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` };
    for (const [path, shown, leadsTo] of [
      ['/monitor', '/monitor', '/monitor/'],
      ['/monitor', '/p1/monitor', '/p1/monitor/'],
      ['/p1/monitor?a=1', '/p1/monitor?a=1', '/p1/monitor/?a=1'],
      ['/p1', '/p1', '/p1/'],
      ['/p1?plain', '/p1?plain', '/p1/?plain'],
    ] as const) {
      const answer = await get(path, admin);
      assert.equal(answer.status, 302, path);
      const location = answer.headers.get('location') ?? assert.fail();
      assert.equal(String(new URL(location, `https://lobby.test${shown}`)), `https://lobby.test${leadsTo}`);
    }
  });

  const ORIGINS: [origin: string, host: string, status: number][] = [
    ['https://lobby.test', 'lobby.test', 200],
    ['http://LOBBY.test', 'lobby.test', 200],
    ['https://a.example.com', 'lobby.test', 200],
    ['capacitor://localhost', 'lobby.test', 200],
    // Not a page of ours, though its host has the name of ours.
    ['evil://lobby.test', 'lobby.test', 403],
    // A proxy that puts its backend's name into Host.
    ['https://lobby.test', '127.0.0.1:2567', 403],
    ['https://lobby.test:8443', 'lobby.test', 403],
    ['https://evil.test', 'lobby.test', 403],
  ];
  it('G30 a page of another origin is refused with code, Origin and Host in the log', async () => {
    for (const [origin, host, expected] of ORIGINS) {
      server.clock.advance(60_000);
      server.logged.length = 0;
      const head = [`Host: ${host}`, `Origin: ${origin}`, 'Content-Length: 0', 'Connection: close'];
      assert.equal(await status('POST /auth/anonymous HTTP/1.1', ...head), expected, `${origin} at ${host}`);
      const lines = server.logged.filter((line) => line.origin !== undefined);
      const facts = lines.map(({ code, origin: of, host: at }) => ({ code, origin: of, host: at }));
      assert.deepEqual(facts, expected === 200 ? [] : [{ code: 'request/notAllowed', origin, host }]);
      for (const { msg } of lines) assert.match(String(msg), /ALLOWED_ORIGINS/);
    }
  });

  it('G30 a forwarded host that is none is no error', async () => {
    const head = ['Host: lobby.test', 'Origin: https://lobby.test', 'X-Forwarded-Host: a b', 'Content-Length: 0'];
    assert.equal(await status('POST /auth/anonymous HTTP/1.1', ...head, 'Connection: close'), 403);
  });

  it('G31 what a trusted proxy writes in the place of an address is logged', async () => {
    server.clock.advance(60_000);
    server.logged.length = 0;
    await get('/healthz', { 'X-Forwarded-For': 'unknown, 203.0.113.9' });
    assert.deepEqual(
      server.logged.filter(({ entry }) => entry !== undefined),
      [],
    );
    await get('/healthz', { 'X-Forwarded-For': '203.0.113.9, 10.0.0.1:http' });
    assert.equal(server.logged.find(({ entry }) => entry !== undefined)?.entry, ' 10.0.0.1:http');
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_OPTIONS } from '../../server/http/guard.ts';
import { ADMIN, PASSWORD } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { closedAfter, rawRequest, startHttp, statusOf, type TestServer } from '../support/httpServer.ts';
import { oddHeads } from '../support/oddHeads.ts';

const HOST = 'Host: 127.0.0.1\r\n';
const HEAD = `${HOST}Connection: close\r\n`;
const UPGRADE = `${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n`;

describe('the guard', () => {
  let server: TestServer;
  let fault: unknown;
  const throwFault = (): void => {
    if (fault) throw fault;
  };
  before(async () => {
    server = await startHttp({ PUBLIC_ADDRESS: 'lobby.test/p1', ADMIN_PASSWORD: PASSWORD });
    server.http.prependListener('request', throwFault).prependListener('upgrade', throwFault);
  });
  after(() => server.stop());
  beforeEach(() => {
    fault = undefined;
  });

  const raw = (head: string, body = ''): Promise<string> => rawRequest(server.port, `${head}\r\n${body}`);
  const errorOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)).error;

  it('G1 invalid heads change nothing, and the server survives', async () => {
    const ended: unknown[] = [];
    const note = (error: unknown): void => void ended.push(error);
    process.on('unhandledRejection', note);
    const rejections = process.listeners('unhandledRejection').filter((listener) => listener !== note);
    for (const listener of rejections) process.off('unhandledRejection', listener);
    try {
      const heads = oddHeads();
      assert.ok(heads.length > 200);
      const answers = await Promise.all(heads.map((head) => rawRequest(server.port, Buffer.from(head, 'latin1'), 400)));
      answers.forEach((answer, i) => {
        const status = answer === '' ? 0 : statusOf(answer);
        assert.notEqual(status, 500, `${heads[i]?.slice(0, 200)} gave ${answer}`);
      });
      assert.deepEqual(ended, []);
      assert.deepEqual([...(await server.metrics.errors.get()).values], []);
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      assert.equal(({} as Record<string, unknown>).x, undefined);
      const rooms = (await (
        await fetch(`${server.url}/monitor/api`, { headers: { ...ADMIN, 'Sec-Fetch-Site': 'same-origin' } })
      ).json()) as { rooms: unknown[] };
      assert.deepEqual(rooms.rooms, []);
    } finally {
      for (const listener of rejections) process.on('unhandledRejection', listener);
      process.off('unhandledRejection', note);
    }
  });

  it('G1 each kind of invalid head has its plain answer', async () => {
    const cases: [string, number, string][] = [
      [`TRACE / HTTP/1.1\r\n${HEAD}`, 405, 'request/notAllowed'],
      [`DELETE /api/players HTTP/1.1\r\n${HEAD}`, 405, 'request/notAllowed'],
      [`GET //evil.test HTTP/1.1\r\n${HEAD}`, 400, 'request/invalid'],
      [`GET http://evil.test/ HTTP/1.1\r\n${HEAD}`, 400, 'request/invalid'],
      [`GET /% HTTP/1.1\r\n${HEAD}`, 400, 'request/invalid'],
      [`GET / HTTP/1.1\r\nHost: a b\r\n`, 400, 'request/invalid'],
      [`GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n`, 400, 'request/invalid'],
      [`GET /${'a'.repeat(5_000)} HTTP/1.1\r\n${HEAD}`, 414, 'request/tooLarge'],
    ];
    for (const [head, status, error] of cases) {
      const answer = await raw(head);
      assert.deepEqual([statusOf(answer), errorOf(answer)], [status, error], head.slice(0, 80));
    }
  });

  it('G2 a body needs a length, at most 16 KB, JSON, and a route that takes one', async () => {
    const post = (lines: string, body = ''): Promise<string> =>
      raw(`POST /auth/anonymous HTTP/1.1\r\n${HEAD}${lines}`, body);
    const json = 'Content-Type: application/json\r\n';
    const cases: [Promise<string>, number][] = [
      [post(`${json}Transfer-Encoding: chunked\r\n`, '2\r\n{}\r\n0\r\n\r\n'), 411],
      [post(`${json}Content-Length: 16385\r\n`), 413],
      [post(`${json}Content-Length: 30000000\r\n`), 413],
      [post('Content-Type: text/plain\r\nContent-Length: 2\r\n', '{}'), 415],
      [post('Content-Length: 2\r\n', '{}'), 415],
      [raw(`GET / HTTP/1.1\r\n${HEAD}${json}Content-Length: 2\r\n`, '{}'), 400],
      [post(`${json}Content-Length: 16384\r\n`, `{}${' '.repeat(16_382)}`), 200],
    ];
    for (const [answer, status] of cases) assert.equal(statusOf(await answer), status, await answer);
  });

  it('G4 only a room’s path is upgraded', async () => {
    const upgrade = async (target: string): Promise<number> =>
      statusOf(await rawRequest(server.port, `GET ${target} HTTP/1.1\r\n${UPGRADE}\r\n`, 300));
    for (const target of ['/', '/a', '/a/b/c', '/p2/a/b', '/p1/a', '/%61/b', '/a/b.c', `/a/${'b'.repeat(65)}`]) {
      assert.equal(await upgrade(target), 404, target);
    }
    // Colyseus looks rooms up in a bare object.
    for (const name of Object.getOwnPropertyNames(Object.prototype))
      assert.equal(await upgrade(`/a/${name}?sessionId=x`), 404, name);
    for (const target of ['//a/b', '/a/b%', 'ws://x/a/b'])
      assert.equal(await upgrade(target), target === '/a/b%' ? 400 : 400);
    for (const target of ['/a/b?sessionId=x', '/p1/a/b?sessionId=x']) assert.equal(await upgrade(target), 101, target);
  });

  it('G5 a page of another origin can neither act nor open a socket', async () => {
    const act = async (origin: string): Promise<number[]> => [
      statusOf(await raw(`POST /auth/anonymous HTTP/1.1\r\n${HEAD}${origin}`)),
      statusOf(await raw(`POST /matchmake/joinById/x HTTP/1.1\r\n${HEAD}${origin}`)),
      statusOf(await rawRequest(server.port, `GET /a/b?sessionId=x HTTP/1.1\r\n${UPGRADE}${origin}\r\n`, 300)),
      statusOf(await raw(`GET /api/stats HTTP/1.1\r\n${HEAD}${origin}`)),
    ];
    for (const bad of ['https://evil.test', 'null', 'http://127.0.0.1:1', 'https://play.example.com.evil.test', 'x']) {
      assert.deepEqual(await act(`Origin: ${bad}\r\n`), [403, 403, 403, 200], bad);
    }
    for (const good of [
      '',
      'Origin: https://play.example.com\r\n',
      'Origin: http://127.0.0.1\r\n',
      'Origin: https://127.0.0.1\r\n',
    ]) {
      assert.deepEqual((await act(good)).includes(403), false, good);
    }
  });

  it('G3 the timeouts of a server add up to at most 12 s', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections } = server.http;
    const { connectionsCheckingInterval = 30_000 } = SERVER_OPTIONS;
    assert.deepEqual([headersTimeout, requestTimeout, keepAliveTimeout, timeout], [5_000, 10_000, 5_000, 12_000]);
    assert.ok(Math.max(headersTimeout, requestTimeout) + connectionsCheckingInterval <= 12_000);
    assert.ok(maxConnections > 10_000);
  });

  it('G13 an error in a later listener is answered and counted, and the server goes on', async () => {
    fault = new Error('secret detail');
    const answer = await raw(`GET /healthz HTTP/1.1\r\n${HEAD}`);
    assert.deepEqual([statusOf(answer), errorOf(answer)], [500, 'server/error']);
    assert.doesNotMatch(answer, /secret/);
    assert.equal(await rawRequest(server.port, `GET /a/b HTTP/1.1\r\n${UPGRADE}\r\n`), '');
    fault = undefined;
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    const counted = (await server.metrics.errors.get()).values.map(({ labels, value }) => [labels.where, value]);
    assert.deepEqual(counted, [
      ['http', 1],
      ['upgrade', 1],
    ]);
  });
});

describe("the guard's patience", () => {
  const SHORT = { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 20, keepAliveTimeout: 200 };
  let server: TestServer;
  let distDir: string;
  before(async () => {
    distDir = mkdtempSync(join(tmpdir(), 'foyer-dist-'));
    writeFileSync(join(distDir, 'large.bin'), Buffer.alloc(16 * 1024 * 1024));
    server = await startHttp({}, { times: SHORT, distDir });
    server.http.timeout = 300;
  });
  after(async () => {
    await server.stop();
    rmSync(distDir, { recursive: true });
  });

  it('G3 a silent or slow client is cut off before a head, within it, in a body, and after an answer', async () => {
    const drip = (text: string) => (socket: Socket) => {
      let at = 0;
      const timer = setInterval(() => (at < text.length ? socket.write(text[at++] ?? '') : undefined), 20);
      socket.on('close', () => clearInterval(timer));
    };
    const body = `POST /auth/anonymous HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n`;
    const seat = body.replace('/auth/anonymous', '/matchmake/joinOrCreate/small');
    const times = await Promise.all([
      closedAfter(server.port, () => {}),
      closedAfter(server.port, drip(`GET / HTTP/1.1\r\n${HEAD}X: ${'y'.repeat(500)}`)),
      closedAfter(server.port, (socket) => void socket.write(body)),
      closedAfter(server.port, (socket) => {
        socket.write(body);
        drip(' '.repeat(9_000))(socket);
      }),
      closedAfter(server.port, (socket) => {
        socket.write(seat);
        drip(' '.repeat(9_000))(socket);
      }),
      closedAfter(server.port, (socket) => void socket.write(`GET /healthz HTTP/1.1\r\n${HOST}\r\n`)),
    ]);
    for (const ms of times) assert.ok(ms < 2_500, `${times}`);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });

  it('G3 a client that stops reading is cut off', async () => {
    const count = () =>
      new Promise<number>((resolve) => server.http.getConnections((_error, connections) => resolve(connections)));
    await eventually(async () => (await count()) === 0);
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.pause();
      socket.write(`GET /large.bin HTTP/1.1\r\n${HOST}\r\n`);
    });
    socket.on('error', () => {});
    await eventually(async () => (await count()) === 1);
    await eventually(async () => (await count()) === 0, 2_500);
    socket.destroy();
  });

  it('G3 an upgrade that is refused, or silent afterwards, is closed', async () => {
    const seat = await fetch(`${server.url}/matchmake/joinOrCreate/small`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${(await server.tokens.issue(server.store.add('Ada').id, 'session')).token}` },
    });
    const { processId, roomId, sessionId } = (await seat.json()) as Record<string, string>;
    const open = (target: string) =>
      closedAfter(server.port, (socket) => void socket.write(`GET ${target} HTTP/1.1\r\n${UPGRADE}\r\n`));
    const times = await Promise.all([
      open('/nothing'),
      open('/a/b?sessionId=x'),
      open(`/${processId}/${roomId}?sessionId=${sessionId}`),
    ]);
    for (const ms of times) assert.ok(ms < 2_500, `${times}`);
    await eventually(
      () => new Promise<boolean>((resolve) => server.http.getConnections((_e, count) => resolve(count <= 1))),
    );
  });
});

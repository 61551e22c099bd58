import assert from 'node:assert/strict';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('other origins', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.stop());

  const GOOD = 'https://play.example.com';
  const PATHS = ['/api/stats', '/api/nothing', '/auth/userdata', '/matchmake/joinOrCreate/small'];
  const cors = async (method: string, path: string, origin?: string): Promise<Record<string, string>> => {
    const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
    const response = await fetch(server.url + path, { method, headers });
    return Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')));
  };

  it('H11 an allowed origin gets a header with its own name', async () => {
    for (const path of PATHS) {
      const method = path.startsWith('/matchmake') ? 'POST' : 'GET';
      assert.deepEqual(await cors(method, path, GOOD), {
        'access-control-allow-credentials': 'true',
        'access-control-allow-origin': GOOD,
        'access-control-expose-headers': 'Retry-After',
      });
    }
  });

  it('H11 other origins get no header, not even from Colyseus', async () => {
    for (const origin of [undefined, 'https://evil.test', 'null', `${GOOD}.evil.test`, GOOD.toUpperCase()]) {
      for (const path of PATHS) {
        for (const method of ['GET', 'POST', 'OPTIONS'])
          assert.deepEqual(await cors(method, path, origin), {}, `${method} ${path}`);
      }
    }
  });

  it('H11 a preflight from an allowed origin lists what the SDK sends, and no more', async () => {
    const headers = await cors('OPTIONS', '/matchmake/joinOrCreate/small', GOOD);
    assert.equal(headers['access-control-allow-origin'], GOOD);
    assert.equal(headers['access-control-allow-methods'], 'GET, HEAD, POST');
    assert.equal(headers['access-control-allow-headers'], 'Accept, Authorization, Content-Type');
  });

  it('H11 pages, monitor and metrics are closed to other origins', async () => {
    for (const path of ['/', '/monitor/', '/monitor/api', '/metrics', '/healthz']) {
      assert.deepEqual(await cors('GET', path, GOOD), {}, path);
      assert.deepEqual(await cors('OPTIONS', path, GOOD), {}, path);
    }
  });

  it('H11 caches keep the answers of different origins apart', async () => {
    const response = await fetch(`${server.url}/api/bootstrap`);
    assert.match(response.headers.get('vary') ?? '', /\bOrigin\b/);
  });
});

import assert from 'node:assert/strict';
import { REFUSALS } from '../../shared/refusals.ts';
import { ADMIN, PASSWORD } from '../support/admin.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const BODIES = ['{', '[1]', '"x"', '{}', '{"name":5}', '{"name":"[MOD] Bob"}', '{"playerId":{"$ne":1},"reason":[]}'];
const QUERIES = [
  '',
  '?limit=x&cursor=%00',
  '?limit[]=1&mode=constructor&q[a]=1',
  '?roomId=constructor&method=toString&args={',
];
/** Mounted by Colyseus itself. */
const MATCHMAKING = [
  '/matchmake/',
  '/matchmake/a',
  '/matchmake/joinOrCreate/lobby/',
  '/matchmake/a/b/c',
  '/matchmake/joinById/x',
];

describe('refusals over HTTP', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp({ ADMIN_PASSWORD: PASSWORD });
  });
  after(() => server.stop());

  const codeOf = async (method: string, target: string, body?: string): Promise<string | undefined> => {
    const response = await fetch(server.url + target, {
      method,
      headers: { ...ADMIN, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' },
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (response.status < 400) return undefined;
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/, `${method} ${target}: ${text}`);
    return (JSON.parse(text) as { error: string }).error;
  };

  it('G27 whatever is sent to a route, its refusal has one of our codes', async () => {
    // `/` is a page, for people.
    const routes = server.routes.map(({ path }) => path).filter((path) => path !== '/');
    const paths = [...new Set([...routes, ...MATCHMAKING, '/nothing', '/api/nothing'])];
    assert.ok(paths.length > 25, paths.join());
    let refused = 0;
    for (const path of paths.map((each) => each.replace('**:splat', '%2e%2e%2fx.js').replace(/:\w+/g, 'constructor'))) {
      const codes = [
        ...(await Promise.all(QUERIES.map((query) => codeOf('GET', path + query)))),
        ...(await Promise.all(BODIES.map((body) => codeOf('POST', path, body)))),
      ];
      for (const code of codes)
        assert.ok(code === undefined || (REFUSALS as readonly string[]).includes(code), `${path}: ${code}`);
      refused += codes.filter((code) => code !== undefined).length;
    }
    assert.ok(refused > 200, String(refused));
  });
});

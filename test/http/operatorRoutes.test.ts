import assert from 'node:assert/strict';
import { readPassword } from '../../server/identity/secret.ts';
import { ADMIN, basic, PASSWORD } from '../support/admin.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

/** Every other route is an operator's. */
const PUBLIC = /^(\/healthz|\/readyz|\/auth\/.*|\/api\/(?!admin\b).*|\/(join|match|replay)\/.*|\/)$/;
const WRONG = 20;
const TOKEN = 'a metrics token';

/** As a proxy on the same host forwards what it hears, without being trusted: the Host is the server's own. */
const PROXIED = {
  'X-Forwarded-For': '203.0.113.1',
  'X-Forwarded-Host': 'play.example.com',
  'X-Real-IP': '203.0.113.1',
};

describe('every operator route', () => {
  let server: TestServer;
  afterEach(() => server?.stop());

  const rows = () =>
    server.routes
      .filter(({ path }) => !PUBLIC.test(path))
      .map(({ method, path }) => ({ method, path: path.replace('**:splat', 'index.html').replace(/:\w+/g, 'nobody') }));
  /** The refusal's code, or the status. */
  const answer = async ({ method, path }: { method: string; path: string }, headers: Record<string, string>) => {
    const isPost = method === 'POST';
    const response = await fetch(server.url + path, {
      method,
      headers: { ...PROXIED, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', ...headers },
      redirect: 'manual',
      ...(isPost && { body: '{}' }),
    });
    const text = await response.text();
    return response.status < 400 ? response.status : `${response.status} ${/"error":"([^"]+)"/.exec(text)?.[1] ?? ''}`;
  };
  const guess20 = () =>
    Promise.all(
      Array.from({ length: WRONG }, (_, n) =>
        answer({ method: 'GET', path: '/monitor/' }, { Authorization: basic('admin', `guess ${n}`) }),
      ),
    );

  for (const NODE_ENV of ['development', 'production'] as const) {
    for (const given of [PASSWORD, undefined]) {
      it(`O20 in ${NODE_ENV}, ${given ? 'with a' : 'without a'} password, none opens for its caller’s address, and all for the password`, async () => {
        const ADMIN_PASSWORD = readPassword({ NODE_ENV, ADMIN_PASSWORD: given, DATABASE_URL: 'sqlite::memory:' });
        server = await startHttp({ NODE_ENV, ADMIN_PASSWORD });
        const admin = { Authorization: basic('admin', ADMIN_PASSWORD ?? PASSWORD) };
        const closed = ADMIN_PASSWORD === undefined ? '404 request/unknown' : '401 auth/required';
        assert.ok(rows().length >= 14, JSON.stringify(rows()));
        for (const row of rows()) assert.equal(await answer(row, {}), closed, row.path);
        await guess20();
        for (const row of rows()) {
          const opened = await answer(row, admin);
          if (ADMIN_PASSWORD === undefined) assert.equal(opened, closed, row.path);
          else assert.doesNotMatch(String(opened), /auth\/|request\/(unknown|tooMany)/, row.path);
          assert.equal(await answer(row, {}), closed, row.path);
        }
      });
    }
  }

  it('O20 the public routes are those that are known to be', async () => {
    server = await startHttp({});
    const open = server.routes.map(({ path }) => path).filter((path) => PUBLIC.test(path));
    assert.ok(open.includes('/api/players/:id') && open.includes('/auth/userdata'), JSON.stringify(open));
    assert.deepEqual(
      [...new Set(rows().map(({ path }) => path.split('/')[1]))].toSorted(),
      ['api', 'metrics', 'monitor'],
      'a new place of operators stands here',
    );
  });

  it('G15 after twenty wrong ones the right password passes, from the same address and every other; each entry counts its own', async () => {
    server = await startHttp({ ADMIN_PASSWORD: PASSWORD, METRICS_TOKEN: TOKEN });
    const answers = (await guess20()).toSorted();
    assert.deepEqual(new Set(answers), new Set(['401 auth/invalid']));
    assert.equal(await answer({ method: 'GET', path: '/monitor/' }, ADMIN), 200);
    const token = { Authorization: `Bearer ${TOKEN}` };
    assert.equal(await answer({ method: 'GET', path: '/metrics' }, token), 200);
    const { values } = await server.metrics.failedLogins.get();
    assert.deepEqual(
      values.map(({ labels, value }) => [labels.entry, value]),
      [['admin', WRONG]],
    );
  });
});

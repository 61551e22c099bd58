import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import type { Why } from '../../server/domain/operators/why.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asProcessId } from '../../shared/ids.ts';
import { ADMIN, PASSWORD } from '../support/admin.ts';
import { OTHER, OWN, startHttp, type TestServer } from '../support/httpServer.ts';

describe('/api/admin/why', () => {
  let server: TestServer;
  const start = async (config: Partial<Config> = { ADMIN_PASSWORD: PASSWORD }): Promise<void> => {
    server = await startHttp(config);
  };
  afterEach(() => server.stop());
  const ask = async (path: string, headers: Record<string, string> = ADMIN) => {
    const response = await fetch(`${server.url}/api/admin/why/${path}`, { headers });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Why & { error?: string },
    };
  };
  const lines = () => server.logged.filter(({ msg }) => msg === 'operator: order');

  it('O17 the answer shows the stored state of an absent player, and logs one line', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, TRUSTED_PROXIES: ['127.0.0.1'] });
    const ada = server.store.add('Ada', {
      isOnline: true,
      mutedUntil: 1_700_000_060_000,
      createdAt: 1_500_000_000_000,
    });
    const { status, headers, body } = await ask(`${ada.id}?reason=a%20ticket`, {
      ...ADMIN,
      'X-Forwarded-For': '203.0.113.7',
    });
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    assert.deepEqual(body.player, { id: ada.id, name: 'Ada' });
    assert.deepEqual(body.stored, {
      name: 'Ada',
      emblem: emblemFromId(ada.id),
      visibility: 'everyone',
      rating: 0,
      isOnline: true,
      lastActiveAtS: 1_600_000_000,
      createdAtS: 1_500_000_000,
      bannedAtS: null,
      mutedUntilS: 1_700_000_060,
      kickedUntilS: null,
      ban: null,
      lastOrder: null,
    });
    assert.deepEqual([body.shown.status, body.places, body.missing, body.isPartial], [null, [], ['desk'], true]);
    const [{ order, playerId, reason, address, outcome } = {}] = lines();
    assert.deepEqual(
      { order, playerId, reason, address, outcome },
      { order: 'why', playerId: ada.id, reason: 'a ticket', address: '203.0.113.7', outcome: { isPartial: true } },
    );
  });

  it('O17 an unknown player is 404 player/unknown', async () => {
    await start();
    for (const id of ['nobody', '%25', "'%20or%201=1"]) {
      const { status, body } = await ask(id);
      assert.deepEqual([status, body.error], [404, 'player/unknown'], id);
    }
    assert.deepEqual([lines().length, lines()[0]?.outcome], [3, 'player/unknown']);
    assert.equal((await ask('x'.repeat(65))).status, 400);
    assert.equal((await ask(`ada?reason=${'x'.repeat(201)}`)).status, 400);
  });

  it('O17 only operators get an answer', async () => {
    await start();
    const { id } = server.store.add('Ada');
    assert.deepEqual((await ask(id, {})).status, 401);
    assert.deepEqual((await ask(id, { ...ADMIN, Origin: 'https://evil.test' })).status, 403);
    assert.deepEqual(lines(), []);
  });

  it('O18 without the store the answer holds what else is known, or is 503 if that is nothing', async () => {
    await start();
    server.store.isAway = true;
    const { status, body, headers } = await ask('ada');
    assert.deepEqual([status, body.error, headers.get('retry-after')], [503, 'store/away', '2']);
    server.accounts.set(OTHER, { presence: { status: 'away', sessions: [] } as never, desk: null });
    const known = await ask('ada');
    assert.deepEqual([known.status, known.body.stored, known.body.missing], [200, null, ['desk', 'store']]);
    assert.deepEqual(known.body.places, [
      { process: OTHER, isAsked: false, entry: null, presence: { status: 'away', sessions: [] } },
    ]);
    assert.doesNotMatch(JSON.stringify([body, known.body]), /hunter2|:5432|ECONN/);
  });

  it('O18 the answer names the processes that did not reply', async () => {
    await start();
    const { id } = server.store.add('Ada');
    const desk = { ticket: null, proposal: null, match: null, blame: null, party: null, invites: [] };
    server.accounts.set(OWN, { presence: null, desk });
    assert.deepEqual((await ask(id)).body.isPartial, false);
    server.silent.push(asProcessId('mute'));
    const { body } = await ask(id);
    assert.deepEqual([body.missing, body.isPartial, body.desk], [['mute'], true, desk]);
  });
});

import assert from 'node:assert/strict';
import { type LocalCluster, startCluster } from '../../scripts/cluster/startCluster.ts';
import { eventually } from '../support/eventually.ts';

const NOBODY = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };

describe('a cluster started from a program', () => {
  const lines: string[] = [];
  let cluster: LocalCluster;
  before(async () => {
    cluster = await startCluster({
      processes: 2,
      env: { LOG_LEVEL: 'silent' },
      envOf: (index) => (index === 1 ? { LOG_LEVEL: 'info' } : {}),
      onLine: (source, line) => lines.push(`${source} ${line}`),
    });
  });
  after(() => cluster.stop());

  it('X8 settings apply to all processes or to one, also after a restart, which leaves the others alone', async () => {
    const opened = () => lines.filter((line) => line.includes('"the lobby is open"')).map((line) => line.slice(0, 2));
    assert.deepEqual(opened(), ['p2']);
    const [first, second] = [...cluster.processes];
    const started = await cluster.restart(1);
    assert.deepEqual(opened(), ['p2', 'p2']);
    assert.deepEqual(second?.ending, { code: 0, signal: null });
    assert.notEqual(started.pid, second?.pid);
    assert.equal(started.url, second?.url);
    assert.deepEqual([...cluster.processes], [first, started]);
    assert.equal((await fetch(`${started.url}/readyz`)).status, 200);
  });

  it('X8 a process can be stopped and continued, and shuts down in order even while stopped', async () => {
    const first = cluster.processes[0] ?? assert.fail();
    assert.ok(first.kill('SIGSTOP'));
    await assert.rejects(fetch(`${first.url}/healthz`, { signal: AbortSignal.timeout(300) }));
    first.kill('SIGCONT');
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
    first.kill('SIGSTOP');
    const again = await cluster.restart(0);
    assert.deepEqual(first.ending, { code: 0, signal: null });
    assert.equal(again.kill('SIGSTOP') && again.kill('SIGCONT'), true);
    assert.equal(first.kill('SIGKILL'), false);
  });

  it('X8 the cluster’s Redis and PostgreSQL go away and come back', async () => {
    const signIn = async () => (await fetch(`${cluster.processes[0]?.url}/auth/anonymous`, NOBODY)).status;
    await cluster.postgres.pause();
    assert.equal(await signIn(), 503);
    assert.equal((await fetch(`${cluster.url}/healthz`)).status, 200);
    await cluster.postgres.resume();
    await eventually(async () => assert.equal(await signIn(), 200), 15_000);
    await cluster.redis.run('SET', 'word', 'kept');
    cluster.redis.freeze();
    cluster.redis.thaw();
    assert.equal(await cluster.redis.run('GET', 'word'), 'kept');
    await cluster.redis.kill();
    await assert.rejects(cluster.redis.run('PING'));
    await cluster.redis.start();
    assert.equal(await cluster.redis.run('GET', 'word'), null);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, type Room } from 'colyseus.js';
import { readArgs } from '../../scripts/cluster/args.ts';
import { freePort } from '../../scripts/services/freePort.ts';
import { CLUSTER_PROGRAMS, SYSTEM_PROGRAMS } from '../../scripts/systemPrograms.ts';
import type { SignedIn, Stats } from '../../shared/protocol.ts';
import { ClusterRun, running, START_MS } from '../support/clusterRun.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/sources.ts';

const NOBODY = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };

describe('npm run cluster', () => {
  let port: number;
  let url: string;
  let cluster: ClusterRun;
  let told: { name: string; pid: number; own: string }[];
  const rooms: Room[] = [];
  before(async () => {
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    cluster = new ClusterRun(['--processes', '2', '--port', String(port)]);
    await cluster.open(port);
    told = [...cluster.output.matchAll(/^ +(p\d) +pid (\d+), (http:\S+),/gm)].map(([, name = '', pid, own = '']) => {
      return { name, pid: Number(pid), own };
    });
  });
  after(() => cluster.clear());

  it('X1 the command prints its address, its processes and the monitor, and all of them are up', async () => {
    assert.match(cluster.output, new RegExp(`^ +monitor +http://localhost:${port}/monitor, user admin$`, 'm'));
    assert.equal((await fetch(`${url}/monitor`)).status, 401);
    assert.deepEqual(
      told.map(({ name }) => name),
      ['p1', 'p2'],
    );
    const all = cluster.descendants();
    for (const { name, pid, own } of told) {
      assert.ok(all.includes(pid), `${name} runs`);
      assert.equal((await fetch(`${own}/readyz`)).status, 200);
    }
  });

  it('X7 the processes’ output appears behind their names', () => {
    for (const { name } of told) assert.match(cluster.output, new RegExp(`^${name} \\| {.*"the lobby is open"`, 'm'));
  });

  it('X2 players sign in anywhere and join through the balancer, with their sockets at the process that has the room', async () => {
    rooms.push(await joined(url));
    rooms.push(...(await Promise.all(Array.from({ length: 3 }, () => joined(url)))));
    assert.equal(new Set(rooms.map(({ roomId }) => roomId)).size, 1);
    for (const { own } of told) {
      await eventually(async () => {
        const { online, processes } = (await (await fetch(`${own}/api/stats`)).json()) as Stats;
        assert.deepEqual({ online, processes }, { online: 4, processes: 2 });
      });
    }
    for (const room of rooms) {
      assert.match(addressOf(room), new RegExp(`^ws://127\\.0\\.0\\.1:${port}/p[12]/`));
      await eventually(() => assert.ok(room.state.players.size > 0));
    }
  });

  it('X5 a dead process is reported and not replaced', async () => {
    const dies = told.find(({ name }) => !addressOf(rooms[0] as Room).includes(`/${name}/`)) ?? assert.fail();
    process.kill(dies.pid, 'SIGKILL');
    await eventually(() => assert.match(cluster.output, new RegExp(`^${dies.name} ended with SIGKILL\\.$`, 'm')));
    await eventually(async () => assert.equal((await fetch(`${url}/readyz`)).status, 200));
    assert.doesNotMatch(cluster.output, /is back/);
    await assert.rejects(fetch(dies.own));
  });

  it('X3 SIGTERM stops the cluster in order, players are told, and nothing is left', async () => {
    const all = cluster.descendants();
    const left = closeCodeOf(rooms[0] as Room);
    assert.equal(await cluster.end('SIGTERM'), 0);
    assert.equal(await left, 4001);
    assert.deepEqual(running(all), []);
    assert.deepEqual(cluster.folders(), []);
  });
});

describe('npm run cluster under faults', () => {
  const runs: ClusterRun[] = [];
  const run = (...args: string[]): ClusterRun => {
    // A new process waits for the leases of dead ones, so a short lease keeps the test short.
    const started = new ClusterRun(args, { LEASE_MS: '1000' });
    runs.push(started);
    return started;
  };
  afterEach(async () => {
    for (const each of runs.splice(0)) await each.clear();
  });

  it('X5 --restart replaces a dead process', async () => {
    const port = await freePort();
    const cluster = run('--processes', '1', '--port', String(port), '--restart');
    await cluster.open(port);
    const [, pid] = /p1 +pid (\d+)/.exec(cluster.output) ?? [];
    process.kill(Number(pid), 'SIGKILL');
    await eventually(() => assert.match(cluster.output, /^p1 is back: pid \d+\.$/m), START_MS);
    await eventually(async () => assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200));
    assert.equal(await cluster.end('SIGHUP'), 0);
    assert.deepEqual(cluster.folders(), []);
  });

  it('X4 a killed cluster leaves nothing behind', async () => {
    const port = await freePort();
    const cluster = run('--processes', '1', '--port', String(port));
    await cluster.open(port);
    const all = cluster.descendants();
    assert.ok(all.length >= 7, `${all.length} processes`);
    await cluster.end('SIGKILL');
    await eventually(() => {
      assert.deepEqual(cluster.folders(), []);
      assert.deepEqual(running(all), []);
    }, 15_000);
  });

  it('X4 a cluster stopped during its start leaves nothing behind', async () => {
    const cluster = run('--port', String(await freePort()));
    await eventually(() => assert.ok(cluster.folders().length >= 2));
    const all = cluster.descendants();
    assert.equal(await cluster.end('SIGINT'), 0);
    assert.deepEqual(cluster.folders(), []);
    assert.deepEqual(running(all), []);
    assert.doesNotMatch(cluster.output, /Foyer is open/);
  });

  it('X6 a failed start gives one line, and everything else is stopped', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const taken = run('--port', String(port));
    assert.equal(await taken.exited, 1);
    assert.equal(taken.output, `The cluster could not be started: port ${port} is taken\n`);
    other.close();

    const bad = new ClusterRun(['--processes', '2', '--port', String(await freePort())], { LIMITS: 'no' });
    runs.push(bad);
    assert.equal(await bad.exited, 1);
    const why =
      /^The cluster could not be started: p[12] ended with 1: LIMITS is not valid: it takes "on" or "off"\.$/m;
    assert.match(bad.output, why);
    assert.deepEqual(bad.folders(), []);
  });

  it('X6 a bad argument gives one line that names it', async () => {
    const bad = [
      ['--processes', '0'],
      ['--processes', '17'],
      ['--processes', '2.5'],
      ['--port', '0'],
      ['--port', 'x'],
    ];
    for (const argv of bad) {
      const args = readArgs(argv);
      assert.ok(args.kind === 'bad' && args.message.startsWith(`${argv[0]} takes `), String(argv));
    }
    assert.equal(readArgs(['--nodes', '3']).kind, 'bad');
    assert.deepEqual(readArgs([]), { kind: 'run', processes: 3, port: 2567, isRestarting: false });
    const cluster = run('--processes', 'many');
    assert.equal(await cluster.exited, 2);
    assert.equal(cluster.output, '--processes takes a whole number from 1 to 16. (--help says more)\n');
  });

  it('X9 the command needs only its own programs, and the tests need them too', () => {
    const packages = CLUSTER_PROGRAMS.map(({ debianPackage }) => debianPackage);
    assert.deepEqual(packages, ['postgresql', 'redis-server', 'haproxy']);
    for (const program of CLUSTER_PROGRAMS) assert.ok(SYSTEM_PROGRAMS.includes(program), program.name);
    const args = [join(ROOT, 'scripts/testSystem.ts'), 'cluster'];
    // The script looks in PATH for Redis, the browser, and tools that could install something.
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { PATH: '/nowhere' },
    });
    assert.equal(status, 1);
    assert.match(stdout + stderr, /redis-server/);
    assert.doesNotMatch(stdout + stderr, /chromium|fonts/);
  });
});

async function joined(url: string): Promise<Room> {
  const response = await fetch(`${url}/auth/anonymous`, NOBODY);
  const client = new Client(url);
  client.auth.token = ((await response.json()) as SignedIn).token;
  const room = await client.joinOrCreate('lobby');
  room.reconnection.enabled = false;
  room.onMessage('*', () => undefined);
  return room;
}

const closeCodeOf = (room: Room): Promise<number> => new Promise((resolve) => room.onLeave(resolve));

/** The address of its socket. */
const addressOf = (room: Room): string => (room.connection.transport as unknown as { ws: { url: string } }).ws.url;

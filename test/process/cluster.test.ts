import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Room } from 'colyseus.js';
import { readArgs } from '../../scripts/cluster/args.ts';
import { type LocalCluster, startCluster } from '../../scripts/cluster/startCluster.ts';
import { freePort } from '../../scripts/services/freePort.ts';
import { CLUSTER_PROGRAMS, SYSTEM_PROGRAMS } from '../../scripts/systemPrograms.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/sources.ts';

const START_MS = 30_000;
const NOBODY = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };

describe('npm run cluster', () => {
  let port: number;
  let url: string;
  let cluster: ClusterRun;
  let told: { name: string; pid: number; own: string }[];
  const rooms: Room[] = [];
  before(async function () {
    this.timeout(START_MS);
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    cluster = new ClusterRun(['--processes', '2', '--port', String(port)]);
    await cluster.open(port);
    told = [...cluster.output.matchAll(/^ +(p\d) +pid (\d+), (http:\S+),/gm)].map(([, name = '', pid, own = '']) => {
      return { name, pid: Number(pid), own };
    });
  });
  after(() => cluster.clear());

  it('X1 says its address, its processes and the monitor, and all of them are there', async () => {
    assert.match(cluster.output, new RegExp(`^ +monitor +http://localhost:${port}/monitor$`, 'm'));
    assert.equal((await fetch(`${url}/monitor`)).status, 200);
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

  it('X7 what the processes say is shown behind their names', () => {
    for (const { name } of told) assert.match(cluster.output, new RegExp(`^${name} \\| {.*"the lobby is open"`, 'm'));
  });

  it('X2 players sign in anywhere and join through it, with their sockets at the process that has the room', async () => {
    rooms.push(...(await Promise.all(Array.from({ length: 4 }, () => joined(url)))));
    for (const room of rooms) {
      assert.match(addressOf(room), new RegExp(`^ws://127\\.0\\.0\\.1:${port}/p[12]/`));
      await eventually(() => assert.ok(room.state.players.size > 0));
    }
  });

  it('X5 a process that dies is said so, and no other takes its place', async () => {
    const dies = told.find(({ name }) => !addressOf(rooms[0] as Room).includes(`/${name}/`)) ?? assert.fail();
    process.kill(dies.pid, 'SIGKILL');
    await eventually(() => assert.match(cluster.output, new RegExp(`^${dies.name} ended with SIGKILL\\.$`, 'm')));
    await eventually(async () => assert.equal((await fetch(`${url}/readyz`)).status, 200));
    assert.doesNotMatch(cluster.output, /is back/);
    await assert.rejects(fetch(dies.own));
  });

  it('X3 SIGTERM ends it in order: players hear of it, and nothing stays', async () => {
    const all = cluster.descendants();
    const left = closeCodeOf(rooms[0] as Room);
    assert.equal(await cluster.end('SIGTERM'), 0);
    assert.equal(await left, 4001);
    assert.deepEqual(running(all), []);
    assert.deepEqual(cluster.folders(), []);
  });
});

describe('npm run cluster, disturbed', () => {
  const runs: ClusterRun[] = [];
  const run = (...args: string[]): ClusterRun => {
    const started = new ClusterRun(args);
    runs.push(started);
    return started;
  };
  afterEach(async () => {
    for (const each of runs.splice(0)) await each.clear();
  });

  it('X5 with --restart another takes the place of one that dies', async () => {
    const port = await freePort();
    const cluster = run('--processes', '1', '--port', String(port), '--restart');
    await cluster.open(port);
    const [, pid] = /p1 +pid (\d+)/.exec(cluster.output) ?? [];
    process.kill(Number(pid), 'SIGKILL');
    await eventually(() => assert.match(cluster.output, /^p1 is back: pid \d+\.$/m), START_MS);
    await eventually(async () => assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200));
    assert.equal(await cluster.end('SIGHUP'), 0);
    assert.deepEqual(cluster.folders(), []);
  }).timeout(60_000);

  it('X4 killed, it leaves nothing behind', async () => {
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
  }).timeout(60_000);

  it('X4 ended during its start, it leaves nothing behind', async () => {
    const cluster = run('--port', String(await freePort()));
    await eventually(() => assert.ok(cluster.folders().length >= 2));
    const all = cluster.descendants();
    assert.equal(await cluster.end('SIGINT'), 0);
    assert.deepEqual(cluster.folders(), []);
    assert.deepEqual(running(all), []);
    assert.doesNotMatch(cluster.output, /Foyer is open/);
  }).timeout(30_000);

  it('X6 what cannot be started is one line, and everything else is ended', async () => {
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
  }).timeout(30_000);

  it('X6 a bad argument is one line that names it', async () => {
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

  it('X9 it needs its own programs only, and the tests need them too', () => {
    const packages = CLUSTER_PROGRAMS.map(({ debianPackage }) => debianPackage);
    assert.deepEqual(packages, ['postgresql', 'redis-server', 'haproxy']);
    for (const program of CLUSTER_PROGRAMS) assert.ok(SYSTEM_PROGRAMS.includes(program), program.name);
    const args = [join(ROOT, 'scripts/testSystem.ts'), 'cluster'];
    // Redis is looked for in PATH, and so are the browser and whoever could install anything.
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { PATH: '/nowhere' },
    });
    assert.equal(status, 1);
    assert.match(stdout + stderr, /redis-server/);
    assert.doesNotMatch(stdout + stderr, /chromium|fonts/);
  });
});

describe('a cluster in a program', () => {
  const lines: string[] = [];
  let cluster: LocalCluster;
  before(async function () {
    this.timeout(START_MS);
    cluster = await startCluster({
      processes: 2,
      env: { LOG_LEVEL: 'silent' },
      envOf: (index) => (index === 1 ? { LOG_LEVEL: 'info' } : {}),
      onLine: (source, line) => lines.push(`${source} ${line}`),
    });
  });
  after(() => cluster.stop());

  it('X8 settings are for all or for one, also after a restart, which leaves the others alone', async () => {
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
  }).timeout(START_MS);

  it('X8 a process can be stopped and go on, and is ended in order although it is stopped', async () => {
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
  }).timeout(START_MS);

  it('X8 its Redis and its PostgreSQL go and come back', async () => {
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
  }).timeout(START_MS);
});

/** The script, in a temporary folder where everything that it makes can be seen. */
class ClusterRun {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'foyer-run-'));
  readonly exited: Promise<number | null>;
  output = '';

  constructor(args: readonly string[], env: Record<string, string> = {}) {
    // Whom PostgreSQL runs as must be able to enter it.
    chmodSync(this.#folder, 0o755);
    this.#child = spawn(process.execPath, ['scripts/cluster.ts', ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', TMPDIR: this.#folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    // Everything that it said was read, too.
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  async open(port: number): Promise<void> {
    await eventually(() => {
      if (this.#child.exitCode !== null) throw new Error(this.output);
      assert.ok(this.output.includes(`Foyer is open: http://localhost:${port}  (Ctrl-C ends it)\n`));
      assert.match(this.output, /^ +postgres .*\n/m);
    }, START_MS);
  }

  /** With the exit code; null when the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.exited;
  }

  folders(): string[] {
    return readdirSync(this.#folder);
  }

  /** Ids of everything that it started and that runs. */
  descendants(): number[] {
    const children = Map.groupBy(processTable(), ({ parent }) => parent);
    const below = (pid: number): number[] =>
      (children.get(pid) ?? []).flatMap((child) => [child.pid, ...below(child.pid)]);
    return below(this.#child.pid ?? 0);
  }

  async clear(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

type Row = { pid: number; parent: number };

/** Without those that ended and that nobody asked about. */
function processTable(): Row[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

function running(pids: readonly number[]): number[] {
  const now = new Set(processTable().map(({ pid }) => pid));
  return pids.filter((pid) => now.has(pid));
}

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

/** Of its socket. */
const addressOf = (room: Room): string => (room.connection.transport as unknown as { ws: { url: string } }).ws.url;

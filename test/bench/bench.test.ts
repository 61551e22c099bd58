/** Real runs of the bench with few players. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../../bench/fanout/results.ts';
import { Child } from '../../bench/lib/Child.ts';
import type { Probe } from '../../bench/lib/probe.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/sources.ts';

const PROBE = ['--import', join(ROOT, 'bench/lib/probe.ts')];

/** Runs in its own process group, so leftovers can be found and ended. */
function startBench(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['bench/fanout/main.ts', '--quick', '--players', '100', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

function isAnythingLeft({ pid }: ChildProcess): boolean {
  try {
    return process.kill(-Number(pid), 0);
  } catch {
    return false;
  }
}

describe('the bench', () => {
  it('K18 the bench measures its peers side by side and writes its results', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-test-'));
    const bench = startBench('--peers', 'foyer,bare', '--seconds', '1', '--json', join(folder, 'results.json'));
    try {
      let said = '';
      bench.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const [code] = (await once(bench, 'close')) as [number];
      assert.equal(code, 0, said);
      assert.equal(isAnythingLeft(bench), false);
      const text = readFileSync(join(folder, 'results.json'), 'utf8');
      const { medians, runs, machine } = JSON.parse(text) as Results;
      assert.deepEqual(
        medians.map(({ peer }) => peer),
        ['foyer', 'bare'],
      );
      for (const { peer, figures } of runs) {
        assert.ok(figures.stormCpuS > 0 && figures.cpuMsPerS > 0 && figures.stormMb > 0, peer);
        assert.ok(figures.visibleP50Ms !== null && figures.visibleP50Ms > 0, peer);
        assert.equal(figures.lostSockets, 0, peer);
        assert.match(said.slice(said.indexOf('Medians')), new RegExp(`^${peer} +100 `, 'm'));
      }
      assert.equal(runs[1]?.figures.patchMs, runs[0]?.figures.patchMs, 'bare ticks as Foyer did');
      assert.equal(machine.node, process.versions.node);
      for (const own of [ROOT, folder, tmpdir(), hostname()]) assert.ok(!text.includes(own), own);
    } finally {
      if (isAnythingLeft(bench)) process.kill(-Number(bench.pid), 'SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });

  it('K19 an interrupted bench exits with 130 and leaves nothing running', async () => {
    const bench = startBench('--peers', 'foyer');
    try {
      const childrenOf = () => readFileSync(`/proc/${bench.pid}/task/${bench.pid}/children`, 'utf8').trim().split(' ');
      await eventually(() => childrenOf().length === 3, 15_000);
      const exited = once(bench, 'exit');
      bench.kill('SIGINT');
      assert.deepEqual(await exited, [130, null]);
      await eventually(() => !isAnythingLeft(bench));
    } finally {
      if (isAnythingLeft(bench)) process.kill(-Number(bench.pid), 'SIGKILL');
    }
  });
});

describe('the probe', () => {
  it('K14 the probe reports what a server costs, and its signals stop it', async () => {
    const server = new Child<Probe>({ script: join(ROOT, 'bench/fanout/peers/deltas.ts'), core: 0, nodeArgs: PROBE });
    try {
      await server.port(10_000);
      assert.ok((await server.call('cpuMs')) > 0);
      const { before, after } = await server.call('memory');
      assert.ok(after.heapUsed < before.heapUsed);
      assert.ok((await server.call('waitedMs')) >= 0);
      await server.call('resetLoop');
      const { p50Ms, p99Ms, maxMs } = await server.call('loop');
      assert.ok(p50Ms >= 0 && p99Ms >= p50Ms && maxMs >= p50Ms);
    } finally {
      assert.deepEqual(await server.end(), [null, 'SIGTERM']);
    }
    await assert.rejects(server.call('cpuMs'));
  });

  it('K14 the probe does not keep a finished program alive', async () => {
    const done = new Child<Probe>({ script: join(ROOT, 'bench/lib/playerNames.ts'), core: 0, nodeArgs: PROBE });
    assert.deepEqual(await done.exited, [0, null]);
  });
});

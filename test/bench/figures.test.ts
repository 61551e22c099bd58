import assert from 'node:assert/strict';
import { figuresOf, type Raw } from '../../bench/fanout/figures.ts';

const memory = (rss: number, heapUsed: number) => ({ rss, heapUsed, heapTotal: 0, external: 1_024, arrayBuffers: 512 });

/** Ten players, three of them observers, for 10 s. Two changes; two observers saw one of them in time. */
function raw(change: Partial<Raw> = {}): Raw {
  const events = [
    { kind: 'status' as const, name: 'A', value: 'busy', at: 1_000, shard: 'one' },
    { kind: 'leave' as const, name: 'B', value: 'left', at: 2_000, shard: 'one' },
  ];
  const rows = [{ id: 'a', name: 'A', status: 'busy' }];
  const observers = ['X', 'Y', 'Z'].map((name) => ({ id: name, name, shard: 'one' }));
  const observed = observers.map(({ id, name }) => ({ id, name, status: 'online' }));
  const seen = [
    { name: 'A', value: 'busy', at: 1_100 },
    { name: 'B', value: 'left', at: 12_000 },
  ];
  return {
    players: 10,
    isOneList: true,
    signInMs: 500,
    storm: { cpuMs: 1_500, wallMs: 2_000, bytes: 3e6 },
    memory: { empty: memory(1_024_000, 102_400), full: memory(2_048_000, 204_800) },
    steady: {
      cpuMs: 600,
      wallMs: 10_000,
      endedAt: 11_000,
      waitedMs: 40,
      loop: { p50Ms: 1, p99Ms: 2, maxMs: 3 },
      bytes: 50_000,
      events,
      loaderCpuMs: 100,
    },
    patchMs: 200,
    reports: observers.map((observer) => ({ ...observer, rows: [...rows, ...observed], observations: seen })),
    truth: [
      { id: 'a', name: 'A', status: 'busy', shard: 'one', is: 'in' },
      { id: 'b', name: 'B', status: 'online', shard: 'one', is: 'out' },
    ],
    httpRows: undefined,
    troubles: { refused: 1, failed: 2, lost: { cut: 3, late: 1 } },
    ...change,
  };
}

describe('the figures', () => {
  it('K13 figures come from the recorded data, in the units of their names', () => {
    const { figures, badRows } = figuresOf(raw());
    assert.deepEqual(badRows, []);
    assert.deepEqual(figures, {
      signInS: 0.5,
      stormCpuS: 1.5,
      stormWallS: 2,
      stormMb: 3,
      cpuMsPerS: 60,
      waitedMsPerS: 4,
      // Each of ten clients saw one change before the end: 600 ms for ten.
      cpuUsPerUpdate: 60_000,
      updatesPerS: 1,
      bytesPerClientPerS: 500,
      visibleP50Ms: 100,
      visibleP95Ms: 10_000,
      visibleP99Ms: 10_000,
      loopP50Ms: 1,
      loopP99Ms: 2,
      loopMaxMs: 3,
      rssKbPerConnection: 100,
      heapKbPerConnection: 10,
      patchMs: 200,
      loaderCpuMsPerS: 10,
      refusedJoins: 1,
      failedJoins: 2,
      lostSockets: 4,
      unseenEvents: 0,
      badRows: 0,
    });
  });

  it('K13 unseen events are counted, and unmeasurable figures are null', () => {
    const reports = raw().reports.map((report) => ({ ...report, observations: [] }));
    const { figures } = figuresOf(raw({ reports, patchMs: undefined }));
    assert.equal(figures.unseenEvents, 6);
    assert.equal(figures.cpuUsPerUpdate, null);
    assert.equal(figures.visibleP99Ms, null);
    assert.equal(figures.patchMs, null);
  });

  it('K11 an observer whose list lacks a player counts as one wrong row, and so does a page', () => {
    const [first, ...others] = raw().reports;
    assert.ok(first);
    const reports = [{ ...first, rows: first.rows.slice(1) }, ...others];
    const { badRows, figures } = figuresOf(raw({ reports, httpRows: first.rows.slice(0, 3) }));
    assert.deepEqual(badRows, ['to X: A is missing', 'over HTTP: Z is missing']);
    assert.equal(figures.badRows, 2);
  });

  it('K11 where each shard is a list, it must contain no player of another shard', () => {
    const apart = raw({ isOneList: false });
    const [x, ...others] = apart.reports;
    assert.ok(x);
    const reports = [{ ...x, shard: 'two', rows: [{ id: 'X', name: 'X', status: 'online' }] }, ...others];
    const { badRows, figures } = figuresOf({ ...apart, reports });
    assert.deepEqual(badRows, ['to Y: X is no player of the run', 'to Z: X is no player of the run']);
    assert.equal(figures.unseenEvents, 0, 'leaves are damped, and the first looks at another shard');
  });
});

/** Results of a bench with the figures that tests need. */
import type { Figures } from '../../bench/fanout/figures.ts';
import type { PeerName } from '../../bench/fanout/peers/peers.ts';
import { type Failure, mediansOf, type Results, type Run } from '../../bench/fanout/results.ts';

const FIGURES: Figures = {
  signInS: 0.1,
  stormCpuS: 1,
  stormWallS: 1.5,
  stormMb: 10,
  cpuMsPerS: 100,
  waitedMsPerS: 5,
  cpuUsPerUpdate: 2,
  updatesPerS: 1_000,
  bytesPerClientPerS: 500,
  visibleP50Ms: 100,
  visibleP95Ms: 200,
  visibleP99Ms: 220,
  loopP50Ms: 0,
  loopP99Ms: 5,
  loopMaxMs: 9,
  rssKbPerConnection: 40,
  heapKbPerConnection: 9,
  patchMs: 200,
  loaderCpuMsPerS: 50,
  refusedJoins: 0,
  failedJoins: 0,
  lostSockets: 0,
  unseenEvents: 0,
  badRows: 0,
};

export const run = (peer: PeerName, players: number, figures: Partial<Figures> = {}): Run => ({
  peer,
  players,
  run: 1,
  figures: { ...FIGURES, ...figures },
  badRows: [],
});

export const failure = (peer: PeerName, players: number): Failure => ({
  peer,
  players,
  run: 1,
  why: 'the join storm took longer than 90 s',
});

export const results = (runs: Run[], failures: Failure[] = []): Results => ({
  machine: { cpu: 'A CPU', cores: 2, node: '24.0.0', isPinned: true },
  seconds: 20,
  medians: mediansOf(runs),
  failures,
  runs,
});

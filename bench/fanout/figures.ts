/** Computes the figures of a run from its raw measurements. Pure. */

import { percentile } from '../lib/percentile.ts';
import type { Probe } from '../lib/probe.ts';
import { type Matched, matchEvents, type PlayerEvent } from './match.ts';
import type { Report } from './observer/Observer.ts';
import { badRows, type GivenRow, type TruePlayer } from './truth.ts';

type Memory = ReturnType<Probe['memory']>['after'];

/** Raw measurements; times in ms, sizes in bytes. `empty` and `full` are read after a collection, without and with players. */
export type Raw = {
  players: number;
  isOneList: boolean;
  signInMs: number;
  storm: { cpuMs: number; wallMs: number; bytes: number };
  memory: { empty: Memory; full: Memory };
  steady: {
    cpuMs: number;
    /** From the start to the server's last reply, at `endedAt`. */
    wallMs: number;
    endedAt: number;
    waitedMs: number;
    loop: ReturnType<Probe['loop']>;
    bytes: number;
    events: PlayerEvent[];
    loaderCpuMs: number;
  };
  patchMs: number | undefined;
  reports: Report[];
  truth: TruePlayer[];
  httpRows: GivenRow[] | undefined;
  troubles: { refused: number; failed: number; lost: Record<string, number> };
};

/** Names carry the unit. `null`: not measured, because nothing was observed or the system does not report it. */
export type Figures = {
  signInS: number;
  stormCpuS: number;
  stormWallS: number;
  stormMb: number;
  cpuMsPerS: number;
  /** Time the server was ready to run while something else had its core. A high value means a noisy machine. */
  waitedMsPerS: number | null;
  /** CPU for showing one row's change to one client. */
  cpuUsPerUpdate: number | null;
  updatesPerS: number;
  bytesPerClientPerS: number;
  visibleP50Ms: number | null;
  visibleP95Ms: number | null;
  visibleP99Ms: number | null;
  loopP50Ms: number;
  loopP99Ms: number;
  loopMaxMs: number;
  rssKbPerConnection: number;
  heapKbPerConnection: number;
  patchMs: number | null;
  /** Above about 800 the loader is the bottleneck. */
  loaderCpuMsPerS: number;
  /** Joins told to wait, and joins that failed and were retried. */
  refusedJoins: number;
  failedJoins: number;
  lostSockets: number;
  /** Changes an observer should have seen one by one and did not. */
  unseenEvents: number;
  badRows: number;
};

export type Judged = { figures: Figures; badRows: string[] };

export function figuresOf(raw: Raw): Judged {
  const { players, storm, memory, steady, troubles } = raw;
  const events = visibleEvents(raw);
  const matched = raw.reports.map(({ observations, shard }) => matchEvents(events, observations, shard));
  const delays = matched.flatMap(({ seen }) => seen.map(({ event, seenAt }) => seenAt - event.at));
  const updates = updatesPerClient(matched, steady.endedAt) * players;
  const bad = judge(raw);
  const seconds = steady.wallMs / 1_000;
  return {
    badRows: bad,
    figures: {
      signInS: raw.signInMs / 1_000,
      stormCpuS: storm.cpuMs / 1_000,
      stormWallS: storm.wallMs / 1_000,
      stormMb: storm.bytes / 1e6,
      cpuMsPerS: steady.cpuMs / seconds,
      waitedMsPerS: orNull(steady.waitedMs / seconds),
      cpuUsPerUpdate: orNull((steady.cpuMs * 1_000) / updates),
      updatesPerS: updates / seconds,
      bytesPerClientPerS: steady.bytes / players / seconds,
      visibleP50Ms: orNull(percentile(delays, 0.5)),
      visibleP95Ms: orNull(percentile(delays, 0.95)),
      visibleP99Ms: orNull(percentile(delays, 0.99)),
      loopP50Ms: steady.loop.p50Ms,
      loopP99Ms: steady.loop.p99Ms,
      loopMaxMs: steady.loop.maxMs,
      rssKbPerConnection: (memory.full.rss - memory.empty.rss) / 1024 / players,
      heapKbPerConnection: (heapOf(memory.full) - heapOf(memory.empty)) / 1024 / players,
      patchMs: raw.patchMs ?? null,
      loaderCpuMsPerS: steady.loaderCpuMs / seconds,
      refusedJoins: troubles.refused,
      failedJoins: troubles.failed,
      lostSockets: Object.values(troubles.lost).reduce((sum, count) => sum + count, 0),
      unseenEvents: matched.reduce((sum, { unseen }) => sum + unseen.length, 0),
      badRows: bad.length,
    },
  };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
/** Node already counts array buffers as external. */
const heapOf = ({ heapUsed, external }: Memory): number => heapUsed + external;

/** With damping, leaves and quick returns must stay invisible. */
const visibleEvents = ({ isOneList, steady }: Raw): PlayerEvent[] =>
  isOneList ? steady.events : steady.events.filter(({ kind }) => kind === 'status');

/** Mean count of an observer's updates up to the end of the steady phase, which is also where the CPU count ends. */
function updatesPerClient(matched: readonly Matched[], endedAt: number): number {
  const seen = matched.flatMap((one) => one.seen).filter(({ seenAt }) => seenAt <= endedAt);
  return seen.length / Math.max(1, matched.length);
}

/** Compares the observers' lists and the list over HTTP with the loader's final state. */
function judge({ isOneList, truth, reports, httpRows }: Raw): string[] {
  const observers = reports.map(({ id, name, shard }) => ({ id, name, status: 'online', shard, is: 'in' as const }));
  const everybody: TruePlayer[] = [...truth, ...observers];
  return [
    ...reports.flatMap(({ name, shard, rows }) => {
      const shown = everybody.filter((player) => isOneList || player.shard === shard);
      return badRows(rows, shown).map((bad) => `to ${name}: ${bad}`);
    }),
    ...(httpRows ? badRows(httpRows, everybody).map((bad) => `over HTTP: ${bad}`) : []),
  ];
}

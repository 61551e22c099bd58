/** From what a run noted to its figures. Pure. */

import { percentile } from '../lib/percentile.ts';
import type { Probe } from '../lib/probe.ts';
import { type Matched, matchEvents, type PlayerEvent } from './match.ts';
import type { Report } from './observer/Observer.ts';
import { badRows, type GivenRow, type TruePlayer } from './truth.ts';

type Memory = ReturnType<Probe['memory']>['after'];

/** As it was noted; times in ms, sizes in bytes. `empty` and `full`: after a collection, before and with everybody in. */
export type Raw = {
  players: number;
  isOneList: boolean;
  signInMs: number;
  storm: { cpuMs: number; wallMs: number; bytes: number };
  memory: { empty: Memory; full: Memory };
  steady: {
    cpuMs: number;
    /** From the start to the server's last answer, at `endedAt`. */
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

/** The unit is in the name. `null`: could not be measured, because nothing was seen or nothing says it. */
export type Figures = {
  signInS: number;
  stormCpuS: number;
  stormWallS: number;
  stormMb: number;
  cpuMsPerS: number;
  /** The server was ready to run and its core was another's: much of it, and the machine was not quiet. */
  waitedMsPerS: number | null;
  /** CPU for one row's change that one client is shown. */
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
  /** Above about 800 the loader itself is what was measured. */
  loaderCpuMsPerS: number;
  /** Joins that were told to wait, and joins that failed and were tried again. */
  refusedJoins: number;
  failedJoins: number;
  lostSockets: number;
  /** Changes that an observer should have seen by themselves and did not. */
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
/** Node counts array buffers as external already. */
const heapOf = ({ heapUsed, external }: Memory): number => heapUsed + external;

/** Damped leaves and quick returns are not to be seen at all. */
const visibleEvents = ({ isOneList, steady }: Raw): PlayerEvent[] =>
  isOneList ? steady.events : steady.events.filter(({ kind }) => kind === 'status');

/** What the mean observer was shown up to the end of the steady phase: its CPU is counted up to there, too. */
function updatesPerClient(matched: readonly Matched[], endedAt: number): number {
  const seen = matched.flatMap((one) => one.seen).filter(({ seenAt }) => seenAt <= endedAt);
  return seen.length / Math.max(1, matched.length);
}

/** The observers' lists, and the list over HTTP, against everybody as the loader left them. */
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

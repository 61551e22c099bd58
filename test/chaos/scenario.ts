/**
 * A scenario measures what a fault does to a running lobby: it starts processes, breaks something, and returns figures
 * with their bars. It runs small in `npm test` and in full size in `npm run test:chaos`.
 *
 *   export const killNine: Scenario<{ players: number }> = {
 *     id: 'killNine', title: '…', small: { players: 60 }, full: { players: 500 },
 *     run: async ({ players }, tools) => { const cluster = await tools.cluster({ processes: 2 }); …; return [figure({ … })]; },
 *   };
 */
import type { ClusterOptions, LocalCluster } from '../../scripts/cluster/startCluster.ts';

export type Bar = { atMost: number } | { atLeast: number };
/** `ms`: a duration; `%`: 0 to 100; `KB/min`: growth; otherwise the counted things, in the plural. */
export type Unit =
  | 'ms'
  | '%'
  | 'KB'
  | 'KB/min'
  | 'players'
  | 'sockets'
  | 'writes'
  | 'rooms'
  | 'matches'
  | 'processes'
  | 'kicks'
  | 'exits';

export type Figure = {
  id: string;
  /** Completes the scenario's title. */
  name: string;
  /** Null if it did not happen while the scenario waited; the bar is then not met. */
  value: number | null;
  unit: Unit;
  /** The total, where the value alone says too little. */
  of?: number;
  bar: Bar;
  met: boolean;
  /** How it was measured, in one sentence. */
  how: string;
};

export type Scenario<Size extends object = object> = {
  id: string;
  /** What breaks, and where. */
  title: string;
  /** Takes more than 150 s in full size. */
  isLong?: boolean;
  small: Size;
  full: Size;
  run(size: Size, tools: Tools): Promise<Figure[]>;
};

export type Tools = {
  /** Prints a line with the time since the start. */
  say(line: string): void;
  /** Calls are made at the scenario's end, also after a failure, the last one first. */
  atEnd(end: () => unknown): void;
  /**
   * A cluster with the default limits, stopped at the end; each player comes from an address of their own
   * (loopbackHomes.ts). `lines` collects its log from level `warn` on.
   */
  cluster(options: ClusterOptions): Promise<LocalCluster>;
  /** Such as `p1 {"level":40,…}`, the latest last. */
  readonly lines: readonly string[];
};

/** Derives `met`. Durations are rounded to ms, other values to a tenth. */
export function figure(given: Omit<Figure, 'met' | 'value'> & { value: number | undefined }): Figure {
  const { bar, unit } = given;
  const isMeasured = given.value !== undefined && Number.isFinite(given.value);
  const value = isMeasured ? round(given.value as number, unit === 'ms' ? 1 : 10) : null;
  const met = value !== null && ('atMost' in bar ? value <= bar.atMost : value >= bar.atLeast);
  return { ...given, value, met };
}

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;

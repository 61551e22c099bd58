/**
 * What a fault does to a running lobby, measured: a scenario starts what it breaks, breaks it, and gives its figures with
 * their bars. It is a function of its size: small in `npm test`, full in `npm run test:chaos`.
 *
 *   export const killNine: Scenario<{ players: number }> = {
 *     id: 'killNine', title: '…', small: { players: 60 }, full: { players: 500 },
 *     run: async ({ players }, tools) => { const cluster = await tools.cluster({ processes: 2 }); …; return [figure({ … })]; },
 *   };
 */
import type { ClusterOptions, LocalCluster } from '../../scripts/cluster/startCluster.ts';

export type Bar = { atMost: number } | { atLeast: number };
/** `ms`: a duration; `%`: 0 to 100; else what is counted, in the plural. */
export type Unit =
  | 'ms'
  | '%'
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
  /** What the value is, to be read behind the scenario's title. */
  name: string;
  /** Null: it never came to that while the scenario waited, so the bar is not met. */
  value: number | null;
  unit: Unit;
  /** Of how many, where that says more than the value alone. */
  of?: number;
  bar: Bar;
  met: boolean;
  /** How it was measured, in one sentence. */
  how: string;
};

export type Scenario<Size extends object = object> = {
  id: string;
  /** What breaks, and in what. */
  title: string;
  small: Size;
  full: Size;
  run(size: Size, tools: Tools): Promise<Figure[]>;
};

export type Tools = {
  /** Prints a line with the time since the scenario began. */
  say(line: string): void;
  /** Called at the scenario's end, whatever becomes of it; the last one first. */
  atEnd(end: () => unknown): void;
  /** A cluster with LIMITS off that is stopped at the end; its processes' lines from `warn` on are in `lines`. */
  cluster(options: ClusterOptions): Promise<LocalCluster>;
  /** `p1 {"level":40,…}`, the latest last. */
  readonly lines: readonly string[];
};

/** `met` follows from value and bar. Values are rounded: durations to ms, others to a tenth. */
export function figure(given: Omit<Figure, 'met' | 'value'> & { value: number | undefined }): Figure {
  const { bar, unit } = given;
  const isMeasured = given.value !== undefined && Number.isFinite(given.value);
  const value = isMeasured ? round(given.value as number, unit === 'ms' ? 1 : 10) : null;
  const met = value !== null && ('atMost' in bar ? value <= bar.atMost : value >= bar.atLeast);
  return { ...given, value, met };
}

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;

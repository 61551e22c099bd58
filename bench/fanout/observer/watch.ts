/** Somebody who looks: a player with a whole client, which decodes all that it is sent. */
import type { GivenRow } from '../truth.ts';

/** Told of each row that came, changed its status or went (`LEFT`), when it was decoded. */
export type Saw = (name: string, value: string) => void;

export interface Watch {
  /** The own row's key. */
  readonly id: string;
  readonly name: string;
  /** '' where there is only one. */
  readonly shard: string;
  rows(): GivenRow[];
  heartbeat(): void;
  /** The server's interval, in ms, where it says so. */
  patchMs(): number | undefined;
}

export type WatchStart = { port: number; name: string; saw: Saw };

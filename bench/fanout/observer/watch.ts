/** An observer: a player with a full client that decodes everything it receives. */
import type { GivenRow } from '../truth.ts';

/** Called, once decoded, for each row that appears, changes its status or goes (`LEFT`). */
export type Saw = (name: string, value: string) => void;

export interface Watch {
  /** Key of its own row. */
  readonly id: string;
  readonly name: string;
  /** '' if the peer has only one. */
  readonly shard: string;
  rows(): GivenRow[];
  heartbeat(): void;
  /** The server's patch interval in ms, if it reports one. */
  patchMs(): number | undefined;
}

export type WatchStart = { port: number; name: string; saw: Saw };

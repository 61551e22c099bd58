/** How a player joins and acts, in the wire format of one peer. */
import type { ChosenStatus } from '../../../shared/status.ts';

export type Identity = { id: string; name: string; token: string };

/** A joined player: their row is shown, and they have the whole list. */
export interface Connection {
  /** The key of their row. */
  readonly id: string;
  /** '' if the peer has only one. */
  readonly shard: string;
  heartbeat(): void;
  setStatus(status: ChosenStatus): void;
  /** A deliberate leave: nothing is held. */
  leave(): void;
}

export type ConnectionHooks = {
  /** Called just before writing the bytes that make the row appear. */
  announcing(): void;
  /** Called once, after `enter` resolved, when either side has closed the socket. */
  closed(why: string): void;
};

export type Entry = { connection: Connection } | { retryAfterMs: number };

export interface Connector {
  /** `name` is ignored if the peer assigns names itself. */
  signIn(name: string): Promise<Identity>;
  /** Resolves when the whole list has arrived, or with how long to wait. */
  enter(who: Identity, hooks: ConnectionHooks): Promise<Entry>;
}

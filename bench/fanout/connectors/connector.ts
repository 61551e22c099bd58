/** A player's way in, and what they do there, in the words of one peer's wire. */
import type { ChosenStatus } from '../../../shared/status.ts';

export type Identity = { id: string; name: string; token: string };

/** A player who is in: their row is shown, and they have the whole list. */
export interface Seat {
  /** What their row is keyed by. */
  readonly id: string;
  /** '' where there is only one. */
  readonly shard: string;
  heartbeat(): void;
  setStatus(status: ChosenStatus): void;
  /** Of their own will: nothing is held for them. */
  leave(): void;
}

export type SeatHooks = {
  /** Just before the bytes that make the row appear are written. */
  announcing(): void;
  /** Once, after `enter` resolved: the socket is gone, whoever closed it. */
  closed(why: string): void;
};

export type Entry = { seat: Seat } | { retryAfterMs: number };

export interface Door {
  /** `name`: where the peer gives none of its own. */
  signIn(name: string): Promise<Identity>;
  /** Resolves when the whole list has come, or with how long to wait. Rejects with what went wrong. */
  enter(who: Identity, hooks: SeatHooks): Promise<Entry>;
}

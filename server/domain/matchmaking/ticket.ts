import type { PlayerId } from '../../../shared/ids.ts';

/** `mu`, `sigma`: the estimate of the player's skill and its uncertainty (ratings.ts). */
export type TicketPlayer = {
  readonly id: PlayerId;
  readonly name: string;
  readonly mu: number;
  readonly sigma: number;
};
/** One entry in the queue, of a player or a party. `queuedAt`: ms of the desk's clock. */
export type Ticket = {
  readonly id: string;
  readonly mode: string;
  readonly players: readonly TicketPlayer[];
  readonly queuedAt: number;
  /** Players that one of its players has blocked, or that have blocked one of them. */
  readonly blocks: readonly PlayerId[];
  /** Latest opponents, the newest first. */
  readonly recent: readonly PlayerId[];
};

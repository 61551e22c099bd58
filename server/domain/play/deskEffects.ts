/** What comes of what is asked of the desk, in its order: said to players, done with rooms, stored. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import type { MatchRow, PlayPushes } from '../../../shared/playProtocol.ts';
import type { Reasons } from '../matchmaking/matchmaker.ts';
import type { Quality } from '../matchmaking/matchQuality.ts';
import type { Ticket } from '../matchmaking/ticket.ts';
import type { Activity } from '../presence/player.ts';
import type { StoredDrops } from './drops.ts';
import type { StoredPenalty } from './penalties.ts';

export type SeatPlan = { readonly playerId: PlayerId; readonly name: string; readonly team: number };
export type MatchPlan = {
  readonly matchId: string;
  readonly mode: string;
  readonly seats: readonly SeatPlan[];
  readonly maxSeats: number;
  readonly bots: number;
  /** How well they play; 'medium' where nobody chose. */
  readonly botStrength?: BotStrength;
  /** Others may still come in. */
  readonly isOpen: boolean;
  readonly isPrivate: boolean;
  /** Its players chose each other: it counts for nothing, so that nobody raises a friend. */
  readonly isFriendly: boolean;
  readonly code?: string;
};

/** `proposal`: the match that it was proposed, in a ready check or a room that is being made, which nobody remembers after this desk. */
export type StoredTicket = { ticket: Ticket; proposal?: string };
/** `tickets`: those that are given up when everybody is seated. `left`: who had a seat and is out of it for good. */
export type StoredMatch = {
  plan: MatchPlan;
  state: 'open' | 'seating' | 'playing';
  tickets: readonly string[];
  left?: readonly PlayerId[];
};

/** The latest waits in a mode, in ms. */
export type StoredWaits = { mode: string; waits: readonly number[] };
/** Everything of a desk that another goes on with. */
export type StoredDesk = {
  tickets: readonly StoredTicket[];
  matches: readonly StoredMatch[];
  penalties: readonly StoredPenalty[];
  drops: readonly StoredDrops[];
  waits: readonly StoredWaits[];
};

export type DeskPush = {
  [Type in keyof PlayPushes]: { type: 'push'; to: PlayerId; push: Type; payload: PlayPushes[Type] };
}[keyof PlayPushes];
export type DeskEffect =
  | DeskPush
  /** Make the room, once for the match id; answer with `opened`. */
  | { type: 'open'; plan: MatchPlan }
  /** Reserve a seat in the match's room and push `matchReady`; answer with `seatMissed` where that is not possible. */
  | {
      type: 'seat';
      matchId: string;
      mode: string;
      playerId: PlayerId;
      name: string;
      role: 'player' | 'spectator';
      team: number;
    }
  /** For the log: a match was found and is proposed. `sides`: how many players each ticket has. */
  | { type: 'found'; matchId: string; mode: string; sides: number[][]; quality: Quality; reasons: Reasons }
  /** Nobody is wanted there any more. */
  | { type: 'close'; matchId: string }
  | { type: 'activity'; playerId: PlayerId; activity: Activity | undefined }
  | { type: 'listed'; put?: MatchRow; removed?: string }
  /** The whole list: what is not in it is gone. */
  | { type: 'relisted'; rows: readonly MatchRow[] }
  /** For the log: what the last desk had stored is of a mode that there is no more. */
  | { type: 'outdated'; kind: 'ticket' | 'match'; id: string; mode: string }
  | { type: 'save'; kind: 'ticket'; id: string; value: StoredTicket }
  | { type: 'save'; kind: 'match'; id: string; value: StoredMatch }
  | { type: 'save'; kind: 'penalty'; id: PlayerId; value: StoredPenalty }
  | { type: 'save'; kind: 'drops'; id: PlayerId; value: StoredDrops }
  | { type: 'save'; kind: 'waits'; id: string; value: StoredWaits }
  | { type: 'forget'; kind: 'ticket' | 'match' | 'penalty' | 'drops'; id: string };

export class Effects {
  #effects: DeskEffect[] = [];

  add(...effects: DeskEffect[]): void {
    this.#effects.push(...effects);
  }

  push<Type extends keyof PlayPushes>(to: PlayerId, push: Type, payload: PlayPushes[Type]): void {
    this.#effects.push({ type: 'push', to, push, payload } as DeskPush);
  }

  setActivity(playerId: PlayerId, activity: Activity | undefined): void {
    this.#effects.push({ type: 'activity', playerId, activity });
  }

  take(): DeskEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

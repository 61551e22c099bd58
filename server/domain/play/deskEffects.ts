/** The effects of the desk, in order: pushes to players, orders to rooms, writes to the store. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import type { Persona } from '../../../shared/playerRow.ts';
import type { MatchProgress, MatchRow, PlayPushes } from '../../../shared/playProtocol.ts';
import type { PlayStatus } from '../../../shared/status.ts';
import type { Reasons } from '../matchmaking/matchmaker.ts';
import type { Quality } from '../matchmaking/matchSides.ts';
import type { Ticket } from '../matchmaking/ticket.ts';

export type SeatPlan = Readonly<Persona> & { readonly playerId: PlayerId; readonly team: number };
export type MatchPlan = {
  readonly matchId: string;
  readonly mode: string;
  readonly seats: readonly SeatPlan[];
  readonly maxSeats: number;
  readonly bots: number;
  /** Left out: 'medium'. */
  readonly botStrength?: BotStrength;
  /** Others may join until it begins. */
  readonly isOpen: boolean;
  readonly isPrivate: boolean;
  /** Its players chose each other: it changes no ratings, so that nobody raises a friend. */
  readonly isFriendly: boolean;
  readonly code?: string;
};

/** `proposal`: the match that the ticket was proposed. Its ready check or opening room ends with this desk. */
export type StoredTicket = { ticket: Ticket; proposal?: string };
/** `tickets`: of the queue, until everybody is seated. `left`: players that had a seat and are out for good. */
export type StoredMatch = {
  plan: MatchPlan;
  state: 'open' | 'seating' | 'playing';
  tickets: readonly string[];
  left?: readonly PlayerId[];
  /** Told by its room, and not stored. */
  progress?: MatchProgress | undefined;
};

/** Penalties, or drops. */
export type Offences = { readonly count: number; readonly lastAt: number };
export type StoredOffences = Offences & { readonly player: PlayerId };
/** The latest waits in a mode, in ms. */
export type StoredWaits = { mode: string; waits: readonly number[] };
/** Everything that another desk needs to go on. */
export type StoredDesk = {
  tickets: readonly StoredTicket[];
  matches: readonly StoredMatch[];
  penalties: readonly StoredOffences[];
  drops: readonly StoredOffences[];
  waits: readonly StoredWaits[];
};

export type DeskPush = {
  [Type in keyof PlayPushes]: { type: 'push'; to: PlayerId; push: Type; payload: PlayPushes[Type] };
}[keyof PlayPushes];
export type DeskEffect =
  | DeskPush
  /** Make the room, once for each match id; answer with `opened`. */
  | { type: 'open'; plan: MatchPlan }
  /** Reserve a seat in the match's room and push `matchReady`; answer with `seatMissed` where that is not possible. */
  | (SeatPlan & { type: 'seat'; matchId: string; mode: string; role: 'player' | 'spectator' })
  /** For the log. `sides`: the number of players of each ticket. */
  | { type: 'found'; matchId: string; mode: string; sides: number[][]; quality: Quality; reasons: Reasons }
  | { type: 'close'; matchId: string }
  | { type: 'activity'; playerId: PlayerId; activity: PlayStatus | undefined }
  /** `progressed`: nothing else of the row has changed. */
  | {
      type: 'listed';
      put?: MatchRow;
      removed?: string;
      progressed?: { matchId: string; progress: MatchProgress };
    }
  /** The whole list; matches that are not in it are gone. */
  | { type: 'relisted'; rows: readonly MatchRow[] }
  /** For the log: the last desk stored something of a mode that no longer exists. */
  | { type: 'outdated'; kind: 'ticket' | 'match'; id: string; mode: string }
  | { type: 'save'; kind: 'ticket'; id: string; value: StoredTicket }
  | { type: 'save'; kind: 'match'; id: string; value: StoredMatch }
  | { type: 'save'; kind: 'penalty' | 'drops'; id: PlayerId; value: StoredOffences }
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

  setPlayStatus(playerId: PlayerId, playStatus: PlayStatus | undefined): void {
    this.#effects.push({ type: 'activity', playerId, activity: playStatus });
  }

  /** Of a mode that there is no more. */
  forgetOutdated({ matchId, mode, seats }: MatchPlan): void {
    this.add({ type: 'outdated', kind: 'match', id: matchId, mode }, { type: 'close', matchId });
    this.add({ type: 'forget', kind: 'match', id: matchId });
    for (const { playerId } of seats) this.setPlayStatus(playerId, undefined);
  }

  take(): DeskEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

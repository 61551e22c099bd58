import type { NamedPlayer } from './playerRow.ts';

/**
 * What every match room says to its players and spectators, whatever the game; the game's own messages stand with the
 * game. A player leaves with the SDK's `room.leave()`: in a running match that is abandoning it. By the request `startMatch`
 * `{}` → `{}` the player in the first seat begins a match with open seats, once the mode's least number of players is there.
 * It is refused with `request/notAllowed` to others, too early, and while a player is on the way.
 */
export const BOT_STRENGTHS = ['easy', 'medium', 'hard'] as const;
export type BotStrength = (typeof BOT_STRENGTHS)[number];

/** `seating`: not everybody is there yet. `over`: it has a result, and the room closes soon. */
export type MatchPhase = 'seating' | 'running' | 'over';

/** `waiting`: for its player. `dropped`: held for `leftMs`, the game goes on. `gone`: abandoned. */
export type SeatRow = {
  /** Null, as is `id`, for spectators from whom the player hides; they are told neither emblem nor rating. */
  name: string | null;
  /** As chosen: of two that are equal at one table, clients show the second in the next livery (shared/emblem.ts). */
  emblem?: number;
  team: number;
  is: 'waiting' | 'here' | 'dropped' | 'gone' | 'bot';
  /** The player's; a bot has none. */
  id?: string | null;
  bot?: BotStrength;
  rating?: number;
  /** Until the seat is given up. */
  leftMs?: number;
};

/** The emotes that a player may show (shared/matchRequests.ts). */
export const EMOTES = ['clap', 'wow', 'think', 'phew', 'fire', 'thanks', 'wave', 'gg'] as const;
export type Emote = (typeof EMOTES)[number];

/** A line at the table: of the player in `seat`, named as there, or of a spectator. `atS`: unix seconds. */
export type TalkLine = { messageId: string; text: string; atS: number } & ({ seat: number } | { from: NamedPlayer });

export type MatchPushes = {
  /** After a join or resume, and whenever something of it changes. Places in `seats` are for good once it is running. */
  tableUpdated: {
    matchId: string;
    mode: string;
    phase: MatchPhase;
    seats: SeatRow[];
    /** Your place in `seats`; null: you watch. */
    you: number | null;
    /** Without those who hide. */
    spectators: number;
  };
  /** Not from those behind a block. Spectators' lines come to players after the result. */
  tableSaid: TalkLine;
  emoted: { seat: number; emote: Emote };
  /** `places`: of each seat, 1 is the best, equal numbers share a place. */
  matchEnded: { places: number[]; closesInMs: number };
};

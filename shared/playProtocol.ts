/** What the lobby says about playing. Everything about a match carries its `matchId`. Requests stand in requests.ts. */
import type { NamedPlayer, SeenPlayer } from './playerRow.ts';

/** Read aloud to a friend, so it has no letters and digits that look alike. */
export const INVITE_CODE = /^[A-HJ-NP-Z2-9]{6}$/;

/** Durations count from now, so that a client's clock does not matter. */
export type QueueView = {
  ticketId: string;
  mode: string;
  waitedMs: number;
  /** In the mode's queue: the players whom everybody sees, and those of this ticket. */
  playersInQueue: number;
  /** Ratings that may be matched now; null where the mode is not ranked. */
  window: { from: number; to: number } | null;
  /** The middle half of the latest waits (first to third quartile); null while too few are known. */
  waitRangeMs: { from: number; to: number } | null;
  /** `playBots` is allowed. */
  canPlayBots: boolean;
};

/** Why a player left the queue without a match. `party`: the party changed. `failed`: the queue was lost. */
export type UnqueuedWhy = 'left' | 'party' | 'gone' | 'accepted' | 'declined' | 'timedOut' | 'failed';

/** Named to each other once all have accepted; before that, players who hide are named to those who see them. */
export type ProposalPlayer = SeenPlayer & { isReady: boolean };
/** `party`: a player's party changed. `failed`: the server's fault. */
export type CancelReason = 'declined' | 'timedOut' | 'dropped' | 'seatMissed' | 'party' | 'failed';

/** Admits to one seat of the match's room, with `client.consumeSeatReservation`. */
export type MatchReservation = {
  name: string;
  sessionId: string;
  roomId: string;
  processId: string;
  publicAddress?: string;
};

/** `playing`: no longer open. */
export type MatchState = 'open' | 'playing';
/**
 * Where a running match stands. `at`: the round or the move that is played, from 1. `scores`: of each seat, in the order of
 * the row's players, then of its bots; empty in a game that keeps none.
 */
export type MatchProgress = { at: number; scores: number[] };
export type MatchRow = {
  matchId: string;
  mode: string;
  state: MatchState;
  /** Hidden ones are unnamed. A match without a named player is in no list. In the order of the seats once it is running. */
  players: SeenPlayer[];
  /** Those of bots among them. */
  seats: number;
  /** Seats of bots; left out where there are none. */
  bots?: number;
  /** Left out before it runs, and of games that do not tell. */
  progress?: MatchProgress;
  /** Without those who hide. */
  spectators: number;
};

export type PartyMember = NamedPlayer & { isHere: boolean };
export type PartyView = {
  partyId: string;
  leaderId: string;
  members: PartyMember[];
  /** Unanswered, of the players whom you may know. */
  invited: (NamedPlayer & { inviteId: string; leftMs: number })[];
};
export type PartyWhy = 'joined' | 'left' | 'removed' | 'promoted' | 'disbanded' | 'gone' | 'declined' | 'expired';

export type PlayPushes = {
  /**
   * Undefined `queue`: not queued. Comes every few seconds while queued, and at each change. After a join or a resume it
   * also carries `penaltyMs`: how long the player may not queue.
   */
  queueUpdated: { queue?: QueueView; why?: UnqueuedWhy; penaltyMs?: number };
  /** Comes again when a player accepts. `leftMs`: the time left to accept. `isRated`: it can change ratings. */
  matchProposed: {
    proposalId: string;
    matchId: string;
    mode: string;
    isRated: boolean;
    leftMs: number;
    players: ProposalPlayer[];
  };
  /** A seat is held for you for a few seconds. */
  matchReady: { matchId: string; mode: string; role: 'player' | 'spectator'; reservation: MatchReservation };
  /** `penaltyMs`: how long you may not queue, if it was your fault. The others are back in the queue and keep their age. */
  matchCancelled: {
    matchId: string;
    reason: CancelReason;
    isYourFault: boolean;
    penaltyMs: number;
    isQueuedAgain: boolean;
  };
  /** A match that you played. `isRated`: it changed ratings, which matches against bots or by invite never do. */
  matchFinished: {
    matchId: string;
    mode: string;
    isRated: boolean;
    results: (NamedPlayer & { place: number; ratingBefore?: number; ratingAfter?: number })[];
  };
  /**
   * Of a match that is over, to its players: ids of those who want a rematch, and of those who left the table instead.
   * `isOutOfTime`: the room has closed before everybody had asked.
   */
  rematchUpdated: { matchId: string; asked: string[]; refused: string[]; isOutOfTime: boolean };
  /** A delta; `isWhole`: the complete list. `progressed`: rows of which nothing else has changed. */
  matchesUpdated: {
    isWhole: boolean;
    put: MatchRow[];
    removed: string[];
    progressed?: { matchId: string; progress: MatchProgress }[];
  };
  /**
   * Of a match that `watchTiles` named, at most once a second and only where it has changed. `summary`: what its game makes of
   * it (shared/games), bytes for the bundled ones.
   */
  tileUpdated: { matchId: string; summary: unknown };
  /** Undefined `party`: you are in none. */
  partyUpdated: { party?: PartyView; why?: PartyWhy; whoId?: string };
  invited: {
    inviteId: string;
    kind: 'party' | 'challenge';
    from: NamedPlayer;
    mode?: string;
    leftMs: number;
  };
  /** An invite to you or from you is over: answered, taken back, or expired. */
  inviteEnded: { inviteId: string };
};

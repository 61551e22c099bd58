/**
 * What both ends of the lobby's wire say about playing: queue, ready check, matches, parties, invites. As in protocol.ts,
 * requests are imperative and have replies, pushes are past tense; everything about a match carries its `matchId`.
 */
import { z } from 'zod';
import { BOT_STRENGTHS } from './matchProtocol.ts';

const Id = z.string().min(1).max(64);
/** What is read aloud to a friend: no letters and digits that look alike. */
export const INVITE_CODE = /^[A-HJ-NP-Z2-9]{6}$/;

export const JoinQueue = z.strictObject({ mode: Id });
export type JoinQueue = z.infer<typeof JoinQueue>;
export const LeaveQueue = z.strictObject({});
/** While queued for a mode with bots: play now, with bots in the empty seats, of medium strength where none is chosen. */
export const PlayBots = z.strictObject({ strength: z.enum(BOT_STRENGTHS).optional() });
export type PlayBots = z.infer<typeof PlayBots>;
export const AcceptMatch = z.strictObject({ proposalId: Id });
export type AcceptMatch = z.infer<typeof AcceptMatch>;
export const DeclineMatch = AcceptMatch;
export const CreateMatch = z.strictObject({ mode: Id, isPrivate: z.boolean() });
export type CreateMatch = z.infer<typeof CreateMatch>;
/** An open match from the list, or by invite code in upper case. */
export const JoinMatch = z.union([
  z.strictObject({ matchId: Id }),
  z.strictObject({ code: z.string().regex(INVITE_CODE) }),
]);
export type JoinMatch = z.infer<typeof JoinMatch>;
export const WatchMatch = z.strictObject({ matchId: Id });
export type WatchMatch = z.infer<typeof WatchMatch>;
/** Again with the same players: starts when all of them have asked for it. */
export const Rematch = z.strictObject({ matchId: Id });
export type Rematch = z.infer<typeof Rematch>;
export const Challenge = z.strictObject({ playerId: Id, mode: Id });
export type Challenge = z.infer<typeof Challenge>;
/** Whether `matchesUpdated` comes; the first one brings the whole list. */
export const FollowMatches = z.strictObject({ on: z.boolean() });
export type FollowMatches = z.infer<typeof FollowMatches>;

export const CreateParty = z.strictObject({});
export const InviteToParty = z.strictObject({ playerId: Id });
export type InviteToParty = z.infer<typeof InviteToParty>;
/** To a party or to a challenge. */
export const AnswerInvite = z.strictObject({ inviteId: Id, accept: z.boolean() });
export type AnswerInvite = z.infer<typeof AnswerInvite>;
export const LeaveParty = z.strictObject({});
export const Promote = InviteToParty;
export const RemoveFromParty = InviteToParty;

/** Times are ms from now, so that a client's clock does not matter. */
export type QueueView = {
  ticketId: string;
  mode: string;
  waitedMs: number;
  /** Tickets in the queue of the mode count their players. */
  playersInQueue: number;
  /** Ratings that are looked for now; null where the mode is not ranked. */
  window: { from: number; to: number } | null;
  /** How long half of the latest waits were, quarter to three quarters; null while too few are known. */
  waitRangeMs: { from: number; to: number } | null;
  /** Bots may be asked for. */
  canPlayBots: boolean;
};

/** Why somebody is no longer queued without a match. `party`: the party changed. `failed`: the queue was lost. */
export type UnqueuedWhy = 'left' | 'party' | 'gone' | 'accepted' | 'declined' | 'timedOut' | 'failed';

export type ProposalPlayer = { id: string; name: string; isReady: boolean };
/** `party`: somebody's party changed. `failed`: our fault. */
export type CancelReason = 'declined' | 'timedOut' | 'dropped' | 'seatMissed' | 'party' | 'failed';

/** The right to one seat in the match's room: for `client.consumeSeatReservation`. */
export type MatchReservation = {
  name: string;
  sessionId: string;
  roomId: string;
  processId: string;
  publicAddress?: string;
};

/** `playing`: not open any more. */
export type MatchState = 'open' | 'playing';
export type MatchRow = {
  matchId: string;
  mode: string;
  state: MatchState;
  players: { id: string; name: string }[];
  seats: number;
  spectators: number;
};

export type PartyMember = { id: string; name: string; isHere: boolean };
export type PartyView = {
  partyId: string;
  leaderId: string;
  members: PartyMember[];
  /** Not answered yet. */
  invited: { inviteId: string; id: string; name: string; leftMs: number }[];
};
export type PartyWhy = 'joined' | 'left' | 'removed' | 'promoted' | 'disbanded' | 'gone' | 'declined' | 'expired';

export type PlayPushes = {
  /**
   * Undefined `queue`: not queued. Every few seconds while queued, and at each change. To who comes or comes back also
   * `penaltyMs`: how long they may not queue.
   */
  queueUpdated: { queue?: QueueView; why?: UnqueuedWhy; penaltyMs?: number };
  /** Again with each pip. `leftMs`: to accept. */
  matchProposed: { proposalId: string; matchId: string; mode: string; leftMs: number; players: ProposalPlayer[] };
  /** A seat is held for you, for a few seconds. */
  matchReady: { matchId: string; mode: string; role: 'player' | 'spectator'; reservation: MatchReservation };
  /** `penaltyMs`: how long you may not queue, when it was your fault; others are back in the queue with their age. */
  matchCancelled: {
    matchId: string;
    reason: CancelReason;
    isYourFault: boolean;
    penaltyMs: number;
    isQueuedAgain: boolean;
  };
  /** Of a match that you played. `isRated`: it changed ratings; not in a mode without them, against bots or by invite. */
  matchFinished: {
    matchId: string;
    mode: string;
    isRated: boolean;
    results: { id: string; name: string; place: number; ratingBefore?: number; ratingAfter?: number }[];
  };
  /** Deltas; `isWhole`: what is not in it is gone. */
  matchesUpdated: { isWhole: boolean; put: MatchRow[]; removed: string[] };
  /** Undefined `party`: in none. */
  partyUpdated: { party?: PartyView; why?: PartyWhy; whoId?: string };
  invited: {
    inviteId: string;
    kind: 'party' | 'challenge';
    from: { id: string; name: string };
    mode?: string;
    leftMs: number;
  };
  /** An invite to you is over: answered in another tab, taken back, or too late. */
  inviteEnded: { inviteId: string };
};

/**
 * What processes say to the desk, the one process that runs the queue, and what it says to them, over the bus. The number in
 * a topic is the version of the messages.
 */
import { z } from 'zod';
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { BotStrength } from '../../shared/matchProtocol.ts';
import type { MatchRow, PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import type { Activity } from '../domain/presence/player.ts';

export const ASKS = 'desk/1';
export const NEWS = 'play/1';
export const OFFICE = 'office/1';
export const answersTo = (process: ProcessId): string => `${ASKS}/${process}`;

/** A player's wish. `player` is whose session it came from. */
export type Ask = { player: PlayerId } & (
  | { type: 'joinQueue'; mode: string }
  | { type: 'leaveQueue' }
  | { type: 'playBots'; strength?: BotStrength }
  | { type: 'acceptMatch'; proposalId: string }
  | { type: 'declineMatch'; proposalId: string }
  | { type: 'createMatch'; mode: string; isPrivate: boolean }
  | { type: 'joinMatch'; matchId: string }
  | { type: 'joinByCode'; code: string }
  | { type: 'watchMatch'; matchId: string }
  | { type: 'rematch'; matchId: string }
  | { type: 'challenge'; playerId: PlayerId; mode: string }
  | { type: 'createParty' }
  | { type: 'inviteToParty'; playerId: PlayerId }
  | { type: 'answerInvite'; inviteId: string; accept: boolean }
  | { type: 'leaveParty' }
  | { type: 'promote'; playerId: PlayerId }
  | { type: 'removeFromParty'; playerId: PlayerId }
  /** The player has come: tell them what they are in. */
  | { type: 'sync' }
  /** Whom they have blocked, or who has blocked them, is not the same as before; where they are queued, that counts at once. */
  | { type: 'blocksChanged' }
);
/** What a match's room tells. */
export type Report = { matchId: string } & (
  | { type: 'seated' | 'left'; player: PlayerId }
  | { type: 'started' | 'finished' | 'closed' }
  | { type: 'seatMissed'; players: readonly PlayerId[] }
  | { type: 'spectators'; count: number }
);
/** A player of the asking process, who is shown there as queued, as playing, or as neither. */
export type ShownPlayer = { id: PlayerId; activity: Activity | null };
/** All that a process has to do with playing: its players, and the matches that have their rooms there. */
export type Stock = { players: ShownPlayer[]; matches: StoredMatch[] };
/**
 * `name`: the player's, as the asking process knows it: the desk's may not have heard of who has just come. `resync`: the
 * process may have missed words, or the desk may know less than the last one; it is answered with the list of matches.
 */
export type DeskRequest = { ask: Ask; name?: string } | { report: Report } | { resync: Stock };

/** `expiresAt` is the asker's patience, in unix ms: nobody waits for what is done later. */
export type Asked = { id: string; from: ProcessId; request: DeskRequest; expiresAt: number };
const AskedShape = z.object({
  id: z.string(),
  from: z.string(),
  request: z.record(z.string(), z.unknown()),
  expiresAt: z.number(),
});

/** Undefined for what is none. What is asked for is not looked into: it comes from our own code, of the same version. */
export const readAsked = (message: unknown): Asked | undefined =>
  AskedShape.safeParse(message).data as Asked | undefined;

/** A sign of life of the process in office, under the fence of its lease. `isOver`: it has resigned. */
const OfficeWord = z.object({ process: z.string(), fence: z.number(), isOver: z.boolean().optional() });
export type OfficeWord = { process: ProcessId; fence: number; isOver?: boolean | undefined };
export const readOffice = (message: unknown): OfficeWord | undefined =>
  OfficeWord.safeParse(message).data as OfficeWord | undefined;

export type Reply = { matchId?: string; code?: string; ticketId?: string; rows?: MatchRow[] };
export type Answered = { id: string } & ({ reply: Reply } | { refusal: PlayRefusal | 'server/error' });

export type NewsItem =
  | {
      [Type in keyof PlayPushes]: { type: 'push'; to: PlayerId; push: Type; payload: PlayPushes[Type] };
    }[keyof PlayPushes]
  | { type: 'activity'; playerId: PlayerId; activity?: Activity | undefined }
  /** The rating that everybody sees of the player now. */
  | { type: 'rated'; playerId: PlayerId; rating: number }
  | { type: 'listed'; put?: MatchRow; removed?: string }
  /** A new desk's whole list. */
  | { type: 'relisted'; rows: readonly MatchRow[] };
export type News = { items: NewsItem[] };

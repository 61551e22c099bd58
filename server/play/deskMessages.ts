/** Messages between processes and the desk, over the bus. The number in a topic is the version of its messages. */
import { z } from 'zod';
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { Persona } from '../../shared/playerRow.ts';
import type { MatchProgress, MatchRow } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { DeskRequestName, ReadInput, RequestReply } from '../../shared/requests.ts';
import type { PlayStatus } from '../../shared/status.ts';
import type { DeskEffect, StoredMatch } from '../domain/play/deskEffects.ts';

export const ASKS = 'desk/2';
export const NEWS = 'play/1';
export const OFFICE = 'office/1';
/** Matches that ended, as everybody may know. */
export const HAPPENED = 'happened/1';
export const answersTo = (process: ProcessId): string => `${ASKS}/${process}`;

/** Without the index signature of an empty input. */
type Fields<Input> = string extends keyof Input ? unknown : Input;
/** A request of a player that the desk answers, as shared/requests.ts declares it. */
export type DeskAsk<Name extends DeskRequestName = DeskRequestName> = Name extends DeskRequestName
  ? { player: PlayerId; type: Name } & Fields<ReadInput<Name>>
  : never;
export type Ask =
  | DeskAsk
  /** The player has joined or resumed: push them what they are in. */
  | { player: PlayerId; type: 'sync' }
  /** The player blocks other players than before; invites, party and a queued ticket heed it at once. */
  | { player: PlayerId; type: 'blocksChanged' }
  /** May the player send this one a friend request now? */
  | { player: PlayerId; type: 'friendAsked'; playerId: PlayerId }
  /** The player has ended a friend request, their own or another's, by a yes or a no. */
  | { player: PlayerId; type: 'friendAskEnded'; from: PlayerId; to: PlayerId; isAccepted: boolean };
/**
 * `left`: the player is out of it for good. `leftTable`: they left the room after the result. `seatMissed`: seats were not
 * taken in time, or left before the match began; that calls off a match closed to others. `order`: of the seats, where players came by themselves. `closed`: the room is gone;
 * without `finished` before it there is no result.
 */
export type MatchFact =
  | { type: 'seated' | 'left' | 'leftTable'; player: PlayerId }
  | { type: 'finished' | 'closed' }
  | { type: 'started'; order?: readonly PlayerId[] }
  | { type: 'progressed'; progress: MatchProgress }
  | { type: 'seatMissed'; players: readonly PlayerId[] }
  | { type: 'spectators'; count: number };
export type Report = { matchId: string } & MatchFact;
/** A player of the asking process, shown there as queued, as playing, or as neither. */
export type LocalPlayer = { id: PlayerId; activity: PlayStatus | null };
/** A process' part in playing: its players, and the matches with their rooms there. */
export type ResyncReport = { players: LocalPlayer[]; matches: StoredMatch[] };
/**
 * `name`, `emblem`: the player's; the desk's process may not have heard of a player that has just joined. `resync`: the process
 * may have missed messages, or the desk may know less than the last one; the list of matches replies.
 */
export type DeskRequest = ({ ask: Ask } & Partial<Persona>) | { report: Report } | { resync: ResyncReport };

/** Past `expiresAt` (unix ms) nobody waits for the reply. */
export type Asked = { id: string; from: ProcessId; request: DeskRequest; expiresAt: number };
const AskedShape = z.object({
  id: z.string(),
  from: z.string(),
  request: z.record(z.string(), z.unknown()),
  expiresAt: z.number(),
});

/** Undefined for a malformed message. `request` itself is unchecked: it comes from our own code of this version. */
export const readAsked = (message: unknown): Asked | undefined =>
  AskedShape.safeParse(message).data as Asked | undefined;

/** A sign of life of the process in office, with its lease's fence. `isOver`: it has resigned. */
const OfficeMessage = z.object({ process: z.string(), fence: z.number(), isOver: z.boolean().optional() });
export type OfficeMessage = { process: ProcessId; fence: number; isOver?: boolean | undefined };
export const readOfficeMessage = (message: unknown): OfficeMessage | undefined =>
  OfficeMessage.safeParse(message).data as OfficeMessage | undefined;

export type Reply = RequestReply<DeskRequestName> | { rows: MatchRow[] };
export type DeskRefusal = PlayRefusal | 'store/away' | 'server/error';
export type Answered = { id: string } & ({ reply: Reply } | { refusal: DeskRefusal });

export type NewsItem =
  | Extract<DeskEffect, { type: 'push' | 'activity' | 'listed' | 'relisted' }>
  /** The ratings shown of the player from now on. */
  | { type: 'rated'; playerId: PlayerId; rating: number; ratings?: string };
export type News = { items: NewsItem[] };

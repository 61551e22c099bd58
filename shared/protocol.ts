/**
 * What both ends of the lobby's wire agree on beside pushes.ts and refusals.ts: requests, close codes, HTTP bodies.
 * Requests are imperative, pushes past tense. Every request is `room.request(type, payload)`; a refusal rejects with
 * `error.name === 'rejected'` and `error.reason` one of `RequestRefusal`.
 */
import { z } from 'zod';
import type { Mode } from './modes.ts';
import { type PlayerRow, VISIBILITIES } from './playerRow.ts';
import type { MatchRow } from './playProtocol.ts';
import type { RefusalCode } from './refusals.ts';
import { CHOSEN_STATUSES } from './status.ts';

export const LOBBY = 'lobby';

/**
 * `active`: the session is not idle. `inputAgoMs`: how long ago its last human input was, in ms (left out: now).
 * Sent every HEARTBEAT_MS and at once when `active` changes.
 */
export const Heartbeat = z.strictObject({
  active: z.boolean(),
  inputAgoMs: z.number().int().min(0).max(86_400_000).optional(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;
export const SetStatus = z.strictObject({ status: z.enum(CHOSEN_STATUSES) });
export type SetStatus = z.infer<typeof SetStatus>;
export const SetVisibility = z.strictObject({ visibility: z.enum(VISIBILITIES) });
export type SetVisibility = z.infer<typeof SetVisibility>;
/** The name's own rules (server/domain/names/names.ts) answer with a `name/…` refusal; here only the frame is bounded. */
export const SetName = z.strictObject({ name: z.string().max(256) });
export type SetName = z.infer<typeof SetName>;

/** Options of a join. Everything else about a player comes from the token's database row. */
export const JoinOptions = z.strictObject({
  /** From the push `moved`: carries the chosen status and the last activity over a restart. */
  resumeToken: z.string().max(2048).optional(),
  /** The id of a player whose shard is wanted. Not heeded where that player is not seen, or the shard is full. */
  beside: z.string().max(64).optional(),
});
export type JoinOptions = z.infer<typeof JoinOptions>;

/** WebSocket close codes of the contract. Which of them hold a seat: server/colyseus/closeCodes.ts. */
export const CLOSE = {
  consented: 4000,
  shutdown: 4001,
  error: 4002,
  mayReconnect: 4010,
  idle: 4100,
  replaced: 4101,
  kicked: 4102,
  banned: 4103,
} as const;

export type PlayersPage = { players: PlayerRow[]; total: number; nextCursor: string | null };
/** `matches`: the open ones. */
export type Bootstrap = {
  online: number;
  players: PlayerRow[];
  nowS: number;
  matches: MatchRow[];
  modes: readonly Mode[];
};
export type Stats = { online: number; queued: number; playing: number; shards: number; processes: number };
export type SignedIn = { user: { id: string; name: string }; token: string; expiresAtS: number };
export type HttpError = { error: RefusalCode; message: string };

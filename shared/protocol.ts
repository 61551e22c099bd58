/**
 * What both ends of the lobby's wire agree on beside pushes.ts and refusals.ts: statuses, requests, close codes, HTTP bodies.
 * Requests are imperative, pushes past tense. Every request is `room.request(type, payload)`; a refusal rejects with
 * `error.name === 'rejected'` and `error.reason` one of `RequestRefusal`.
 */
import { z } from 'zod';
import type { Mode } from './modes.ts';
import type { MatchRow } from './playProtocol.ts';
import type { RefusalCode } from './refusals.ts';

export const LOBBY = 'lobby';

/** `Player.status` on the wire. The number is the contract; the word is what code, logs and HTTP say. */
export const STATUS = { online: 0, away: 1, queued: 2, playing: 3, reconnecting: 4, busy: 5 } as const;
export type Status = keyof typeof STATUS;
export const STATUSES = Object.keys(STATUS) as readonly Status[];
/** The word for a status number; an unknown number (a newer server) reads as online. */
export const statusOf = (value: number): Status => STATUSES.find((status) => STATUS[status] === value) ?? 'online';

export const VISIBILITIES = ['everyone', 'friends', 'nobody'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What a player may choose for themself; the rest of `Status` is derived. */
export const CHOSEN_STATUSES = ['online', 'away', 'busy'] as const;
export type ChosenStatus = (typeof CHOSEN_STATUSES)[number];

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

/** What a player knows of themself; in no state, so that an invisible player has it too. */
export type Self = {
  id: string;
  name: string;
  status: Status;
  chosenStatus: ChosenStatus;
  visibility: Visibility;
  /** Unix seconds of the last human input. */
  lastActive: number;
  rating: number;
};

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

/** A row as HTTP gives it. `lastActiveAtS`: unix seconds. */
export type PlayerRow = {
  id: string;
  name: string;
  status: Status;
  lastActiveAtS: number;
  shard: string;
  rating?: number;
};
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

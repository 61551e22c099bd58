/** The lobby's wire beside requests.ts, pushes.ts and refusals.ts: options of a join, close codes, HTTP bodies. */
import { z } from 'zod';
import type { Mode } from './modes.ts';
import type { PlayerRow } from './playerRow.ts';
import type { MatchRow } from './playProtocol.ts';
import type { RefusalCode } from './refusals.ts';

export const LOBBY = 'lobby';

/** The minor versions whose wire this is, as in package.json: Foyer's own, and that of Colyseus. */
export const VERSION = '0.1';
export const COLYSEUS = '0.18';

/** Options of a join. Everything else about a player comes from the token's database row. */
export const JoinOptions = z.strictObject({
  /** From the push `moved`: carries the chosen status and the last activity over a restart. */
  resumeToken: z.string().max(2048).optional(),
  /** A player to share a shard with. Ignored where the joining player cannot see them, or the shard is full. */
  beside: z.string().max(64).optional(),
});
export type JoinOptions = z.infer<typeof JoinOptions>;

/** WebSocket close codes of the contract. Which of them hold a session: server/colyseus/closeCodes.ts. */
export const CLOSE = {
  consented: 4000,
  shutdown: 4001,
  error: 4002,
  mayReconnect: 4010,
  idle: 4100,
  replaced: 4101,
  kicked: 4102,
  banned: 4103,
  /** For a flood or a broken client. Followed by a cool-down, in which the player's joins are refused. */
  cut: 4104,
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
export type SignedIn = { user: { id: string; name: string; emblem?: number }; token: string; expiresAtS: number };
export type HttpError = { error: RefusalCode; message: string };

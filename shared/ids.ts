/** Branded ids: a session id can not be passed where a player id is meant. All are opaque strings on the wire. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** A stable identity, guest or registered. 20 URL-safe characters, 120 random bits. */
export type PlayerId = Id<'player'>;
/** One connection of a player to one room; survives a reconnection. Given by Colyseus. */
export type SessionId = Id<'session'>;
/** One server process, from its start to its end. */
export type ProcessId = Id<'process'>;
/** One LobbyRoom instance; equals its Colyseus room id. */
export type ShardId = Id<'shard'>;

export const asPlayerId = (value: string): PlayerId => value as PlayerId;
export const asSessionId = (value: string): SessionId => value as SessionId;
export const asProcessId = (value: string): ProcessId => value as ProcessId;
export const asShardId = (value: string): ShardId => value as ShardId;

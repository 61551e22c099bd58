/** The synchronised state of a lobby shard: public rows only, encoded once for everybody. */
import { type SchemaType, schema, t } from '@colyseus/schema';
import { SYNCED } from './playerRow.ts';

type Synced = typeof SYNCED;
const fields = Object.fromEntries(Object.entries(SYNCED).map(([field, type]) => [field, t[type]()])) as {
  [Field in keyof Synced]: ReturnType<(typeof t)[Synced[Field]]>;
};

/** A row of the roster (playerRow.ts). `lastActive` moves in 30 s steps. */
export const Player = schema(fields, 'Player');
export type Player = SchemaType<typeof Player>;

/**
 * `online`: visible players in the whole cluster. `players` is keyed by player id. `patchMs`: how often patches come now,
 * which the server adapts to what they cost; up to LIVE_PATCH_MS it is called live, above that batched. `isPartial`: other
 * processes of the cluster cannot be heard now, and their players may be missing from the count and from lists.
 */
export const LobbyState = schema(
  { shard: t.string(), online: t.uint32(), players: t.map(Player), patchMs: t.uint16(), isPartial: t.boolean() },
  'LobbyState',
);
export type LobbyState = SchemaType<typeof LobbyState>;

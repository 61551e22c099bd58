/** Messages about tiles of matches, between processes whose players look at them and those that have their rooms. */
import { z } from 'zod';
import { asPlayerId, asProcessId, type ProcessId } from '../../shared/ids.ts';

/** To all: `TilesWatched`, every TILE_WATCH_MS as long as anybody looks, and at each change. */
export const TILES = 'tiles/1';
/** To one process: `Tile`. */
export const tilesFor = (process: ProcessId): string => `${TILES}/${process}`;

const TilesWatched = z.object({ process: z.string().transform(asProcessId), matchIds: z.array(z.string()) });
/** All that the process' players look at. */
export type TilesWatched = z.infer<typeof TilesWatched>;
export const readTilesWatched = (message: unknown): TilesWatched | undefined => TilesWatched.safeParse(message).data;

const Tile = z.object({
  matchId: z.string(),
  players: z.array(z.string().transform(asPlayerId)),
  frame: z.base64(),
});
/** `players`: hidden ones too, for blocks. `frame`: the push, encoded once for everybody. */
export type Tile = z.infer<typeof Tile>;
export const readTile = (message: unknown): Tile | undefined => Tile.safeParse(message).data;

/**
 * The tiles of the matches with their rooms here, for the processes whose players look at them. A room offers its tile
 * once a second; where nobody looks, that is one look into an empty map. A tile is encoded once, and sent only to processes
 * that asked for it, where it has changed.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import { TILE_FORGOTTEN_MS } from '../../shared/limits.ts';
import { pushFrame } from '../colyseus/pushFrame.ts';
import { readTilesWatched, TILES, type Tile, type TilesWatched, tilesFor } from '../play/tileMessages.ts';
import type { Bus, Clock } from '../ports.ts';

/** `sent`: the frame that the process has, by match. */
type Watching = { matchIds: ReadonlySet<string>; until: number; sent: Map<string, string> };
/** `summary`: undefined shows nothing. */
export type TakeTile = () => { summary: unknown; players: readonly PlayerId[] };

export class MatchTiles {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #watching = new Map<ProcessId, Watching>();

  constructor({ bus, clock }: { bus: Bus; clock: Clock }) {
    this.#bus = bus;
    this.#clock = clock;
    bus.subscribe(TILES, (message) => {
      const watched = readTilesWatched(message);
      if (watched) this.#watch(watched);
    });
    // Tiles may have been lost.
    bus.onBack(() => {
      for (const { sent } of this.#watching.values()) sent.clear();
    });
  }

  offer(matchId: string, take: TakeTile): void {
    let tile: Tile | undefined;
    for (const [process, { matchIds, until, sent }] of this.#watching) {
      if (until <= this.#clock.now()) this.#watching.delete(process);
      else if (matchIds.has(matchId)) {
        tile ??= tileOf(matchId, take());
        if (!tile) return;
        if (sent.get(matchId) === tile.frame) continue;
        sent.set(matchId, tile.frame);
        this.#bus.publish(tilesFor(process), tile);
      }
    }
  }

  #watch({ process, matchIds }: TilesWatched): void {
    const before = this.#watching.get(process);
    if (matchIds.length === 0) return void this.#watching.delete(process);
    const wanted = new Set(matchIds);
    // A process that looked away has forgotten the tile.
    const sent = new Map([...(before?.sent ?? [])].filter(([id]) => wanted.has(id)));
    this.#watching.set(process, { matchIds: wanted, until: this.#clock.now() + TILE_FORGOTTEN_MS, sent });
  }
}

function tileOf(matchId: string, { summary, players }: ReturnType<TakeTile>): Tile | undefined {
  if (summary === undefined) return undefined;
  return { matchId, players: [...players], frame: pushFrame('tileUpdated', { matchId, summary }).toString('base64') };
}

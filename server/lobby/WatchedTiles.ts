/**
 * The tiles of matches that the tabs connected here show, at whichever process the matches are. The rooms are told which
 * are looked at; what comes goes only to tabs that show it, only of matches that are in the list, and to nobody behind a
 * block. Footprint: one query where a player begins to look, and one message in TILE_WATCH_MS while anybody does.
 */
import { asSessionId, type PlayerId, type ProcessId, type SessionId } from '../../shared/ids.ts';
import { TILE_WATCH_MS } from '../../shared/limits.ts';
import type { Play } from '../play/Play.ts';
import { readTile, TILES, type Tile, tilesFor } from '../play/tileMessages.ts';
import type { Blocks, Bus } from '../ports.ts';
import { readTiesChanged, TIES } from './Friends.ts';
import type { Lobby } from './Lobby.ts';
import { handlersOf } from './requestHandlers.ts';

/** Tabs that scroll are told to the rooms together. */
const GATHER_MS = 100;

type Watcher = { player: PlayerId; matchIds: ReadonlySet<string> };
type Latest = { players: readonly PlayerId[]; frame: Buffer };

export type WatchedTilesDeps = {
  blocks: Blocks;
  bus: Bus;
  failed: (error: unknown, where: string) => void;
  lobby: Lobby;
  play: Play;
  process: ProcessId;
};

export class WatchedTiles {
  readonly #deps: WatchedTilesDeps;
  readonly #watchers = new Map<SessionId, Watcher>();
  readonly #byMatch = new Map<string, Set<SessionId>>();
  readonly #latest = new Map<string, Latest>();
  /** Of players that look: everybody behind a block, in both directions. Until it is loaded they are sent nothing. */
  readonly #blocks = new Map<PlayerId, ReadonlySet<PlayerId>>();
  /** The latest query for each player's blocks: an earlier one may be outdated when it answers. */
  readonly #loads = new Map<PlayerId, symbol>();
  #telling: NodeJS.Timeout | undefined;
  #repeating: NodeJS.Timeout | undefined;
  /** The rooms believe that somebody looks. */
  #isTold = false;
  #isStopped = false;

  readonly requests = handlersOf({
    watchTiles: async (player, { matchIds }, { client }) => {
      const session = asSessionId(client.sessionId);
      const before = this.#watchers.get(session)?.matchIds;
      this.#set(session, { player, matchIds: new Set(matchIds) });
      const isKnown = this.#blocks.has(player);
      if (matchIds.length > 0 && !isKnown) await this.#loadBlocks(player);
      for (const id of matchIds) if (!isKnown || !before?.has(id)) this.#deliver(id, [session]);
      return {};
    },
  });

  constructor(deps: WatchedTilesDeps) {
    this.#deps = deps;
    deps.bus.subscribe(tilesFor(deps.process), (message) => {
      const tile = readTile(message);
      if (tile) this.#keep(tile);
    });
    deps.bus.subscribe(TIES, (message) => this.#blocksMayHaveChanged(readTiesChanged(message)));
    deps.bus.onBack(() => {
      this.#blocksMayHaveChanged([...this.#blocks.keys()]);
      this.#tellSoon();
    });
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#telling);
    clearInterval(this.#repeating);
  }

  #set(session: SessionId, watcher: Watcher): void {
    this.#remove(session);
    if (watcher.matchIds.size > 0) this.#watchers.set(session, watcher);
    for (const id of watcher.matchIds) this.#byMatch.set(id, (this.#byMatch.get(id) ?? new Set()).add(session));
    this.#tellSoon();
  }

  #remove(session: SessionId): void {
    const watcher = this.#watchers.get(session);
    if (!watcher) return;
    this.#watchers.delete(session);
    for (const id of watcher.matchIds) {
      const sessions = this.#byMatch.get(id);
      sessions?.delete(session);
      if (sessions?.size === 0) this.#byMatch.delete(id);
    }
  }

  #keep({ matchId, players, frame }: Tile): void {
    // Nobody looks any more, and the room will hear of it.
    const sessions = this.#byMatch.get(matchId);
    if (!sessions) return;
    this.#latest.set(matchId, { players, frame: Buffer.from(frame, 'base64') });
    this.#deliver(matchId, [...sessions]);
  }

  #deliver(matchId: string, sessions: readonly SessionId[]): void {
    const tile = this.#latest.get(matchId);
    if (!tile || !this.#deps.play.lists(matchId)) return;
    for (const session of sessions) {
      const watcher = this.#watchers.get(session);
      const blocks = watcher && this.#blocks.get(watcher.player);
      if (!watcher || !blocks || tile.players.some((player) => blocks.has(player))) continue;
      if (!this.#deps.lobby.pushFrame(watcher.player, session, tile.frame)) this.#remove(session);
    }
  }

  /** Never rejects; what could not be loaded is tried again with the next repetition. */
  async #loadBlocks(player: PlayerId): Promise<void> {
    const load = Symbol();
    this.#loads.set(player, load);
    try {
      const blocks = (await this.#deps.blocks.of([player])).get(player) ?? [];
      if (this.#loads.get(player) === load) this.#blocks.set(player, new Set(blocks));
    } catch (error) {
      this.#deps.failed(error, 'tiles');
    }
    if (this.#loads.get(player) === load) this.#loads.delete(player);
  }

  /** A new block counts at once: until it is known who is behind it, the player is sent nothing. */
  #blocksMayHaveChanged(players: readonly PlayerId[]): void {
    for (const player of players) {
      if (this.#blocks.delete(player) || this.#loads.has(player)) void this.#loadBlocks(player);
    }
  }

  #tellSoon(): void {
    if (this.#isStopped) return;
    this.#telling ??= setTimeout(() => this.#tell(), GATHER_MS).unref();
  }

  #tell(): void {
    this.#telling = undefined;
    const { bus, play, process } = this.#deps;
    const matchIds = [...this.#byMatch.keys()].filter((id) => play.lists(id));
    const wanted = new Set(matchIds);
    for (const id of this.#latest.keys()) if (!wanted.has(id)) this.#latest.delete(id);
    // Once more where nobody looks: then the rooms forget it at once.
    if (matchIds.length > 0 || this.#isTold) bus.publish(TILES, { process, matchIds });
    this.#isTold = matchIds.length > 0;
    // Also where none is in the list yet: a tab may be sooner than the list.
    if (this.#watchers.size > 0) {
      this.#repeating ??= setInterval(() => this.#repeat(), TILE_WATCH_MS).unref();
      return;
    }
    clearInterval(this.#repeating);
    this.#repeating = undefined;
    this.#blocks.clear();
  }

  /** Tabs that have gone look no more. */
  #repeat(): void {
    for (const [session, { player }] of this.#watchers) {
      if (!this.#deps.lobby.isConnected(player, session)) this.#remove(session);
      else if (!this.#blocks.has(player)) void this.#loadBlocks(player);
    }
    this.#tell();
  }
}

/** The store in memory: for tests, and for whoever wants a lobby that forgets. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import { latestOf } from '../domain/storage/writeQueue.ts';
import type {
  Blocks,
  Friendships,
  Matches,
  NewPlayer,
  PresenceWrite,
  Ratings,
  Reports,
  Store,
  StoredPlayer,
} from '../ports.ts';
import { MemoryBlocks } from './MemoryBlocks.ts';
import { MemoryFriendships } from './MemoryFriendships.ts';
import { MemoryMatches } from './MemoryMatches.ts';
import { MemoryPlayStore } from './MemoryPlayStore.ts';
import { MemoryRatings } from './MemoryRatings.ts';
import { MemoryReports } from './MemoryReports.ts';
import { UNRATED } from './schema.ts';

type Row = StoredPlayer & { skeleton: string; presenceAt: number };

export class MemoryStore implements Store {
  readonly play = new MemoryPlayStore();
  readonly #players = new Map<PlayerId, Row>();
  readonly #bySkeleton = new Map<string, PlayerId>();
  readonly #ratings = new MemoryRatings(this.#players);
  readonly #matches = new MemoryMatches(this.#players, this.#ratings);
  readonly #blocks = new MemoryBlocks(this.#players);
  readonly #friendships = new MemoryFriendships(this.#players, (id, other) => this.#blocks.has(id, other));
  readonly #reports = new MemoryReports(this.#players);

  async migrate(): Promise<void> {}

  async createPlayer({ id, name, skeleton, visibility, createdAt }: NewPlayer): Promise<'created' | 'taken'> {
    if (this.#bySkeleton.has(skeleton)) return 'taken';
    if (this.#players.has(id)) throw new Error(`a second player with the id ${id}`);
    const at = Math.floor(createdAt);
    this.#bySkeleton.set(skeleton, id);
    this.#players.set(id, {
      id,
      name,
      skeleton,
      visibility,
      rating: UNRATED,
      isOnline: false,
      lastActiveAt: at,
      createdAt: at,
      bannedAt: null,
      mutedUntil: null,
      presenceAt: 0,
    });
    return 'created';
  }

  async findPlayer(id: PlayerId): Promise<StoredPlayer | undefined> {
    const row = this.#players.get(id);
    if (!row) return undefined;
    const { skeleton: _, presenceAt: __, ...player } = row;
    return player;
  }

  async renamePlayer(id: PlayerId, name: string, skeleton: string): Promise<'renamed' | 'taken' | 'unknown'> {
    const row = this.#players.get(id);
    if (!row) return 'unknown';
    const owner = this.#bySkeleton.get(skeleton);
    if (owner !== undefined && owner !== id) return 'taken';
    this.#bySkeleton.delete(row.skeleton);
    this.#bySkeleton.set(skeleton, id);
    Object.assign(row, { name, skeleton });
    return 'renamed';
  }

  async setVisibility(id: PlayerId, visibility: Visibility): Promise<void> {
    const row = this.#players.get(id);
    if (row) row.visibility = visibility;
  }

  async setBanned(id: PlayerId, at: number | null): Promise<boolean> {
    const row = this.#players.get(id);
    if (row) row.bannedAt = at === null ? null : Math.floor(at);
    return row !== undefined;
  }

  async setMuted(id: PlayerId, until: number | null): Promise<boolean> {
    const row = this.#players.get(id);
    if (row) row.mutedUntil = until === null ? null : Math.floor(until);
    return row !== undefined;
  }

  async bannedAmong(ids: readonly PlayerId[]): Promise<PlayerId[]> {
    return ids.filter((id) => (this.#players.get(id)?.bannedAt ?? null) !== null);
  }

  async writePresence(batch: readonly PresenceWrite[]): Promise<void> {
    for (const { id, isOnline, lastActiveAt, at } of batch) {
      const row = this.#players.get(id);
      if (!row) continue;
      const stored = { id, isOnline: row.isOnline, lastActiveAt: row.lastActiveAt, at: row.presenceAt };
      const written = { id, isOnline, lastActiveAt: Math.floor(lastActiveAt), at: Math.floor(at) };
      const latest = latestOf(stored, written);
      row.isOnline = latest.isOnline;
      row.lastActiveAt = latest.lastActiveAt;
      row.presenceAt = latest.at;
    }
  }

  async onlinePlayers(limit: number, after?: PlayerId): Promise<PlayerId[]> {
    const online = [...this.#players.values()].filter((row) => row.isOnline).map(({ id }) => id);
    return online
      .filter((id) => after === undefined || id > after)
      .sort()
      .slice(0, limit);
  }

  async pruneGuests(before: number): Promise<number> {
    const gone = [...this.#players.values()].filter(
      (row) => !row.isOnline && row.bannedAt === null && row.lastActiveAt < before,
    );
    for (const { id, skeleton } of gone) {
      this.#players.delete(id);
      this.#bySkeleton.delete(skeleton);
      for (const part of [this.#ratings, this.#matches, this.#blocks, this.#friendships]) part.forget(id);
    }
    return gone.length;
  }

  ratingsOf: Ratings['ratingsOf'] = (ids, mode) => this.#ratings.ratingsOf(ids, mode);
  leaderboard: Ratings['leaderboard'] = (query) => this.#ratings.leaderboard(query);
  recordMatch: Matches['recordMatch'] = (match) => this.#matches.recordMatch(match);
  findMatch: Matches['findMatch'] = (matchId) => this.#matches.findMatch(matchId);
  matchesOf: Matches['matchesOf'] = (id, limit, before) => this.#matches.matchesOf(id, limit, before);
  recentOpponents: Matches['recentOpponents'] = (ids, mode, limit) => this.#matches.recentOpponents(ids, mode, limit);
  pruneMatches: Matches['pruneMatches'] = (before) => this.#matches.pruneMatches(before);
  block: Blocks['block'] = (id, other) => this.#blocks.block(id, other);
  unblock: Blocks['unblock'] = (id, other) => this.#blocks.unblock(id, other);
  blocksOf: Blocks['blocksOf'] = (ids) => this.#blocks.blocksOf(ids);
  addFriend: Friendships['addFriend'] = (id, other) => this.#friendships.addFriend(id, other);
  removeFriend: Friendships['removeFriend'] = (id, other) => this.#friendships.removeFriend(id, other);
  tiesOf: Friendships['tiesOf'] = (ids) => this.#friendships.tiesOf(ids);
  report: Reports['report'] = (report) => this.#reports.report(report);
  reports: Reports['reports'] = (limit, before) => this.#reports.reports(limit, before);
  pruneReports: Reports['pruneReports'] = (before) => this.#reports.pruneReports(before);

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

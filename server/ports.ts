/** What the server needs from the world outside it, as interfaces: the database, clocks, ids, the bus and leases. */
import type { PlayerId } from '../shared/ids.ts';
import type { Persona, Traits, Visibility } from '../shared/playerRow.ts';
import type { Outcome } from '../shared/records.ts';
import type { Tie } from '../shared/socialProtocol.ts';
import type { NewPlayer, SearchQuery } from './domain/names/namedPlayers.ts';
import type { Ban, ShownBan, StoredBan } from './domain/operators/ban.ts';
import type { OrdersQuery, ShownOrder, StoredOrder } from './domain/operators/storedOrder.ts';
import type { LeaderboardQuery, Standing } from './domain/play/leaderboard.ts';
import type { Placed, PlayedMatch, RecordedMatch, RecordedPlace, RecordedReplay } from './domain/play/playedMatch.ts';
import type { Known, StoredRating } from './domain/play/ratingChanges.ts';
import type { LastPublic } from './domain/presence/lastPublic.ts';
import type { Subscription } from './domain/push/subscription.ts';
import type { StoredTie } from './domain/social/friendBook.ts';
import type { ShownReport, StoredReport } from './domain/social/storedReport.ts';
import type { WaitingWhisper } from './domain/social/waitingWhisper.ts';
import type { PresenceWrite } from './domain/storage/writeQueue.ts';

/** A player as stored. `lastActiveAt`: epoch ms. */
export type StoredPlayer = Traits & {
  id: PlayerId;
  visibility: Visibility;
  isOnline: boolean;
  lastActiveAt: number;
  createdAt: number;
  /** Not null: may not sign in or join before `bannedUntil`, or ever where that is null (domain/operators/ban.ts). */
  bannedAt: number | null;
  bannedUntil: number | null;
  /** May not join before this time. */
  kickedUntil: number | null;
  /** Muted until this time. */
  mutedUntil: number | null;
  /** Null: never public. */
  lastPublic: LastPublic | null;
};

export interface Players {
  /** 'taken' where another player's name has the same key. */
  create(player: NewPlayer): Promise<'created' | 'taken'>;
  find(id: PlayerId): Promise<StoredPlayer | undefined>;
  /** 'taken' as above; the player's own key is no obstacle. */
  rename(id: PlayerId, name: string, nameKey: string): Promise<'renamed' | 'taken' | 'unknown'>;
  /** False where there is no such player. */
  setEmblem(id: PlayerId, emblem: number): Promise<boolean>;
  /** From `at` (epoch ms). For an audience that sees the player no longer, what it was last shown stays until it does. */
  setVisibility(id: PlayerId, visibility: Visibility, at: number): Promise<void>;
  /** The player is muted until `until` (epoch ms); null lifts the mute. False where there is no such player. */
  setMuted(id: PlayerId, until: number | null): Promise<boolean>;
  /** The player may not join before `until` (epoch ms). False where there is no such player. */
  setKicked(id: PlayerId, until: number): Promise<boolean>;
  /** All players whose name has something of this key in it, or whose id it is, the last active first. */
  search(query: SearchQuery): Promise<StoredPlayer[]>;
  /** One statement a batch. Unknown players are skipped, `lastActiveAt` never moves back, and older facts change nothing. */
  writePresence(batch: readonly PresenceWrite[]): Promise<void>;
  /** Players stored as online, in the order of their ids: at most `limit` of those after `after`. */
  online(limit: number, after?: PlayerId): Promise<PlayerId[]>;
  /**
   * Deletes guests last active before `before` (epoch ms), unless they are online or banned. Their names become free, their
   * ratings go, and others' matches no longer name them. Returns how many.
   */
  prune(before: number): Promise<number>;
}

export interface Ratings {
  /** Players that never gained or lost a point in the mode are left out. */
  of(ids: readonly PlayerId[], mode: string): Promise<Map<PlayerId, StoredRating>>;
  /** All that a result of theirs would be rated by. */
  known(ids: readonly PlayerId[], mode: string): Promise<Known>;
  /** Rated players without the banned, provisional ones last. Hidden ones are as last in public, `viewer` as they are. */
  leaderboard(query: LeaderboardQuery): Promise<Standing[]>;
  /** The viewer's own row of it; undefined without a rating. */
  standing(mode: string, viewer: PlayerId): Promise<Standing | undefined>;
}

/** A match in the history of one of its players. `player`: undefined for a pruned one. */
export type PastMatch = Omit<RecordedPlace, 'playerId' | keyof Persona> &
  Omit<PlayedMatch, 'ranking' | 'isFriendly'> & {
    others: (Omit<Placed, 'playerId'> & {
      player?: Pick<StoredPlayer, 'id' | keyof Persona | 'visibility' | 'lastPublic'>;
    })[];
  };

export interface Matches {
  /**
   * Stores the match, its players and their new ratings, all or nothing. Undefined where the match was recorded before. The
   * rating that rosters show of a player becomes that of this match's mode.
   */
  record(match: PlayedMatch): Promise<RecordedMatch | undefined>;
  /** What `record` returned, for callers that do not know whether their call arrived. */
  find(matchId: string): Promise<RecordedMatch | undefined>;
  /**
   * The player's matches, latest first: at most `limit` of those before `before` that ended before `until` (epoch ms). The
   * caller filters by visibility.
   */
  of(id: PlayerId, limit: number, before?: { endedAt: number; matchId: string }, until?: number): Promise<PastMatch[]>;
  /** Each player's opponents in their latest `limit` matches of the mode, latest first. Players without any are left out. */
  recentOpponents(ids: readonly PlayerId[], mode: string, limit: number): Promise<Map<PlayerId, PlayerId[]>>;
  /** What its players are to be told, until `told` or one call of `takeNews`, which returns none from before `since`. */
  keepNews(matchId: string, players: readonly PlayerId[], news: string, at: number): Promise<void>;
  told(matchId: string, player: PlayerId): Promise<void>;
  takeNews(player: PlayerId, since: number): Promise<string | undefined>;
  /** How the player's matches of the mode went against each of the others. Those that they never met are left out. */
  met(id: PlayerId, others: readonly PlayerId[], mode: string): Promise<Map<PlayerId, Record<Outcome, number>>>;
  replay(matchId: string): Promise<RecordedReplay | undefined>;
  /** Deletes replays from before `before` (epoch ms), and all but the latest `most`. Returns how many. */
  pruneReplays(before: number, most: number): Promise<number>;
  /** Deletes matches that ended before `before` (epoch ms); ratings stay. Returns how many. */
  prune(before: number): Promise<number>;
}

export interface Blocks {
  /** 'unknown' where there is no such other player, 'full' where the player blocks BLOCKS_MAX. Idempotent; `at`: epoch ms. */
  add(id: PlayerId, other: PlayerId, at: number): Promise<'blocked' | 'unknown' | 'full'>;
  remove(id: PlayerId, other: PlayerId): Promise<void>;
  /** The players each one blocks or is blocked by. Players without any are left out. */
  of(ids: readonly PlayerId[]): Promise<Map<PlayerId, PlayerId[]>>;
  /** The players that block this one, and since when: epoch ms. */
  blockersOf(id: PlayerId): Promise<Map<PlayerId, number>>;
}

/** Two players who have added each other are friends; one who has added alone has asked. */
export interface Friendships {
  /** 'unknown' where there is no such other player, 'full' at FRIENDS_MAX of the one or FRIEND_ASKS_MAX of the other. */
  add(id: PlayerId, other: PlayerId): Promise<'asked' | 'friend' | 'unknown' | 'full'>;
  /** Afterwards neither has added the other. Returns what the other was to the player; undefined: nothing. */
  remove(id: PlayerId, other: PlayerId): Promise<Tie | undefined>;
  /**
   * Each player's friends, requests in both directions, and the players they block, in the order of ids. A blocked player is
   * nothing else. Players without any are left out.
   */
  tiesOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, StoredTie[]>>;
}

export interface Reports {
  /** Replaces the reporter's earlier report of the same player. False where there is no such player. */
  add(report: StoredReport): Promise<boolean>;
  /** Latest first: at most `limit` of those before `before`. */
  latest(limit: number, before?: { at: number; reporter: PlayerId; player: PlayerId }): Promise<ShownReport[]>;
  /** Deletes reports made before `before` (epoch ms). Returns how many. */
  prune(before: number): Promise<number>;
}

/** Whispers that wait for their addressee. */
export interface Whispers {
  /** Of more than WAITING_FROM_ONE from the sender, or WAITING_MAX for the addressee, the oldest are forgotten. */
  add(whisper: WaitingWhisper): Promise<void>;
  /**
   * The oldest first. Without those of players who are no longer friends, blocked in either direction, or muted or banned at
   * `now` (epoch ms). `sender`: as friends last saw them.
   */
  waitingFor(to: PlayerId, now: number): Promise<(WaitingWhisper & { sender: Persona })[]>;
  /** Deletes those of the friend up to this one. */
  read(to: PlayerId, from: PlayerId, id: string): Promise<void>;
  /** Deletes the sender's, or one of them. Returns their ids. */
  delete(from: PlayerId, id?: string): Promise<string[]>;
  /** Deletes those from before `before` (epoch ms). Returns how many. */
  prune(before: number): Promise<number>;
}

/** `now`: epoch ms; a ban that is over counts as none. `network`: a keyed hash (identity/PlayerNetworks.ts). */
export interface Bans {
  /** Replaces the player's earlier ban. False where there is no such player. */
  add(ban: StoredBan): Promise<boolean>;
  /** Idempotent. False where there is no such player. */
  lift(player: PlayerId): Promise<boolean>;
  find(player: PlayerId, now: number): Promise<Ban | undefined>;
  /** The latest one that holds for the network. */
  ofNetwork(network: string, now: number): Promise<Ban | undefined>;
  /** The banned players among `ids`, which may be any number. */
  among(ids: readonly PlayerId[], now: number): Promise<PlayerId[]>;
  /** Latest first: at most `limit` of those before `before`. */
  latest(limit: number, now: number, before?: { at: number; player: PlayerId }): Promise<ShownBan[]>;
  /** The player came from the network at `at` (epoch ms). */
  seen(player: PlayerId, network: string, at: number): Promise<void>;
  /** Forgets bans that are over, and networks that are kept no longer. */
  expire(now: number): Promise<void>;
}

export interface Orders {
  add(order: StoredOrder): Promise<void>;
  /** Latest first. `player`: only those about the player. */
  latest(query: OrdersQuery): Promise<ShownOrder[]>;
  /** Deletes orders given before `before` (epoch ms). Returns how many. */
  prune(before: number): Promise<number>;
}

/** The browsers that are notified of a player's matches and invites. */
export interface Subscriptions {
  /** Replaces the one with this endpoint; of more than SUBSCRIPTIONS_MAX the oldest go. False where there is no such player. */
  keep(player: PlayerId, subscription: Subscription, at: number): Promise<boolean>;
  /** The latest first. Players without any are left out. */
  of(ids: readonly PlayerId[]): Promise<Map<PlayerId, Subscription[]>>;
  /** `player`: only where it is theirs. */
  end(endpoint: string, player?: PlayerId): Promise<void>;
}

/** The database. Methods reject with the driver's error while it is away; the caller decides what that means. */
export interface Store {
  readonly players: Players;
  readonly ratings: Ratings;
  readonly matches: Matches;
  readonly blocks: Blocks;
  readonly friendships: Friendships;
  readonly reports: Reports;
  readonly whispers: Whispers;
  readonly bans: Bans;
  readonly orders: Orders;
  readonly subscriptions: Subscriptions;
  /** For a desk without Redis. Empty until `migrate`. */
  readonly play: PlayStore;
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Deletes the guests, matches, reports, orders and waiting whispers that are kept no longer at `now` (epoch ms). */
  prune(now: number): Promise<void>;
  close(): Promise<void>;
}

export interface Clock {
  /** Monotonic milliseconds: for every duration and deadline. Never compared with `wall`. */
  now(): number;
  /** Epoch milliseconds: for what is stored or shown. */
  wall(): number;
}

export interface Ids {
  playerId(): PlayerId;
  /** A name for a guest who gave none, like `AmberMoose724`; unique enough to try a few times. */
  guestName(): string;
}

/** Carries messages to all processes, this one too: at most once, in order for each sender, lost while it is away. */
export interface Bus {
  /** Whether messages get through, as far as this process knows. */
  readonly isUp: boolean;
  /** `message`: anything that JSON can carry. Never waits, never throws. */
  publish(topic: string, message: unknown): void;
  /** For good. A listener's error is logged and disturbs no other. */
  subscribe(topic: string, listener: (message: unknown) => void): void;
  /** `listener` is called each time messages get through again: some may have been lost. */
  onBack(listener: () => void): void;
  close(): Promise<void>;
}

/** A lease in force. `fence`: higher than that of every earlier lease, even where the leases themselves were lost. */
export type Lease = { readonly name: string; readonly fence: number };

/** Expiring rights, each held by one process at a time. Methods reject within two seconds while the leases are away. */
export interface Leases {
  /** Undefined where any process holds it. `ttlMs`: from the last renewal until it lapses. */
  acquire(name: string, ttlMs: number): Promise<Lease | undefined>;
  /** False where it lapsed or another process holds it; nothing changes then. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** At once; does nothing where it is no longer in force. */
  release(lease: Lease): Promise<void>;
  /** Those in force whose names begin with `prefix`. */
  list(prefix: string): Promise<Lease[]>;
  close(): Promise<void>;
}

/** A value in the play store, by its kind and id. */
export type KeptValue = { readonly kind: string; readonly id: string; readonly value: unknown };

/**
 * Keeps what must outlive the process that runs the queue: small values that JSON can carry. One process at a time writes,
 * after claiming the store under the fence of its lease. Methods reject while the store is away.
 */
export interface PlayStore {
  /** The fence of the latest claim. Undefined without one, or where everything in the store was lost. */
  fence(): Promise<number | undefined>;
  /** From now on only this fence may write. False where a higher one has claimed the store. */
  claim(fence: number): Promise<boolean>;
  /** As `claim`; afterwards the store holds these values and no others. */
  replace(fence: number, values: readonly KeptValue[]): Promise<boolean>;
  /** False where this fence has no claim, or no longer; nothing changes then. */
  put(fence: number, kind: string, id: string, value: unknown): Promise<boolean>;
  /** As `put`. */
  remove(fence: number, kind: string, id: string): Promise<boolean>;
  all(kind: string): Promise<unknown[]>;
}

/** What the shells need from the world, as interfaces. Adapters stand in adapters/; tests pass their own. */
import type { PlayerId } from '../shared/ids.ts';
import type { Visibility } from '../shared/playerRow.ts';
import type { ReportReason } from '../shared/socialProtocol.ts';
import type { Placed, PlayedMatch, StoredRating } from './domain/play/playedMatch.ts';
import type { StoredTie } from './domain/social/friendBook.ts';

/** A player as stored. `lastActiveAt`: epoch ms. */
export type StoredPlayer = {
  id: PlayerId;
  name: string;
  visibility: Visibility;
  rating: number;
  isOnline: boolean;
  lastActiveAt: number;
  createdAt: number;
  /** Set: may not sign in or join. */
  bannedAt: number | null;
  /** May say nothing in the chat before it; null: may. */
  mutedUntil: number | null;
};

export type NewPlayer = Pick<StoredPlayer, 'id' | 'name' | 'visibility' | 'createdAt'> & {
  /** What makes a name unique (domain/names/names.ts): look-alikes share it. */
  skeleton: string;
};

/**
 * What the write-behind writes of one player. `at`: epoch ms at which `isOnline` was so; several processes write, and the
 * latest fact counts, not the latest write.
 */
export type PresenceWrite = { id: PlayerId; isOnline: boolean; lastActiveAt: number; at: number };

/** A player's place in a match as recorded. Ratings as shown, where the match counted: both or neither. */
export type RecordedPlace = Placed & { name: string; ratingBefore?: number; ratingAfter?: number };
/** `ranking`: of the players whom the store knows, best first. */
export type RecordedMatch = { matchId: string; mode: string; ranking: RecordedPlace[] };

/** A row of a leaderboard. `place`: the first is 1. `rating`: as shown. `matches`: those that counted. */
export type Standing = { place: number; id: PlayerId; name: string; rating: number; matches: number };

/** A match in the history of one of its players. `player`: undefined for one who has been pruned. */
export type PastMatch = Omit<RecordedPlace, 'playerId' | 'name'> &
  Pick<PlayedMatch, 'matchId' | 'mode' | 'startedAt' | 'endedAt' | 'withBots'> & {
    others: (Omit<Placed, 'playerId'> & { player?: Pick<StoredPlayer, 'id' | 'name' | 'visibility'> })[];
  };

/** What players are worth. */
export interface Ratings {
  /** Those who have played a match of the mode that counted. */
  ratingsOf(ids: readonly PlayerId[], mode: string): Promise<Map<PlayerId, StoredRating>>;
  /**
   * Those with a rating in the mode whom `viewer` may see, without the banned, by shown rating and id: at most `limit` of
   * those behind `after`, a row of the page before.
   */
  leaderboard(query: {
    mode: string;
    limit: number;
    viewer?: PlayerId | undefined;
    after?: Pick<Standing, 'place' | 'rating' | 'id'> | undefined;
  }): Promise<Standing[]>;
}

/** What was played. */
export interface Matches {
  /**
   * The match, its players and their ratings (domain/play/playedMatch.ts: whether it counts), all or nothing, and once for its
   * id: undefined where it had been recorded. The rating that rosters show of a player becomes that of this match's mode.
   */
  recordMatch(match: PlayedMatch): Promise<RecordedMatch | undefined>;
  /** What `recordMatch` gave: for who does not know whether their call arrived. */
  findMatch(matchId: string): Promise<RecordedMatch | undefined>;
  /** The player's matches, the latest first: at most `limit` of those before `before`. Whom others see decides the caller. */
  matchesOf(id: PlayerId, limit: number, before?: Pick<PastMatch, 'endedAt' | 'matchId'>): Promise<PastMatch[]>;
  /** Against whom each played the latest `limit` matches of the mode, the latest first, each once. Nobody has no entry. */
  recentOpponents(ids: readonly PlayerId[], mode: string, limit: number): Promise<Map<PlayerId, PlayerId[]>>;
  /** Forgets matches that ended before `before` (epoch ms); ratings stay. Returns how many. */
  pruneMatches(before: number): Promise<number>;
}

/** Who does not want to meet whom. */
export interface Blocks {
  /** 'unknown' where there is no such other player, 'full' where the player blocks BLOCKS_MAX. Twice is as once. */
  block(id: PlayerId, other: PlayerId): Promise<'blocked' | 'unknown' | 'full'>;
  unblock(id: PlayerId, other: PlayerId): Promise<void>;
  /** Whom each blocks or is blocked by. Nobody has no entry. */
  blocksOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, PlayerId[]>>;
}

/** Who is whose friend. Two who have added each other are; who has added alone has asked. */
export interface Friendships {
  /** 'unknown' where there is no such other player, 'full' at FRIENDS_MAX of the one or FRIEND_ASKS_MAX of the other. */
  addFriend(id: PlayerId, other: PlayerId): Promise<'asked' | 'friend' | 'unknown' | 'full'>;
  /** From now on neither has added the other. */
  removeFriend(id: PlayerId, other: PlayerId): Promise<void>;
  /**
   * Of each: friends, asks in both directions, and whom they block, who are nothing else to them then. In the order of their
   * ids. Nobody has no entry.
   */
  tiesOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, StoredTie[]>>;
}

/** What players say of others to the operators. `at`: epoch ms. */
export type StoredReport = {
  reporter: PlayerId;
  player: PlayerId;
  reason: ReportReason;
  text: string;
  at: number;
};
/** With the names that they have now; undefined for one who is no more. */
export type ShownReport = StoredReport & { reporterName: string | undefined; playerName: string | undefined };
export interface Reports {
  /** The latest of one about another counts. False where there is no such player. */
  report(report: StoredReport): Promise<boolean>;
  /** The latest first: at most `limit` of those before `before`. */
  reports(limit: number, before?: Pick<StoredReport, 'at' | 'reporter' | 'player'>): Promise<ShownReport[]>;
  /** Forgets what was said before `before` (epoch ms). Returns how many. */
  pruneReports(before: number): Promise<number>;
}

/**
 * Players and what they did, on disk. Methods reject with the driver's error while the store is away; the caller decides
 * what that means.
 */
export interface Store extends Ratings, Matches, Blocks, Friendships, Reports {
  /** For a desk that has no other place. Empty until `migrate`. */
  readonly play: PlayStore;
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** 'taken' where another player's name has the same skeleton. */
  createPlayer(player: NewPlayer): Promise<'created' | 'taken'>;
  findPlayer(id: PlayerId): Promise<StoredPlayer | undefined>;
  /** 'taken' as above; the player's own skeleton is no obstacle. */
  renamePlayer(id: PlayerId, name: string, skeleton: string): Promise<'renamed' | 'taken' | 'unknown'>;
  setVisibility(id: PlayerId, visibility: Visibility): Promise<void>;
  /** From when the player may not sign in or join (epoch ms); null lifts it. False where there is no such player. */
  setBanned(id: PlayerId, at: number | null): Promise<boolean>;
  /** Until when the player may say nothing in the chat (epoch ms); null lifts it. False where there is no such player. */
  setMuted(id: PlayerId, until: number | null): Promise<boolean>;
  /** Of these, however many, who may not sign in or join. */
  bannedAmong(ids: readonly PlayerId[]): Promise<PlayerId[]>;
  /**
   * One statement a batch; unknown players are passed over; `lastActiveAt` never moves back, and `isOnline` is not changed
   * by a fact that is older than the one stored.
   */
  writePresence(batch: readonly PresenceWrite[]): Promise<void>;
  /** Who is stored as online, in the order of their ids: at most `limit` of those after `after`. */
  onlinePlayers(limit: number, after?: PlayerId): Promise<PlayerId[]>;
  /**
   * Forgets guests who were last active before `before` (epoch ms) and are not online: names are free, ratings gone, and
   * in others' matches they are nobody. Returns how many.
   */
  pruneGuests(before: number): Promise<number>;
  /** Resolves when the store answers. */
  ping(): Promise<void>;
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

/**
 * Where a word of this process reaches all processes of the cluster, itself too. At most once, and those of one sender in
 * their order; what is said while it is away is lost.
 */
export interface Bus {
  /** Whether words get through, as far as this process knows. */
  readonly isUp: boolean;
  /** `message`: anything that JSON can carry. Never waits, never throws. */
  publish(topic: string, message: unknown): void;
  /** For good. A listener that throws is told to the log and disturbs nobody. */
  subscribe(topic: string, listener: (message: unknown) => void): void;
  /** Called each time that words get through again: some may have been lost. */
  onBack(listener: () => void): void;
  close(): Promise<void>;
}

/** A lease in force. `fence`: higher than that of every lease given before it, even where the leases themselves were lost. */
export type Lease = { readonly name: string; readonly fence: number };

/** Expiring rights that one process at a time holds. Methods reject within two seconds while the leases are away. */
export interface Leases {
  /** Undefined where it is held, by whomever. `ttlMs`: it lapses so long after the last renewal. */
  acquire(name: string, ttlMs: number): Promise<Lease | undefined>;
  /** False where it lapsed, or is another's by now; then nothing is changed. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** At once; does nothing where it is not in force any more. */
  release(lease: Lease): Promise<void>;
  /** Those in force whose names begin with `prefix`. */
  list(prefix: string): Promise<Lease[]>;
  close(): Promise<void>;
}

/** A value of the store below, by what it is of. */
export type KeptValue = { readonly kind: string; readonly id: string; readonly value: unknown };

/**
 * What must outlive the process that runs the queue: small values that JSON can carry, written by one process at a time,
 * which has claimed it under the fence of its lease. Methods reject while it is away.
 */
export interface PlayStore {
  /** Under which it was claimed last. Undefined where it never was, or where all that was in it is lost. */
  fence(): Promise<number | undefined>;
  /** From now on it is written under this fence alone. False where a higher one has claimed it. */
  claim(fence: number): Promise<boolean>;
  /** As `claim`, and these values are all that is in it. */
  replace(fence: number, values: readonly KeptValue[]): Promise<boolean>;
  /** False where this fence has no claim to it, or none any more; then nothing is changed. */
  put(fence: number, kind: string, id: string, value: unknown): Promise<boolean>;
  /** As `put`. */
  remove(fence: number, kind: string, id: string): Promise<boolean>;
  all(kind: string): Promise<unknown[]>;
}

/** The tables as Kysely knows them; migrations.ts makes them. */
import type { Generated } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { ReportReason } from '../../shared/socialProtocol.ts';

/** Times are epoch ms. */
export type PlayersTable = {
  id: PlayerId;
  name: string;
  /** The name's key (domain/names/nameKey.ts). */
  skeleton: string;
  visibility: Visibility;
  /** Null: never chosen, so that of the id. The same holds for those below. */
  emblem: Generated<number | null>;
  rating: Generated<number>;
  /** Of each mode, as rows carry them (shared/modeRatings.ts); '': none. */
  ratings: Generated<string>;
  is_online: boolean;
  last_active_at: number;
  /** When `is_online` was true of the player. */
  presence_at: Generated<number>;
  created_at: number;
  banned_at: number | null;
  banned_until: Generated<number | null>;
  kicked_until: Generated<number | null>;
  muted_until: Generated<number | null>;
  /** As last seen by everybody: they move only while the player is public. Null: never public. */
  public_name: Generated<string | null>;
  public_emblem: Generated<number | null>;
  public_active_at: Generated<number | null>;
  /** Since when the player is not public. */
  hidden_at: Generated<number | null>;
  /** As last seen by friends: they move only while friends see the player. */
  friends_name: Generated<string | null>;
  friends_emblem: Generated<number | null>;
  friends_rating: Generated<number | null>;
  friends_ratings: Generated<string>;
  friends_active_at: Generated<number | null>;
};
/** A player's rating in a mode, as a number that people read. `public_…`: as last seen by everybody. */
export type RatingsTable = {
  player_id: PlayerId;
  mode: string;
  mu: number;
  sigma: number;
  shown: number;
  matches: number;
  public_shown: Generated<number | null>;
  public_matches: Generated<number | null>;
  public_provisional: Generated<boolean>;
  unproven: Generated<number>;
  /** On leaderboards. */
  is_provisional: Generated<boolean>;
};
/** `matches`: of all modes. `proven`, `others`: lists of ids, as JSON. */
export type ReputationsTable = {
  player_id: PlayerId;
  is_established: boolean;
  matches: number;
  proven: string;
  others: string;
};
export type MatchesTable = { id: string; mode: string; started_at: number; ended_at: number; with_bots: boolean };
/** `seats`: JSON, of ids or names of bots. `inputs`: base64. */
export type MatchReplaysTable = {
  match_id: string;
  seats: string;
  inputs: string;
  is_private: boolean;
  ended_at: number;
};
/** One player of a match, perhaps pruned since. `mode` and `ended_at` are the match's, for the index. */
export type MatchPlayersTable = {
  match_id: string;
  seat: number;
  player_id: PlayerId;
  mode: string;
  ended_at: number;
  place: number;
  team: number | null;
  is_abandoned: boolean;
  rating_before: number | null;
  rating_after: number | null;
};
/** What a player is still to be told of their last match: a push, as JSON. */
export type MatchNewsTable = { player_id: PlayerId; match_id: string; news: string; at: number };
/** `at`: 0 of blocks from before times were kept. */
export type BlocksTable = { player_id: PlayerId; other_id: PlayerId; at: number };
/** One row a pair, the lower id first, so that two players who add each other at once write the same row. */
export type FriendshipsTable = {
  low_id: PlayerId;
  high_id: PlayerId;
  has_low_added: boolean;
  has_high_added: boolean;
};
export type ReportsTable = {
  reporter_id: PlayerId;
  player_id: PlayerId;
  reason: ReportReason;
  text: string;
  at: number;
  /** JSON; null in reports that were made before evidence was kept. */
  evidence: Generated<string | null>;
};
/** Why and until when players are banned; `players` repeats the times. `until` null: for ever. */
export type BansTable = {
  player_id: PlayerId;
  at: number;
  until: number | null;
  reason: string;
  operator: string;
  of_networks: boolean;
};
/** `network`: a keyed hash. Where players were lately, and which networks a ban holds for. */
export type PlayerNetworksTable = { player_id: PlayerId; network: string; at: number };
export type BanNetworksTable = { network: string; player_id: PlayerId };
/** `details`: JSON. */
export type OrdersTable = {
  id: string;
  at: number;
  name: string;
  player_id: PlayerId | null;
  operator: string;
  reason: string | null;
  details: string;
};
/** Browsers that are notified. `quiet_…`: minutes of the day in `time_zone`; null where there are no quiet hours. */
export type PushSubscriptionsTable = {
  endpoint: string;
  player_id: PlayerId;
  p256dh: string;
  auth: string;
  language: string;
  quiet_from: number | null;
  quiet_to: number | null;
  time_zone: string | null;
  at: number;
};
/** Whispers to friends who are away, until they have read them. */
export type WaitingWhispersTable = { id: string; from_id: PlayerId; to_id: PlayerId; text: string; at: number };
/** The play store's values, as JSON; empty where there is a Redis. */
export type DeskTable = { kind: string; id: string; value: string };
export type Schema = {
  players: PlayersTable;
  ratings: RatingsTable;
  reputations: ReputationsTable;
  matches: MatchesTable;
  match_players: MatchPlayersTable;
  match_news: MatchNewsTable;
  match_replays: MatchReplaysTable;
  blocks: BlocksTable;
  friendships: FriendshipsTable;
  reports: ReportsTable;
  bans: BansTable;
  player_networks: PlayerNetworksTable;
  ban_networks: BanNetworksTable;
  orders: OrdersTable;
  waiting_whispers: WaitingWhispersTable;
  push_subscriptions: PushSubscriptionsTable;
  desk: DeskTable;
};

/** The rating of a player without a counted match; clients do not show it. */
export const UNRATED = 0;

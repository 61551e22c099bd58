/** What the lobby room needs; made once in app.ts. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Pushes, Self } from '../../shared/protocol.ts';
import type { PatchPace } from '../domain/patchPace.ts';
import type { Profile } from '../domain/player.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Tokens } from '../http/tokens.ts';
import type { Lobby } from '../lobby.ts';
import type { Play } from '../play/Play.ts';
import type { Clock } from '../ports.ts';
import type { Profiles } from '../profiles.ts';
import type { Chat } from '../social/Chat.ts';
import type { Friends } from '../social/Friends.ts';
import type { PlayerReports } from '../social/PlayerReports.ts';

/** What `onAuth` lets through to `client.auth`: from our database only. */
export type SeatedPlayer = { profile: Profile };

export type LobbyRoomDeps = {
  lobby: Lobby;
  profiles: Profiles;
  play: Play;
  friends: Friends;
  chat: Chat;
  reports: PlayerReports;
  metrics: Metrics;
  tokens: Pick<Tokens, 'verifyForRenewal'>;
  clock: Clock;
  /** One for all shards of the process: it is the process' time that they share. */
  pace: PatchPace;
  /** Players of other processes may be missing. */
  isPartial: () => boolean;
  /** Banned after they were given a seat. */
  isBarred: (id: PlayerId) => boolean;
  shardCapacity: number;
  areLimitsOn: boolean;
  reconnectWindowMs: number;
  /** From a token and join options to a player; throws a ServerError with a code of the contract. */
  seat: (token: string | undefined, options: unknown) => Promise<SeatedPlayer>;
  /** The timings for `welcomed`. */
  welcome: () => Omit<Pushes['welcomed'], 'self' | 'shard'>;
  /** A token that carries over a restart what is stored nowhere. */
  resumeTokenFor: (self: Self) => Promise<string>;
  failed: (error: unknown, where: string) => void;
};

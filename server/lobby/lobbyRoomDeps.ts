/** What the lobby room needs; made once in app.ts. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Self } from '../../shared/playerRow.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { PatchPace } from '../domain/roster/patchPace.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Metrics } from '../metrics.ts';
import type { Play } from '../play/Play.ts';
import type { Clock } from '../ports.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';
import type { Chat } from './Chat.ts';
import type { Friends } from './Friends.ts';
import type { Lobby } from './Lobby.ts';
import type { PlayerReports } from './PlayerReports.ts';
import type { Profiles } from './Profiles.ts';

export type LobbyRoomDeps = {
  lobby: Lobby;
  profiles: Profiles;
  play: Play;
  friends: Friends;
  chat: Chat;
  reports: PlayerReports;
  metrics: Metrics;
  tokens: Tokens;
  clock: Clock;
  /** One for all shards of the process: it is the process' time that they share. */
  pace: PatchPace;
  /** Players of other processes may be missing. */
  isPartial: () => boolean;
  /** Banned after `authorizeJoin`. */
  isBarred: (id: PlayerId) => boolean;
  shardCapacity: number;
  areLimitsOn: boolean;
  reconnectWindowMs: number;
  /** From a token and join options to a player; throws a ServerError with a code of the contract. */
  authorizeJoin: (token: string | undefined, options: unknown) => Promise<AuthorizedPlayer>;
  /** The timings for `welcomed`. */
  welcome: () => Omit<Pushes['welcomed'], 'self' | 'shard'>;
  /** A token that carries over a restart what is stored nowhere. */
  resumeTokenFor: (self: Self) => Promise<string>;
  failed: (error: unknown, where: string) => void;
};

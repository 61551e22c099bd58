/** What the HTTP side needs from the rest, in one small object that the composition root fills. */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { PlayersPage, Stats } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { Config } from '../config.ts';
import type { PageQuery } from '../domain/roster/cursor.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { OperatorOrders } from '../operators/OperatorOrders.ts';
import type { WhyView } from '../operators/why.ts';
import type { Clock, Ids, Store } from '../ports.ts';

/** The lobby as HTTP sees it: everything through the one projection of what a viewer may see. */
export interface LobbyView {
  /** Throws nothing; a bad cursor gives the first page. */
  page(query: PageQuery, viewer?: PlayerId): PlayersPage;
  /** Visible to the viewer and online, else undefined. */
  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined;
  stats(): Stats;
}

export type HttpConfig = Pick<
  Config,
  'ADMIN_PASSWORD' | 'ALLOWED_ORIGINS' | 'LIMITS' | 'METRICS_TOKEN' | 'NODE_ENV' | 'PUBLIC_ADDRESS' | 'TRUSTED_PROXIES'
>;

export type HttpDeps = {
  config: HttpConfig;
  clock: Clock;
  ids: Ids;
  store: Store;
  tokens: Tokens;
  lobby: LobbyView;
  /** Open and running matches, as everybody may see them. */
  matches: () => readonly MatchRow[];
  orders: Pick<OperatorOrders, 'kick' | 'ban' | 'unban' | 'mute' | 'announce' | 'drain'>;
  why: WhyView;
  metrics: Metrics;
  log: Log;
  /** Why this process should get no newcomers; empty when it is ready. */
  isReady: () => readonly RefusalCode[];
  /** Whether a process of the cluster lives; left out: every one does. */
  isLive?: (processId: ProcessId) => boolean | Promise<boolean>;
  /** Names of the rooms that anybody may join; left out: the lobby. */
  openRooms?: readonly string[];
  /** Folder of the built client. */
  distDir: string;
};

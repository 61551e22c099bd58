/** The server as its routes and the guard see it. */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { PlayersPage, Stats } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { SharedCoolDowns } from '../cluster/SharedCoolDowns.ts';
import type { Config } from '../config.ts';
import type { PageQuery } from '../domain/roster/cursor.ts';
import type { PlayerNetworks } from '../identity/PlayerNetworks.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Ids, Store } from '../ports.ts';

/** The lobby as HTTP shows it: only what the viewer may see. */
export interface LobbyView {
  /** Throws nothing; a bad cursor gives the first page. `blockers` are left out. */
  page(query: PageQuery, viewer?: PlayerId, blockers?: ReadonlySet<PlayerId>): PlayersPage;
  /** Visible to the viewer and online, else undefined. */
  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined;
  stats(): Stats;
}

export type Site = {
  config: Config;
  clock: Clock;
  ids: Ids;
  store: Store;
  tokens: Tokens;
  networks: PlayerNetworks;
  coolDowns: SharedCoolDowns;
  lobby: LobbyView;
  /** The public list of open and running matches. */
  matches: () => readonly MatchRow[];
  /** Of notifications; undefined where none are sent. */
  pushKey: string | undefined;
  metrics: Metrics;
  log: Log;
  /** Why this process should get no newcomers; empty when it is ready. */
  isReady: () => readonly RefusalCode[];
  isLive: (processId: ProcessId) => boolean | Promise<boolean>;
  /** Names of the rooms that anybody may join; for all others the server itself reserves. */
  openRooms: readonly string[];
  /** Folder of the built client. */
  distDir: string;
};

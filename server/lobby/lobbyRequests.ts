/** Registers a handler for each request of shared/requests.ts; those of the desk are passed on to it. */
import { asSessionId, type PlayerId } from '../../shared/ids.ts';
import {
  type ProcessRequestName,
  REQUESTS,
  type RequestInput,
  type RequestName,
  type RequestReply,
} from '../../shared/requests.ts';
import type { Cluster } from '../cluster/Cluster.ts';
import type { RoomDeps } from '../colyseus/GuardedRoom.ts';
import { handle, type Outcome, type Request, type RequestHandler } from '../colyseus/handle.ts';
import type { Config } from '../config.ts';
import { isMuted } from '../domain/presence/mute.ts';
import type { PatchPace } from '../domain/roster/patchPace.ts';
import type { PlayerNetworks } from '../identity/PlayerNetworks.ts';
import type { Ask } from '../play/deskMessages.ts';
import type { Play } from '../play/Play.ts';
import type { Players } from '../ports.ts';
import type { Chat } from './Chat.ts';
import type { Friends } from './Friends.ts';
import type { Lobby } from './Lobby.ts';
import type { PlayerReports } from './PlayerReports.ts';
import type { Profiles } from './Profiles.ts';
import { handlersOf, type LobbyClient, type RequestHandlers } from './requestHandlers.ts';
import type { ShownPages } from './ShownPages.ts';
import type { WatchedTiles } from './WatchedTiles.ts';

export type LobbyRoomDeps = RoomDeps & {
  lobby: Lobby;
  cluster: Cluster;
  profiles: Profiles;
  play: Play;
  friends: Friends;
  chat: Chat;
  reports: PlayerReports;
  tiles: WatchedTiles;
  pages: ShownPages;
  players: Players;
  networks: PlayerNetworks;
  config: Config;
  /** One for all shards: they share the time of the process. */
  pace: PatchPace;
};

type Listed = (typeof REQUESTS)[RequestName] & { isAutomatic?: true };
type LobbyMessages = { [Name in RequestName]: RequestHandler<LobbyClient, RequestInput<Name>, RequestReply<Name>> };

export function lobbyRequests({
  lobby,
  profiles,
  clock,
  play,
  friends,
  chat,
  reports,
  tiles,
  pages,
}: LobbyRoomDeps): LobbyMessages {
  const plain = handlersOf({
    heartbeat(player, { active, inputAgoMs = 0, isHidden = false }, { client }) {
      const session = asSessionId(client.sessionId);
      pages.reported(player, session, isHidden);
      lobby.localPlayers.heartbeat(session, active, inputAgoMs);
      return { nowS: Math.floor(clock.wall() / 1000) };
    },
    setStatus(player, { status }) {
      lobby.localPlayers.choose(player, { chosenStatus: status });
      return { status };
    },
    followMatches(player, { on }) {
      play.follow(player, on);
      return {};
    },
  });
  const own: RequestHandlers<ProcessRequestName> = {
    ...plain,
    ...profiles.requests,
    ...friends.requests,
    ...chat.requests,
    ...reports.requests,
    ...tiles.requests,
  };
  const handlers: Record<string, (player: PlayerId, input: never, request: never) => Outcome<object>> = own;
  const messages = Object.entries<Listed>(REQUESTS).map(([name, { input, limit, whenMuted, isAutomatic }]) => {
    const askDesk = (player: PlayerId, wish: object) => play.ask({ ...wish, player, type: name } as Ask);
    const answer = handlers[name] ?? askDesk;
    const handler = handle(
      input,
      limit,
      async (request: Request<unknown, LobbyClient>) => {
        const player = playerOf(request.client);
        const isRefused = whenMuted === 'refused' && isMuted(lobby.localPlayers.find(player) ?? UNMUTED, clock.wall());
        try {
          return isRefused ? 'chat/muted' : await answer(player, request.input as never, request as never);
        } finally {
          // Afterwards: a player who hides is not seen to be there by it, as one who leaves is not.
          if (!isAutomatic) lobby.localPlayers.input(asSessionId(request.client.sessionId));
        }
      },
      // The shards of a process share the budgets of a player.
      name,
    );
    return [name, handler];
  });
  return Object.fromEntries(messages) as LobbyMessages;
}

const UNMUTED = { mutedUntil: 0 };

export function playerOf(client: LobbyClient): PlayerId {
  if (!client.auth) throw new Error('a client without a player');
  return client.auth.profile.id;
}

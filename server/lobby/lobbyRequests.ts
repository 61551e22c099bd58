/** Handlers of the room's requests, as shared/requests.ts declares them. The desk's are passed on to it. */
import type { Client } from '@colyseus/core';
import { asSessionId, type PlayerId } from '../../shared/ids.ts';
import type { Pushes } from '../../shared/pushes.ts';
import {
  type ProcessRequestName,
  REQUESTS,
  type ReadInput,
  type RequestInput,
  type RequestName,
  type RequestReply,
} from '../../shared/requests.ts';
import { handle, type Outcome, type Request, type RequestHandler } from '../colyseus/handle.ts';
import type { Ask } from '../play/deskMessages.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';
import type { LobbyRoomDeps } from './lobbyRoomDeps.ts';

export type LobbyClient = Client<{ auth: AuthorizedPlayer; messages: Pushes }>;

type Handler<Name extends RequestName> = (
  player: PlayerId,
  input: ReadInput<Name>,
  request: Request<ReadInput<Name>, LobbyClient>,
) => Outcome<RequestReply<Name>>;
type LobbyMessages = { [Name in RequestName]: RequestHandler<LobbyClient, RequestInput<Name>, RequestReply<Name>> };

export function lobbyRequests({ lobby, profiles, clock, play, friends, chat, reports }: LobbyRoomDeps): LobbyMessages {
  const own: { [Name in ProcessRequestName]: Handler<Name> } = {
    heartbeat(_, { active, inputAgoMs = 0 }, { client }) {
      lobby.localPlayers.heartbeat(asSessionId(client.sessionId), active, inputAgoMs);
      return { nowS: Math.floor(clock.wall() / 1000) };
    },
    setStatus(player, { status }) {
      lobby.localPlayers.choose(player, { chosenStatus: status });
      return { status };
    },
    setVisibility: (player, { visibility }) => profiles.setVisibility(player, visibility),
    setName: (player, { name }) => profiles.rename(player, name),
    followMatches(player, { on }) {
      play.follow(player, on);
      return {};
    },
    addFriend: (player, { playerId }) => friends.add(player, playerId),
    removeFriend: (player, { playerId }) => friends.remove(player, playerId),
    block: (player, { playerId }) => friends.block(player, playerId),
    unblock: (player, { playerId }) => friends.unblock(player, playerId),
    sendChat: (player, input, { client, isWithin }) =>
      chat.send(player, asSessionId(client.sessionId), input, isWithin),
    report: (player, input) => reports.report(player, input),
  };
  const handlers: Record<string, (player: PlayerId, input: never, request: never) => Outcome<object>> = own;
  const messages = Object.entries(REQUESTS).map(([name, { input, limit }]) => {
    const askDesk = (player: PlayerId, wish: object) => play.ask({ ...wish, player, type: name } as Ask);
    const answer = handlers[name] ?? askDesk;
    const handler = handle(input, limit, (request: Request<unknown, LobbyClient>) =>
      answer(playerOf(request.client), request.input as never, request as never),
    );
    return [name, handler];
  });
  return Object.fromEntries(messages) as LobbyMessages;
}

export function playerOf(client: LobbyClient): PlayerId {
  if (!client.auth) throw new Error('a client without a player');
  return client.auth.profile.id;
}

/** The requests of the room `lobby` about playing: their schemas and limits; what is decided, the desk decides. */
import { asPlayerId } from '../../shared/ids.ts';
import {
  AcceptMatch,
  AnswerInvite,
  Challenge,
  CreateMatch,
  CreateParty,
  DeclineMatch,
  FollowMatches,
  InviteToParty,
  JoinMatch,
  JoinQueue,
  LeaveParty,
  LeaveQueue,
  PlayBots,
  Promote,
  Rematch,
  RemoveFromParty,
  WatchMatch,
} from '../../shared/playProtocol.ts';
import { handle, type Request } from '../colyseus/handle.ts';
import type { Ask } from '../play/deskMessages.ts';
import { type LobbyClient, playerOf } from './lobbyRequests.ts';
import type { LobbyRoomDeps } from './lobbyRoomDeps.ts';

type From<Input> = Request<Input, LobbyClient>;
type Nothing = Record<string, never>;
type Wish = Ask extends infer One ? (One extends Ask ? Omit<One, 'player'> : never) : never;

const SELDOM = { burst: 5, perMinute: 20 };
const OFTEN = { burst: 20, perMinute: 60 };

export function playRequests({ play }: Pick<LobbyRoomDeps, 'play'>) {
  const ask = async <Reply>({ client, refuse }: From<unknown>, wish: Wish) => {
    const answer = await play.ask({ player: playerOf(client), ...wish } as Ask);
    return typeof answer === 'string' ? refuse(answer) : (answer as Reply);
  };
  return {
    joinQueue: handle(JoinQueue, OFTEN, (from: From<JoinQueue>) =>
      ask<{ ticketId: string }>(from, { type: 'joinQueue', mode: from.input.mode }),
    ),
    leaveQueue: handle(LeaveQueue, OFTEN, (from: From<Nothing>) => ask<Nothing>(from, { type: 'leaveQueue' })),
    playBots: handle(PlayBots, SELDOM, (from: From<PlayBots>) => {
      const { strength } = from.input;
      return ask<Nothing>(from, { type: 'playBots', ...(strength && { strength }) });
    }),
    acceptMatch: handle(AcceptMatch, OFTEN, (from: From<AcceptMatch>) =>
      ask<Nothing>(from, { type: 'acceptMatch', proposalId: from.input.proposalId }),
    ),
    declineMatch: handle(DeclineMatch, OFTEN, (from: From<AcceptMatch>) =>
      ask<Nothing>(from, { type: 'declineMatch', proposalId: from.input.proposalId }),
    ),
    createMatch: handle(CreateMatch, SELDOM, (from: From<CreateMatch>) =>
      ask<{ matchId: string; code?: string }>(from, { type: 'createMatch', ...from.input }),
    ),
    joinMatch: handle(JoinMatch, OFTEN, (from: From<JoinMatch>) => {
      const { input } = from;
      const wish: Wish =
        'code' in input ? { type: 'joinByCode', code: input.code } : { type: 'joinMatch', matchId: input.matchId };
      return ask<{ matchId: string }>(from, wish);
    }),
    watchMatch: handle(WatchMatch, OFTEN, (from: From<WatchMatch>) =>
      ask<{ matchId: string }>(from, { type: 'watchMatch', matchId: from.input.matchId }),
    ),
    rematch: handle(Rematch, SELDOM, (from: From<Rematch>) =>
      ask<Nothing>(from, { type: 'rematch', matchId: from.input.matchId }),
    ),
    challenge: handle(Challenge, SELDOM, (from: From<Challenge>) =>
      ask<Nothing>(from, { type: 'challenge', playerId: asPlayerId(from.input.playerId), mode: from.input.mode }),
    ),
    followMatches: handle(FollowMatches, OFTEN, ({ client, input }: From<FollowMatches>) => {
      play.follow(playerOf(client), input.on);
      return {};
    }),
    createParty: handle(CreateParty, SELDOM, (from: From<Nothing>) => ask<Nothing>(from, { type: 'createParty' })),
    inviteToParty: handle(InviteToParty, OFTEN, (from: From<InviteToParty>) =>
      ask<Nothing>(from, { type: 'inviteToParty', playerId: asPlayerId(from.input.playerId) }),
    ),
    answerInvite: handle(AnswerInvite, OFTEN, (from: From<AnswerInvite>) =>
      ask<Nothing>(from, { type: 'answerInvite', ...from.input }),
    ),
    leaveParty: handle(LeaveParty, OFTEN, (from: From<Nothing>) => ask<Nothing>(from, { type: 'leaveParty' })),
    promote: handle(Promote, OFTEN, (from: From<InviteToParty>) =>
      ask<Nothing>(from, { type: 'promote', playerId: asPlayerId(from.input.playerId) }),
    ),
    removeFromParty: handle(RemoveFromParty, OFTEN, (from: From<InviteToParty>) =>
      ask<Nothing>(from, { type: 'removeFromParty', playerId: asPlayerId(from.input.playerId) }),
    ),
  };
}

/** The requests of the room `lobby` about other people: their schemas, limits and answers. */
import { asPlayerId, asSessionId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { AddFriend, Block, RemoveFriend, Report, SendChat, Unblock } from '../../shared/socialProtocol.ts';
import { handle, type Request } from '../colyseus/handle.ts';
import { type LobbyClient, playerOf } from './lobbyRequests.ts';
import type { LobbyRoomDeps } from './lobbyRoomDeps.ts';

type From<Input> = Request<Input, LobbyClient>;

const OFTEN = { burst: 20, perMinute: 60 };
/** Nobody types faster than that for long. */
const TALK = { burst: 8, perMinute: 40 };
/** To a whole shard more slowly; and however many speak, no more than can be read there, and sent to everybody. */
const TALK_TO_SHARD = { burst: 4, perMinute: 12 };
const SHARD_TALKS = { burst: 20, perMinute: 240 };
const SELDOM = { burst: 3, perMinute: 6 };

export function socialRequests({ friends, chat, reports }: Pick<LobbyRoomDeps, 'friends' | 'chat' | 'reports'>) {
  const answer = <Reply>({ refuse }: From<unknown>, done: Reply | RequestRefusal) =>
    typeof done === 'string' ? refuse(done as RequestRefusal) : (done as Exclude<Reply, string>);
  return {
    addFriend: handle(AddFriend, OFTEN, async (from: From<AddFriend>) =>
      answer(from, await friends.add(playerOf(from.client), asPlayerId(from.input.playerId))),
    ),
    removeFriend: handle(RemoveFriend, OFTEN, async (from: From<AddFriend>) =>
      answer(from, await friends.remove(playerOf(from.client), asPlayerId(from.input.playerId))),
    ),
    block: handle(Block, OFTEN, async (from: From<AddFriend>) =>
      answer(from, await friends.block(playerOf(from.client), asPlayerId(from.input.playerId))),
    ),
    unblock: handle(Unblock, OFTEN, async (from: From<AddFriend>) =>
      answer(from, await friends.unblock(playerOf(from.client), asPlayerId(from.input.playerId))),
    ),
    sendChat: handle(SendChat, TALK, async (from: From<SendChat>) => {
      const { client, input, isWithin } = from;
      if (input.channel !== 'shard') return answer(from, await chat.say(playerOf(client), input));
      const mayTalk = isWithin(TALK_TO_SHARD, 'session') && isWithin(SHARD_TALKS, 'room');
      if (!mayTalk) return answer(from, 'request/tooMany' as const);
      return answer(from, await chat.sayInShard(playerOf(client), asSessionId(client.sessionId), input));
    }),
    report: handle(Report, SELDOM, async (from: From<Report>) =>
      answer(from, await reports.take(playerOf(from.client), from.input)),
    ),
  };
}

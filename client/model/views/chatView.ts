/** A conversation as it is looked at: with whom, how they are, and whether anything can be said. Pure. */
import type { Status } from '../../../shared/status.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { activeText } from '../relativeTime.ts';
import type { Conversation, Person } from '../social/conversations.ts';
import { type Many, nameIn } from './peopleLines.ts';

/** `player`: undefined where it is with `many`. `field`: its label. `why`: nothing can be said, for that reason. */
export type ChatView = {
  key: string;
  conversation: Conversation;
  player: Person | undefined;
  many: Many | undefined;
  status: Status | undefined;
  title: string;
  detail: string;
  log: string;
  field: string;
  isBlocked: boolean;
  why: string | undefined;
};

export function chatView(model: LobbyModel, nowS: number): ChatView | undefined {
  const { social, roster } = model;
  const key = social.open?.key;
  const { conversation } = social;
  if (key === undefined || !conversation) return undefined;
  if (conversation.channel === 'party') return partyView(model, key, conversation);
  if (conversation.channel === 'shard') return shardView(model, key, conversation);
  const { id } = conversation.to;
  const row = roster.row(id);
  const friend = social.friends.row(id);
  const status = row?.status ?? friend?.status ?? undefined;
  const title = nameIn(roster, social, conversation);
  const name = isolated(title);
  const isBlocked = social.tieOf(id) === 'blocked';
  const seen = friend?.tie === 'friend' && friend.lastActiveAtS !== null ? activeText(friend.lastActiveAtS, nowS) : '';
  return {
    key,
    conversation,
    player: { id, name: title },
    many: undefined,
    status,
    title,
    detail: status ? text(`status.${status}`) : seen,
    log: text('chat.with', { name }),
    field: text('chat.field', { name }),
    isBlocked,
    why: isBlocked ? text('chat.blocked', { name }) : undefined,
  };
}

function partyView({ play }: LobbyModel, key: string, conversation: Conversation): ChatView {
  const { party } = play.state;
  const isIn = party?.partyId === conversation.to.id;
  return {
    key,
    conversation,
    player: undefined,
    many: 'party',
    status: undefined,
    title: text('chat.party'),
    detail: isIn ? party.members.map(({ name }) => isolated(name)).join(', ') : '',
    log: text('chat.withParty'),
    field: text('chat.fieldParty'),
    isBlocked: false,
    why: isIn ? undefined : text('chat.partyOver'),
  };
}

/** Who hides from some does not speak to all: that they are here would show. */
function shardView({ self }: LobbyModel, key: string, conversation: Conversation): ChatView {
  const visibility = self.shown('visibility');
  const isHidden = visibility !== undefined && visibility !== 'everyone';
  return {
    key,
    conversation,
    player: undefined,
    many: 'lobby',
    status: undefined,
    title: text('chat.shard'),
    detail: text('chat.shardDetail'),
    log: text('chat.withShard'),
    field: text('chat.fieldShard'),
    isBlocked: false,
    why: isHidden ? text('chat.shardHidden') : undefined,
  };
}

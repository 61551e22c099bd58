/** A conversation as it is looked at: with whom, how they are, and whether anything can be said. Pure. */
import type { Status } from '../../../shared/protocol.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { activeText } from '../relativeTime.ts';
import type { Conversation, Person } from './conversations.ts';
import { nameIn } from './peopleLines.ts';

/** `player`: undefined for the party. `field`: its label. `why`: nothing can be said, for that reason. */
export type ChatView = {
  key: string;
  conversation: Conversation;
  player: Person | undefined;
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
    status: undefined,
    title: text('chat.party'),
    detail: isIn ? party.members.map(({ name }) => isolated(name)).join(', ') : '',
    log: text('chat.withParty'),
    field: text('chat.fieldParty'),
    isBlocked: false,
    why: isIn ? undefined : text('chat.partyOver'),
  };
}

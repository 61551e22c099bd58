/** The open conversation: the other side, its status, and whether the player can write. Pure. */
import type { NamedPlayer } from '../../../shared/playerRow.ts';
import type { Status } from '../../../shared/status.ts';
import { isolated, text } from '../../i18n/text.ts';
import { emblemIn } from '../faces.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { activeText } from '../relativeTime.ts';
import { type GroupChannel, type GroupFace, groupOf } from '../social/channels.ts';
import type { Conversation } from '../social/conversations.ts';
import { nameIn } from './peopleLines.ts';

/** Either `player` or `group` is set. `log` and `field`: accessible names. `why`: why the player cannot write. */
export type ChatView = {
  key: string;
  conversation: Conversation;
  player: NamedPlayer | undefined;
  group: GroupFace | undefined;
  status: Status | undefined;
  title: string;
  detail: string;
  log: string;
  field: string;
  isBlocked: boolean;
  why: string | undefined;
};

export function chatView(model: LobbyModel, nowS: number): ChatView | undefined {
  const { open, conversation } = model.social;
  return open?.key === undefined || !conversation ? undefined : chatViewOf(model, open.key, conversation, nowS);
}

/** `key`: of the conversation. */
export function chatViewOf(model: LobbyModel, key: string, conversation: Conversation, nowS: number): ChatView {
  const { social, roster } = model;
  const group = groupOf(key);
  if (group) return groupView(model, key, conversation, group);
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
    player: { id, name: title, emblem: emblemIn([roster, social.friends], id) },
    group: undefined,
    status,
    title,
    detail: status ? text(`status.${status}`) : seen,
    log: text('chat.with', { name }),
    field: text('chat.field', { name }),
    isBlocked,
    why: isBlocked ? text('chat.blocked', { name }) : undefined,
  };
}

function groupView({ standing }: LobbyModel, key: string, conversation: Conversation, group: GroupChannel): ChatView {
  const { id } = conversation.to;
  return {
    key,
    conversation,
    player: undefined,
    group: group.face,
    status: undefined,
    title: group.title(),
    detail: group.detail(standing, id),
    log: group.log(),
    field: group.field(),
    isBlocked: false,
    why: group.why(standing, id),
  };
}

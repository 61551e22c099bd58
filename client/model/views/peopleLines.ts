/** Conversations and friends as lines. Pure. */

import type { FriendRow, Tie } from '../../../shared/socialProtocol.ts';
import type { Status } from '../../../shared/status.ts';
import { isolated, text, timeText } from '../../i18n/text.ts';
import { emblemIn, type Face } from '../faces.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { activeText } from '../relativeTime.ts';
import { GROUPS, type GroupFace, isCrowd, keyOf } from '../social/channels.ts';
import type { Conversation, Message, Person } from '../social/conversations.ts';

export type LineAction =
  | { do: 'open'; key: string }
  | { do: 'talk' | 'accept' | 'remove' | 'askRemove' | 'keep' | 'unblock'; player: Person };

/** `aside`: at the end of the line. */
export type PersonLine = {
  kind: 'person';
  key: string;
  face: (Face & { status?: Status }) | GroupFace;
  title: string;
  detail: string;
  aside: string;
  unread: number;
  isFaint: boolean;
  press: { name: string; action: LineAction; isChosen: boolean } | undefined;
  accessibleName: string;
  buttons: readonly LineButton[];
};
/** '' for a cross. */
export type LineButton = {
  key: string;
  label: string;
  name: string;
  isMain: boolean;
  isAsked: boolean;
  action: LineAction;
};
export type Line =
  | PersonLine
  | { kind: 'heading'; key: string; title: string }
  | { kind: 'note'; key: string; title: string; text: string };

const details = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

/** Groups first, then players, the latest conversation first. */
export function conversationLines({ social, standing, roster }: LobbyModel, nowS: number): Line[] {
  const { conversations, open } = social;
  const players = [...conversations]
    .filter(([key, { channel, messages }]) => channel === 'direct' && (messages.length > 0 || key === open?.key))
    .map(([key, conversation]) => {
      const { id } = conversation.to;
      const status = roster.row(id)?.status ?? social.friends.row(id)?.status ?? undefined;
      const face = { emblem: emblemIn([roster, social.friends], id), ...(status && { status }) };
      return line(key, face, nameIn(roster, social, conversation), conversation, open?.key, nowS);
    })
    .toReversed();
  const groups = Object.entries(GROUPS)
    .filter(([key, group]) => group.current(standing) !== undefined || conversations.get(key)?.messages.length)
    .map(([key, { face, title }]) => line(key, face, title(), conversations.get(key), open?.key, nowS));
  if (players.length > 0 || groups.some(({ key }) => !isCrowd(key))) return [...groups, ...players];
  return [...groups, { kind: 'note', key: 'none', title: text('chat.none.title'), text: text('chat.none.text') }];
}

/** The player's current name, if known. */
export const nameIn = (
  roster: LobbyModel['roster'],
  social: LobbyModel['social'],
  { to }: Pick<Conversation, 'to'>,
): string => roster.row(to.id)?.name ?? social.friends.row(to.id)?.name ?? to.name;

function line(
  key: string,
  face: PersonLine['face'],
  title: string,
  conversation: Conversation | undefined,
  open: string | undefined,
  nowS: number,
): PersonLine {
  const last = conversation?.messages.at(-1);
  const unread = conversation?.unread ?? 0;
  const words = last ? messageText(last, isCrowd(key)) : '';
  const news = unread > 0 ? text('chat.unread', { count: unread }) : '';
  return {
    kind: 'person',
    key,
    face,
    title,
    detail: words,
    aside: last ? timeText(last.atS, nowS) : '',
    unread,
    isFaint: false,
    press: { name: details(title, news, words), action: { do: 'open', key }, isChosen: key === open },
    accessibleName: '',
    buttons: [],
  };
}

/** In a crowd, with the sender. */
function messageText({ isOwn, from, text: words }: Message, isOfCrowd: boolean): string {
  if (isOwn) return text('chat.you', { text: isolated(words) });
  return isOfCrowd ? text('chat.came', { name: isolated(from.name), text: isolated(words) }) : words;
}

const ORDER: readonly Tie[] = ['asking', 'friend', 'asked', 'blocked'];

/** Requests first: they wait for an answer. `removing`: the friend with an open question about removal. */
export function friendLines(
  { social, asked }: LobbyModel,
  removing: string | undefined,
  nowS: number | undefined,
): Line[] {
  const isOpen = (id: string) => social.open?.key === keyOf('direct', id);
  const lines = ORDER.flatMap((tie): Line[] => {
    const rows = social.friends.rows(tie);
    if (rows.length === 0) return [];
    const heading = {
      kind: 'heading',
      key: tie,
      title: details(text(`friend.list.${tie}`), String(rows.length)),
    } as const;
    const isAsked = (type: string, id: string) => asked.has(`${type} ${id}`);
    return [heading, ...rows.map((row) => friendLine(row, { removing, nowS, isOpen: isOpen(row.id), isAsked }))];
  });
  const how = { kind: 'note', key: 'how', text: text('friend.how') } as const;
  return [...lines, { ...how, title: lines.length === 0 ? text('friend.none.title') : '' }];
}

type FriendAround = {
  removing: string | undefined;
  nowS: number | undefined;
  isOpen: boolean;
  isAsked: (type: string, id: string) => boolean;
};

function friendLine(row: FriendRow, around: FriendAround): PersonLine {
  const { id, name, emblem, tie, status } = row;
  const isRemoving = tie === 'friend' && around.removing === id;
  const detail = isRemoving ? '' : detailOf(row, around.nowS);
  const isTalk = tie === 'friend' && !isRemoving;
  const press = {
    name: text('friend.messageLabel', { name: isolated(name), details: detail }),
    isChosen: around.isOpen,
  };
  return {
    kind: 'person',
    // The key does not depend on the tie, so that a pressed line stays where it is.
    key: `player ${id}`,
    face: { emblem, ...(status && { status }) },
    title: name,
    detail,
    aside: '',
    unread: 0,
    isFaint: tie === 'blocked' || (tie === 'friend' && status === null),
    press: isTalk ? { ...press, action: { do: 'talk', player: { id, name } } } : undefined,
    accessibleName: isTalk ? '' : details(name, isRemoving ? text('friend.removeAsk') : detail),
    buttons: buttonsOf(row, isRemoving, around.isAsked),
  };
}

function detailOf({ tie, status, lastActiveAtS }: FriendRow, nowS: number | undefined): string {
  if (tie === 'asked') return text('friend.waiting');
  if (tie !== 'friend') return '';
  if (status !== null) return text(`status.${status}`);
  return details(text('friend.offline'), lastActiveAtS === null ? '' : activeText(lastActiveAtS, nowS));
}

function buttonsOf({ id, name, tie }: FriendRow, isRemoving: boolean, isAsked: FriendAround['isAsked']): LineButton[] {
  const player = { id, name };
  const who = { name: isolated(name) };
  const button = (
    what: Exclude<LineAction['do'], 'open'>,
    request: string,
    label: string,
    accessibleName: string,
    isMain = false,
  ) => ({
    key: what,
    label,
    name: accessibleName,
    isMain,
    isAsked: isAsked(request, id),
    action: { do: what, player },
  });
  const asks = text('friend.asks', who);
  switch (tie) {
    case 'asking':
      return [
        button('accept', 'addFriend', text('invite.accept'), text('invite.acceptLabel', { what: asks }), true),
        button('remove', 'removeFriend', '', text('invite.declineLabel', { what: asks })),
      ];
    case 'asked':
      return [button('remove', 'removeFriend', text('friend.takeBack'), text('friend.takeBackLabel', who))];
    case 'blocked':
      return [button('unblock', 'unblock', text('player.unblock'), text('friend.unblockLabel', who))];
    case 'friend':
      if (!isRemoving) return [button('askRemove', 'removeFriend', '', text('friend.removeLabel', who))];
      return [
        button('remove', 'removeFriend', text('friend.removeYes'), text('friend.removeLabel', who), true),
        button('keep', '', text('friend.removeNo'), text('friend.keepLabel', who)),
      ];
  }
}

/** While the pointer or the focus is in the lines, they stand still and new ones wait. */
export function heldLines(before: readonly string[], lines: readonly Line[], isHeld: boolean): readonly Line[] {
  if (!isHeld || before.length === 0) return lines;
  const byKey = new Map(lines.map((each) => [each.key, each]));
  const kept = before.flatMap((key) => byKey.get(key) ?? []);
  return kept.some(({ kind }) => kind !== 'note') ? kept : lines;
}

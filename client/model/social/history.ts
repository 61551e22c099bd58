/** What the server kept, put among what the page knows. Pure. */
import type { ChatChannel, ChatPage } from '../../../shared/socialProtocol.ts';
import { keyOf } from './channels.ts';
import {
  type ChatMessage,
  type Conversation,
  type Conversations,
  counted,
  latest,
  type Message,
  messageOf,
  opened,
  type Person,
  type ReadMark,
  readToEnd,
} from './conversations.ts';

/**
 * `partnerOf`: the other side of a message. `known`: ids that were known when it was asked for. `markOf`: from before the
 * page was loaded. `isSeen`: the conversation is on the screen.
 */
type Around = {
  selfId: string | undefined;
  partnerOf: (said: ChatMessage) => Person;
  known: ReadonlySet<string>;
  markOf: (key: string) => ReadMark | undefined;
  isSeen: (key: string) => boolean;
};

/** The latest page of a channel. What was known and is in it no longer has been deleted. */
export function withHistory(all: Conversations, channel: ChatChannel, { lines, hasMore }: ChatPage, around: Around) {
  const byKey = new Map<string, { to: Person; lines: ChatMessage[] }>();
  for (const said of lines) {
    const to = around.partnerOf(said);
    const key = keyOf(channel, to.id);
    const entry = byKey.get(key) ?? { to, lines: [] };
    entry.lines.push(said);
    byKey.set(key, entry);
  }
  const isGroup = channel !== 'direct';
  let next = all;
  for (const [key, entry] of byKey) {
    next = opened(next, channel, entry.to);
    const before = next.get(key) as Conversation;
    const said = entry.lines.map((line) => messageOf(line, around.selfId));
    const messages = merged(before.messages, said, lines[0]?.atS ?? 0, around.known);
    const mark = before.mark ?? around.markOf(key) ?? oldNews(said, before.messages);
    const after = counted({ ...before, messages, mark, hasMore: isGroup ? hasMore : before.hasMore });
    next = latest(next, key, around.isSeen(key) ? readToEnd(after) : after);
  }
  return next;
}

/** A page of earlier messages. */
export function withOlder(all: Conversations, key: string, { lines, hasMore }: ChatPage, selfId: string | undefined) {
  const conversation = all.get(key);
  if (!conversation) return all;
  const known = new Set(conversation.messages.map(({ id }) => id));
  const older = lines.filter(({ messageId }) => !known.has(messageId)).map((line) => messageOf(line, selfId));
  const messages = [...older, ...conversation.messages];
  const { mark = lastOf(older) } = conversation;
  return new Map(all).set(key, counted({ ...conversation, messages, mark, hasMore }));
}

/** What of others waited and has been read by now: the last of each friend, to tell the server. */
export function readWaiting(all: Conversations): { playerId: string; messageId: string; key: string }[] {
  return [...all].flatMap(([key, { channel, to, unread, messages }]) => {
    const last = messages.findLast(({ isWaiting, isOwn }) => isWaiting && !isOwn);
    if (channel !== 'direct' || unread > 0 || last?.id === undefined) return [];
    return [{ playerId: to.id, messageId: last.id, key }];
  });
}

/** The server knows that they are read. */
export function withoutWaiting(all: Conversations, key: string): Conversations {
  const conversation = all.get(key);
  if (!conversation) return all;
  const messages = conversation.messages.map((message): Message => {
    if (!message.isWaiting || message.isOwn) return message;
    const { isWaiting: _, ...rest } = message;
    return rest;
  });
  return new Map(all).set(key, { ...conversation, messages });
}

/** Where nothing was ever read: what was said before one came is no news, but what waited is. */
function oldNews(page: readonly Message[], before: readonly Message[]): ReadMark | undefined {
  const heard = new Set(before.map(({ id }) => id));
  const firstNew = page.findIndex(({ id, isWaiting }) => isWaiting || heard.has(id));
  return lastOf(firstNew < 0 ? page : page.slice(0, firstNew));
}

function merged(
  before: readonly Message[],
  page: readonly Message[],
  fromS: number,
  known: ReadonlySet<string>,
): readonly Message[] {
  const inPage = new Set(page.map(({ id }) => id));
  const isGone = ({ id, atS }: Message) => id !== undefined && !inPage.has(id) && known.has(id) && atS >= fromS;
  const keys = new Map(before.map(({ id, key }) => [id, key]));
  const kept = before.filter((message) => !inPage.has(message.id) && !isGone(message));
  const said = page.map((message) => ({ ...message, key: keys.get(message.id) ?? message.key }));
  const ends = said.at(-1)?.atS ?? 0;
  // What is older stands before the page; what came since, and what is still on its way, after it.
  const isOlder = ({ id, atS }: Message) => id !== undefined && known.has(id) && atS <= ends;
  return [...kept.filter(isOlder), ...said, ...kept.filter((message) => !isOlder(message))];
}

function lastOf(messages: readonly Message[]): ReadMark | undefined {
  const last = messages.at(-1);
  return last?.id === undefined ? undefined : { id: last.id, atS: last.atS };
}

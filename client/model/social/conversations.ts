/**
 * The messages to and from this player, with what was said before the page was there (history.ts). Pure: a message goes
 * in, the next conversations come out, the latest last.
 */
import type { SocialPushes } from '../../../shared/socialProtocol.ts';
import { isCrowd, isOfMatch, keyOf, type TalkChannel } from './channels.ts';

/** Of each conversation, and of the page. More than the server keeps, as new ones come while old ones are read. */
export const MESSAGES_KEPT = 200;
export const CONVERSATIONS_KEPT = 50;

export type Person = { readonly id: string; readonly name: string };
export type ChatMessage = Omit<SocialPushes['chatReceived'], 'channel'> & { channel: TalkChannel };

/**
 * `key`: this page's. `id`: the server's, once known. `why`: of a refusal. `atS`: unix seconds. `isWaiting`: its addressee was
 * away, and it is kept until they have read it.
 */
export type Message = {
  readonly key: string;
  readonly id: string | undefined;
  readonly from: Person & { readonly emblem?: number };
  readonly isOwn: boolean;
  readonly text: string;
  readonly atS: number;
  readonly state: 'pending' | 'said' | 'refused';
  readonly why: string;
  readonly isWaiting?: true;
};
/** The last message that was read. */
export type ReadMark = { readonly id: string; readonly atS: number };

/**
 * `to`: the other player, or a group without a name. `unread`: after `mark`, from others. `draft`: the text in the input.
 * `hasMore`: the server has earlier messages.
 */
export type Conversation = {
  readonly channel: TalkChannel;
  readonly to: Person;
  readonly messages: readonly Message[];
  readonly unread: number;
  readonly mark: ReadMark | undefined;
  readonly draft: string;
  readonly hasMore: boolean;
};
export type Conversations = ReadonlyMap<string, Conversation>;

/** Adds the conversation, or updates its name. A new party replaces an older one. */
export function opened(all: Conversations, channel: TalkChannel, to: Person): Conversations {
  const key = keyOf(channel, to.id);
  const known = all.get(key);
  if (known?.to.id === to.id) {
    return known.to.name === to.name ? all : new Map(all).set(key, { ...known, to });
  }
  const fresh = { channel, to, messages: [], unread: 0, mark: undefined, draft: '', hasMore: false };
  return bounded(new Map(all).set(key, fresh), key);
}

export function messageOf(said: ChatMessage, selfId: string | undefined): Message {
  const { messageId: id, from, text, atS, isWaiting } = said;
  return {
    key: id,
    id,
    from,
    isOwn: from.id === selfId,
    text,
    atS,
    state: 'said',
    why: '',
    ...(isWaiting && { isWaiting }),
  };
}

/** With the unread counted again. Where the mark is older than what is kept, its time decides. */
export function counted(conversation: Conversation): Conversation {
  const { messages, mark } = conversation;
  const at = messages.findLastIndex(({ id }) => id !== undefined && id === mark?.id);
  const isNew = ({ atS }: Message, i: number) => (at >= 0 ? i > at : mark === undefined || atS > mark.atS);
  const unread = messages.filter((message, i) => !message.isOwn && isNew(message, i)).length;
  return unread === conversation.unread ? conversation : { ...conversation, unread };
}

export function readToEnd(conversation: Conversation): Conversation {
  const last = conversation.messages.findLast(({ id }) => id !== undefined);
  if (last?.id === undefined) return counted(conversation);
  const isSame = last.id === conversation.mark?.id;
  return counted(isSame ? conversation : { ...conversation, mark: { id: last.id, atS: last.atS } });
}

/** `to`: the other side of the conversation. `isSeen`: it is on the screen. */
export function withMessage(
  all: Conversations,
  said: ChatMessage,
  { selfId, to, isSeen }: { selfId: string | undefined; to: Person; isSeen: boolean },
): Conversations {
  const key = keyOf(said.channel, to.id);
  const next = opened(all, said.channel, to);
  const conversation = next.get(key) as Conversation;
  const message = messageOf(said, selfId);
  const known = knownOf(conversation.messages, said, message.isOwn);
  if (known) {
    const messages = conversation.messages.map((each) => (each === known ? { ...message, key: known.key } : each));
    return new Map(next).set(key, { ...conversation, messages });
  }
  const messages = [...conversation.messages, message].slice(-MESSAGES_KEPT);
  const wasRead = conversation.unread === 0;
  const after = { ...conversation, messages };
  return latest(next, key, isSeen || (message.isOwn && wasRead) ? readToEnd(after) : counted(after));
}

/** Until its reply has come, an own message is found by its text, the oldest first. */
function knownOf(messages: readonly Message[], { messageId, text }: ChatMessage, isOwn: boolean): Message | undefined {
  const known = messages.find(({ id }) => id === messageId);
  const pending = (each: Message) => each.state === 'pending' && each.text === text;
  return known ?? (isOwn ? messages.find(pending) : undefined);
}

export function withPending(
  all: Conversations,
  at: string,
  message: Pick<Message, 'key' | 'from' | 'text' | 'atS'>,
): Conversations {
  const conversation = all.get(at);
  if (!conversation) return all;
  const own: Message = { ...message, id: undefined, isOwn: true, state: 'pending', why: '' };
  const messages = [...conversation.messages, own].slice(-MESSAGES_KEPT);
  return latest(all, at, readToEnd({ ...conversation, messages }));
}

/** The server accepted it under this id. If the push with the id came first, the pending message is dropped. */
export function accepted(all: Conversations, at: string, key: string, id: string, isWaiting?: true): Conversations {
  return edited(all, at, (messages) => {
    const isBack = messages.some((message) => message.id === id && message.key !== key);
    return messages.flatMap((message): readonly Message[] => {
      if (message.key !== key || message.state !== 'pending') return [message];
      return isBack ? [] : [{ ...message, id, state: 'said', ...(isWaiting && { isWaiting }) }];
    });
  });
}

export const refused = (all: Conversations, at: string, key: string, why: string): Conversations =>
  edited(all, at, (messages) =>
    messages.map((message) => (message.key === key ? { ...message, state: 'refused', why } : message)),
  );

export function seen(all: Conversations, at: string): Conversations {
  const conversation = all.get(at);
  const after = conversation && readToEnd(conversation);
  return after && after !== conversation ? new Map(all).set(at, after) : all;
}

/** An operator has deleted them. */
export function withoutMessages(all: Conversations, ids: ReadonlySet<string>): Conversations {
  const isGone = ({ id }: Message) => id !== undefined && ids.has(id);
  let next = all;
  for (const [key, conversation] of all) {
    if (!conversation.messages.some(isGone)) continue;
    const messages = conversation.messages.filter((message) => !isGone(message));
    next = new Map(next).set(key, counted({ ...conversation, messages }));
  }
  return next;
}

/** What was said at a match goes with it. */
export const withoutMatch = (all: Conversations): Conversations => new Map([...all].filter(([key]) => !isOfMatch(key)));

export function drafted(all: Conversations, at: string, draft: string): Conversations {
  const conversation = all.get(at);
  return conversation ? new Map(all).set(at, { ...conversation, draft }) : all;
}

function edited(all: Conversations, at: string, edit: (messages: readonly Message[]) => readonly Message[]) {
  const conversation = all.get(at);
  return conversation ? new Map(all).set(at, { ...conversation, messages: edit(conversation.messages) }) : all;
}

export function latest(all: Conversations, key: string, conversation: Conversation): Conversations {
  const next = new Map(all);
  next.delete(key);
  return bounded(next.set(key, conversation), key);
}

/** Forgets the longest silent conversation: never a crowd, and strangers before players that were written to. */
function bounded(all: Map<string, Conversation>, kept: string): Conversations {
  const isStrange = ({ messages, draft }: Conversation) => draft === '' && !messages.some(({ isOwn }) => isOwn);
  for (const isGoing of [isStrange, () => true]) {
    for (const [key, conversation] of all) {
      if (all.size <= CONVERSATIONS_KEPT) return all;
      if (key !== kept && !isCrowd(key) && isGoing(conversation)) all.delete(key);
    }
  }
  return all;
}

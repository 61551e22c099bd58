/**
 * The messages to and from this player since the page was loaded; the server stores none. Pure: a message goes in, the
 * next conversations come out, the latest last.
 */
import type { ChatChannel, SocialPushes } from '../../../shared/socialProtocol.ts';
import { isCrowd, keyOf } from './channels.ts';

/** Of each conversation, and of the page. */
export const MESSAGES_KEPT = 100;
export const CONVERSATIONS_KEPT = 50;

export type Person = { readonly id: string; readonly name: string };
export type ChatMessage = SocialPushes['chatReceived'];

/** `key`: this page's. `id`: the server's, once known. `why`: of a refusal. `atS`: unix seconds. */
export type Message = {
  readonly key: string;
  readonly id: string | undefined;
  readonly from: Person;
  readonly isOwn: boolean;
  readonly text: string;
  readonly atS: number;
  readonly state: 'pending' | 'said' | 'refused';
  readonly why: string;
};

/** `to`: the other player, or a group without a name. `draft`: the text in the input. */
export type Conversation = {
  readonly channel: ChatChannel;
  readonly to: Person;
  readonly messages: readonly Message[];
  readonly unread: number;
  readonly draft: string;
};
export type Conversations = ReadonlyMap<string, Conversation>;

/** Adds the conversation, or updates its name. A new party replaces an older one. */
export function opened(all: Conversations, channel: ChatChannel, to: Person): Conversations {
  const key = keyOf(channel, to.id);
  const known = all.get(key);
  if (known?.to.id === to.id) {
    return known.to.name === to.name ? all : new Map(all).set(key, { ...known, to });
  }
  return bounded(new Map(all).set(key, { channel, to, messages: [], unread: 0, draft: '' }), key);
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
  const { messageId: id, from, text, atS } = said;
  const isOwn = from.id === selfId;
  const message: Message = { key: id, id, from, isOwn, text, atS, state: 'said', why: '' };
  const known = knownOf(conversation.messages, said, isOwn);
  if (known) {
    const messages = conversation.messages.map((each) => (each === known ? { ...message, key: known.key } : each));
    return new Map(next).set(key, { ...conversation, messages });
  }
  const messages = [...conversation.messages, message].slice(-MESSAGES_KEPT);
  return latest(next, key, { ...conversation, messages, unread: conversation.unread + (isOwn || isSeen ? 0 : 1) });
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
  return latest(all, at, { ...conversation, messages, unread: 0 });
}

/** The server accepted it under this id. If the push with the id came first, the pending message is dropped. */
export function accepted(all: Conversations, at: string, key: string, id: string): Conversations {
  return edited(all, at, (messages) => {
    const isBack = messages.some((message) => message.id === id && message.key !== key);
    return messages.flatMap((message): readonly Message[] => {
      if (message.key !== key || message.state !== 'pending') return [message];
      return isBack ? [] : [{ ...message, id, state: 'said' }];
    });
  });
}

export const refused = (all: Conversations, at: string, key: string, why: string): Conversations =>
  edited(all, at, (messages) =>
    messages.map((message) => (message.key === key ? { ...message, state: 'refused', why } : message)),
  );

export function seen(all: Conversations, at: string): Conversations {
  const conversation = all.get(at);
  return conversation && conversation.unread > 0 ? new Map(all).set(at, { ...conversation, unread: 0 }) : all;
}

export function drafted(all: Conversations, at: string, draft: string): Conversations {
  const conversation = all.get(at);
  return conversation ? new Map(all).set(at, { ...conversation, draft }) : all;
}

function edited(all: Conversations, at: string, edit: (messages: readonly Message[]) => readonly Message[]) {
  const conversation = all.get(at);
  return conversation ? new Map(all).set(at, { ...conversation, messages: edit(conversation.messages) }) : all;
}

function latest(all: Conversations, key: string, conversation: Conversation): Conversations {
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

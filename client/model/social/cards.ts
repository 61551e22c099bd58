/** Messages and friend requests that show on the screen for a while. Pure; times in monotonic ms. */
import type { NamedPlayer } from '../../../shared/playerRow.ts';
import type { ChatMessage } from './conversations.ts';

/** `key`: of the conversation. A newer message in it replaces the older one. */
type MessageCard = {
  readonly kind: 'message';
  readonly key: string;
  readonly messageId: string;
  readonly from: NamedPlayer;
  readonly text: string;
  readonly until: number;
};
type AskCard = { readonly kind: 'ask'; readonly from: NamedPlayer; readonly until: number };
export type Card = MessageCard | AskCard;

/** Later, a message is in its conversation and a request in the list of friends. */
const MESSAGE_MS = 8_000;
const ASK_MS = 20_000;

export const messageCard = (key: string, { messageId, from, text }: ChatMessage, now: number): MessageCard => ({
  kind: 'message',
  key,
  messageId,
  from,
  text,
  until: now + MESSAGE_MS,
});
export const askCard = (from: NamedPlayer, now: number): AskCard => ({ kind: 'ask', from, until: now + ASK_MS });

export function withCard(cards: readonly Card[], card: Card): readonly Card[] {
  const known = cards.find((each) => idOf(each) === idOf(card));
  return known ? cards.map((each) => (each === known ? card : each)) : [...cards, card];
}

export const without = (cards: readonly Card[], isGone: (card: Card) => boolean): readonly Card[] =>
  cards.some(isGone) ? cards.filter((card) => !isGone(card)) : cards;

export const idOf = (card: Card): string => (card.kind === 'message' ? `message ${card.key}` : `ask ${card.from.id}`);

/** Requests first, as they wait for an answer; then oldest first, so that no button moves under a finger. */
export const shownCards = (cards: readonly Card[], room: number, now: number): readonly Card[] =>
  cards
    .filter(({ until }) => until > now)
    .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'ask' ? -1 : 1))
    .slice(0, Math.max(0, room));

/** What comes from other people stands on the screen for a while: a word, and who asks for a friendship. Pure; times in ms. */
import type { Person } from './conversations.ts';

/** `key`: of the conversation; a newer word of it takes the place of the older one. */
type WordCard = {
  readonly kind: 'word';
  readonly key: string;
  readonly from: Person;
  readonly text: string;
  readonly until: number;
};
type AskCard = { readonly kind: 'ask'; readonly from: Person; readonly until: number };
export type Card = WordCard | AskCard;

/** An ask is answered from the list of friends afterwards, a word from its conversation. */
const WORD_MS = 8_000;
const ASK_MS = 20_000;

export const wordCard = (key: string, from: Person, text: string, now: number): WordCard => ({
  kind: 'word',
  key,
  from,
  text,
  until: now + WORD_MS,
});
export const askCard = (from: Person, now: number): AskCard => ({ kind: 'ask', from, until: now + ASK_MS });

/** The same card keeps its place. */
export function withCard(cards: readonly Card[], card: Card): readonly Card[] {
  const known = cards.find((each) => idOf(each) === idOf(card));
  return known ? cards.map((each) => (each === known ? card : each)) : [...cards, card];
}

export const without = (cards: readonly Card[], isGone: (card: Card) => boolean): readonly Card[] =>
  cards.some(isGone) ? cards.filter((card) => !isGone(card)) : cards;

export const idOf = (card: Card): string => (card.kind === 'word' ? `word ${card.key}` : `ask ${card.from.id}`);

/** Asks first: they wait for an answer. Oldest first, so that no button moves away from a finger. */
export const shownCards = (cards: readonly Card[], room: number, now: number): readonly Card[] =>
  cards
    .filter(({ until }) => until > now)
    .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'ask' ? -1 : 1))
    .slice(0, Math.max(0, room));

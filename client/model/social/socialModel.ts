/** What the screen knows of other people: ties, conversations, new cards, and which of them is open. */
import type { FriendRow, SocialPushes, Tie } from '../../../shared/socialProtocol.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { SocialEvent } from '../../net/events.ts';
import { askCard, type Card, messageCard, withCard, without } from './cards.ts';
import { groupOf, isCrowd, keyOf } from './channels.ts';
import {
  type ChatMessage,
  type Conversation,
  type Conversations,
  type Person,
  seen,
  withMessage,
} from './conversations.ts';
import { Friends } from './friends.ts';

export type PeopleView = 'messages' | 'friends';
/** `key`: of the open conversation. */
export type Open = { readonly view: PeopleView; readonly key: string | undefined };

/** `nameOf`: by id, if known. `isBusy`: in the middle of a match, so nothing may disturb. */
export type SocialContext = {
  readonly selfId: string | undefined;
  readonly nameOf: (id: string) => string | undefined;
  readonly isBusy: boolean;
  readonly now: number;
};

export class SocialModel {
  readonly friends = new Friends();
  conversations: Conversations = new Map();
  open: Open | undefined;
  reported: Person | undefined;
  cards: readonly Card[] = [];
  isPageVisible = true;
  /** Grows with everything that arrives unseen: each step is worth a soft sound. */
  rings = 0;

  tieOf(id: string): Tie | undefined {
    return this.friends.tieOf(id);
  }

  /** Without messages of a crowd, which count only in its line. */
  get unread(): number {
    let sum = 0;
    for (const [key, { unread }] of this.conversations) if (!isCrowd(key)) sum += unread;
    return sum;
  }

  /** Unread messages and unanswered requests. */
  get waiting(): number {
    return this.unread + this.friends.rows('asking').length;
  }

  get conversation(): Conversation | undefined {
    return this.open?.key === undefined ? undefined : this.conversations.get(this.open.key);
  }

  /** Returns the text of a toast. */
  apply(event: SocialEvent, around: SocialContext): string | undefined {
    if (event.type === 'friendsUpdated') return this.#applyFriends(event.payload, around);
    this.#receive(event.payload, around);
    return undefined;
  }

  /** Marks the open conversation as read and drops its card. */
  markRead(): void {
    const key = this.open?.key;
    if (key === undefined || !this.isPageVisible) return;
    this.conversations = seen(this.conversations, key);
    this.cards = without(this.cards, (card) => card.kind === 'message' && card.key === key);
  }

  #receive(said: ChatMessage, { selfId, nameOf, isBusy, now }: SocialContext): void {
    const to = this.#partner(said, selfId, nameOf);
    const key = keyOf(said.channel, to.id);
    const isSeen = this.isPageVisible && this.open?.key === key;
    const before = this.conversations.get(key)?.unread ?? 0;
    this.conversations = withMessage(this.conversations, said, { selfId, to, isSeen });
    if ((this.conversations.get(key)?.unread ?? 0) <= before || isBusy || isCrowd(key)) return;
    this.rings += 1;
    this.cards = withCard(this.cards, messageCard(key, said.from, said.text, now));
  }

  #partner({ channel, from, to }: ChatMessage, selfId: string | undefined, nameOf: SocialContext['nameOf']): Person {
    const group = groupOf(channel);
    if (group) return { id: group.conversationOf(to), name: '' };
    return from.id === selfId ? { id: to, name: nameOf(to) ?? this.#knownName(to) } : from;
  }

  #applyFriends(update: SocialPushes['friendsUpdated'], { isBusy, now }: SocialContext): string | undefined {
    const { friends } = this;
    const wasKnown = friends.isKnown;
    const before = new Map(update.put.map(({ id }) => [id, friends.tieOf(id)]));
    friends.apply(update);
    const asks = update.put.filter(({ id, tie }) => tie === 'asking' && before.get(id) !== 'asking');
    // Older requests stand in the list.
    if (wasKnown && asks.length > 0 && !isBusy) {
      this.rings += 1;
      for (const { id, name } of asks) this.cards = withCard(this.cards, askCard({ id, name }, now));
    }
    this.cards = without(this.cards, (card) => !this.#isWanted(card));
    return newsOf(update.put.filter(({ id, tie }) => tie === 'friend' && before.get(id) === 'asked'));
  }

  /** Blocked players and requests that were answered elsewhere lose their cards. */
  #isWanted({ kind, from }: Card): boolean {
    const tie = this.tieOf(from.id);
    return kind === 'ask' ? tie === 'asking' : tie !== 'blocked';
  }

  #knownName(id: string): string {
    const known = this.conversations.get(keyOf('direct', id))?.to.name;
    return this.friends.row(id)?.name ?? known ?? text('party.somebody');
  }
}

function newsOf(rows: readonly FriendRow[]): string | undefined {
  const [first] = rows;
  return first && text('friend.now', { name: isolated(first.name) });
}

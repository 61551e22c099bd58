/** What the screen knows of other people: ties, conversations, new cards, and which of them is open. */
import type { ChatChannel, ChatPage, FriendRow, SocialPushes, Tie } from '../../../shared/socialProtocol.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { SocialEvent } from '../../net/events.ts';
import { askCard, type Card, messageCard, withCard, without } from './cards.ts';
import { groupOf, isCrowd, isOfMatch, keyOf } from './channels.ts';
import {
  type ChatMessage,
  type Conversation,
  type Conversations,
  opened,
  type Person,
  type ReadMark,
  seen,
  withMessage,
  withoutMatch,
  withoutMessages,
} from './conversations.ts';
import { Friends } from './friends.ts';
import { cameIn, type Happening, withDamped, withHappened } from './happenings.ts';
import { withHistory } from './history.ts';

export type PeopleView = 'messages' | 'friends';
/** `key`: of the open conversation. */
export type Open = { readonly view: PeopleView; readonly key: string | undefined };

export type TalkTab = 'lobby' | 'table' | 'whispers';
export type Talk = { readonly tab: TalkTab; readonly key: string | undefined };
/** Lines after `fromS`, up to `toS`: unix seconds. */
export type Gap = { readonly why: 'playing' | 'away'; readonly fromS: number; readonly toS: number };

/** `nameOf`: by id, if known. `isBusy`: in the middle of a match, so nothing may disturb. `nowS`: unix seconds. */
export type SocialContext = {
  readonly selfId: string | undefined;
  readonly nameOf: (id: string) => string | undefined;
  readonly isBusy: boolean;
  readonly now: number;
  readonly nowS: number;
};

export class SocialModel {
  readonly friends = new Friends();
  conversations: Conversations = new Map();
  open: Open | undefined;
  reported: Person | undefined;
  /** It is asked whether they are to be blocked. */
  blocking: Person | undefined;
  cards: readonly Card[] = [];
  /** What the panel beside the lobby shows; `key`: of the whispers' open conversation. */
  talk: Talk = { tab: 'lobby', key: undefined };
  /** The conversation that the panel shows just now: it is being read. */
  beside: string | undefined;
  /** What was missed in the lobby. */
  gap: Gap | undefined;
  /** Screen readers are told of new lines. */
  isSpoken = true;
  /** In slow mode, when the next message may be said: by conversation, monotonic ms. */
  readonly #slowUntil = new Map<string, number>();
  /** What happens in the lobby, the latest last. */
  happenings: readonly Happening[] = [];
  isPageVisible = true;
  /** What was read before the page was loaded, by conversation. */
  marks: ReadonlyMap<string, ReadMark> = new Map();
  /** Grows with everything that arrives unseen: each step is worth a soft sound. */
  rings = 0;

  tieOf(id: string): Tie | undefined {
    return this.friends.tieOf(id);
  }

  /** Without messages of a crowd, which count only in its line. */
  get unread(): number {
    let sum = 0;
    for (const [key, { unread }] of this.conversations) if (!isCrowd(key) && !isOfMatch(key)) sum += unread;
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
    switch (event.type) {
      case 'friendsUpdated':
        return this.#applyFriends(event.payload, around);
      case 'chatReceived':
        this.#receive(event.payload, around);
        return undefined;
      case 'happened':
        this.happenings = withHappened(this.happenings, [event.payload]);
        return undefined;
      case 'chatDeleted':
        this.#delete(new Set(event.payload.messageIds));
        return undefined;
    }
  }

  /** Lines of the match on the screen, the oldest first. `isRead`: they are no news. */
  hearAtTable(lines: readonly ChatMessage[], selfId: string | undefined, isRead: boolean): void {
    for (const said of lines) {
      const isSeen = isRead || this.#isSeen(said.channel);
      const about = { selfId, to: { id: said.to, name: '' }, isSeen };
      this.conversations = withMessage(this.conversations, said, about);
    }
  }

  /** Nothing has been said there yet. */
  enterTable(matchId: string): void {
    const to = { id: matchId, name: '' };
    this.conversations = opened(opened(withoutMatch(this.conversations), 'match', to), 'watchers', to);
  }

  leaveTable(): void {
    this.conversations = withoutMatch(this.conversations);
  }

  /** `known`: ids that were known when it was asked for. */
  addHistory(
    channel: ChatChannel,
    page: ChatPage,
    known: ReadonlySet<string>,
    around: Pick<SocialContext, 'selfId' | 'nameOf' | 'nowS'>,
  ) {
    const { selfId, nameOf, nowS } = around;
    const lobby = this.conversations.get(keyOf('shard', ''));
    const mark = channel === 'shard' && !lobby?.mark ? this.marks.get('shard') : undefined;
    if (mark && !this.gap) this.gap = { why: 'away', fromS: mark.atS, toS: nowS };
    this.happenings = withHappened(this.happenings, page.happened ?? []);
    this.conversations = withHistory(this.conversations, channel, page, {
      selfId,
      known,
      partnerOf: (said) => this.#partner(said, selfId, nameOf),
      markOf: (key) => this.marks.get(key),
      isSeen: (key) => this.#isSeen(key),
    });
  }

  /** Marks the open conversations as read and drops their cards. */
  markRead(): void {
    if (!this.isPageVisible) return;
    for (const key of [this.open?.key, this.beside]) {
      if (key === undefined) continue;
      this.conversations = seen(this.conversations, key);
      this.cards = without(this.cards, (card) => card.kind === 'message' && card.key === key);
    }
  }

  slowDown(key: string, until: number): void {
    this.#slowUntil.set(key, until);
  }

  /** Before the next message may be said. */
  waitMs(key: string, now: number): number {
    return Math.max(0, (this.#slowUntil.get(key) ?? 0) - now);
  }

  #isSeen(key: string): boolean {
    return this.isPageVisible && (this.open?.key === key || this.beside === key);
  }

  #receive(said: ChatMessage, { selfId, nameOf, isBusy, now }: SocialContext): void {
    const to = this.#partner(said, selfId, nameOf);
    const key = keyOf(said.channel, to.id);
    const isSeen = this.#isSeen(key);
    const before = this.conversations.get(key)?.unread ?? 0;
    this.conversations = withMessage(this.conversations, said, { selfId, to, isSeen });
    if ((this.conversations.get(key)?.unread ?? 0) <= before || isBusy || isCrowd(key)) return;
    this.rings += 1;
    this.cards = withCard(this.cards, messageCard(key, said, now));
  }

  #delete(ids: ReadonlySet<string>): void {
    this.conversations = withoutMessages(this.conversations, ids);
    this.cards = without(this.cards, (card) => card.kind === 'message' && ids.has(card.messageId));
  }

  #partner({ channel, from, to }: ChatMessage, selfId: string | undefined, nameOf: SocialContext['nameOf']): Person {
    const group = groupOf(channel);
    if (group) return { id: group.conversationOf(to), name: '' };
    return from.id === selfId ? { id: to, name: nameOf(to) ?? this.#knownName(to) } : from;
  }

  #applyFriends(update: SocialPushes['friendsUpdated'], { isBusy, now, nowS }: SocialContext): string | undefined {
    const { friends } = this;
    const wasKnown = friends.isKnown;
    const before = new Map(update.put.map(({ id }) => [id, friends.tieOf(id)]));
    const came = update.isWhole ? [] : cameIn(update.put, (id) => friends.row(id), nowS);
    this.happenings = withDamped(this.happenings, came);
    friends.apply(update);
    const asks = update.put.filter(({ id, tie }) => tie === 'asking' && before.get(id) !== 'asking');
    // Older requests stand in the list.
    if (wasKnown && asks.length > 0 && !isBusy) {
      this.rings += 1;
      for (const { id, name, emblem } of asks) this.cards = withCard(this.cards, askCard({ id, name, emblem }, now));
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

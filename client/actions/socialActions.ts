/** What a player can do about other people. A refused message says why beside it. */
import { CHAT_MAX_CHARS, REPORT_MAX_CHARS } from '../../shared/limits.ts';
import type { RequestInput } from '../../shared/requests.ts';
import type { ChatChannel, ReportReason } from '../../shared/socialProtocol.ts';
import { isolated, text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { refusalText } from '../model/refusals.ts';
import { type Card, idOf, without } from '../model/social/cards.ts';
import { groupOf, isOfMatch, keyOf } from '../model/social/channels.ts';
import {
  accepted,
  type Conversation,
  drafted,
  opened,
  type Person,
  refused,
  withPending,
} from '../model/social/conversations.ts';
import { withOlder } from '../model/social/history.ts';
import type { Gap, PeopleView, SocialModel, TalkTab } from '../model/social/socialModel.ts';
import { lengthOf } from '../model/social/textLength.ts';
import type { RequestSender } from './RequestSender.ts';
import type { SayIn } from './sayIn.ts';

const HELD_MS = 3_000;

export class SocialActions {
  readonly #requests: RequestSender;
  readonly #lobby: LobbyModel;
  readonly #now: () => number;
  readonly #say: SayIn;
  readonly #loading = new Set<string>();
  #sentCount = 0;

  constructor(requests: RequestSender, model: LobbyModel, now: () => number, say: SayIn) {
    this.#requests = requests;
    this.#lobby = model;
    this.#now = now;
    this.#say = say;
  }

  get #model(): SocialModel {
    return this.#lobby.social;
  }

  show(view: PeopleView): void {
    this.#set({ open: { view, key: undefined } });
  }

  /** Shows the other list beside the open conversation. */
  showView(view: PeopleView): void {
    this.#set({ open: { view, key: this.#model.open?.key } });
  }

  /** `view`: the list to come back to. */
  openChat(player: Person, view: PeopleView = 'messages'): void {
    const { id, name } = player;
    this.#lobby.commit(() => {
      this.#model.conversations = opened(this.#model.conversations, 'direct', { id, name });
      this.openKey(keyOf('direct', id), view);
    });
  }

  openParty(): void {
    if (this.#lobby.play.state.party) this.openKey('party');
  }

  openKey(key: string, view: PeopleView = 'messages'): void {
    const model = this.#model;
    const current = groupOf(key)?.current(this.#lobby.standing);
    this.#lobby.commit(() => {
      const to = { id: current ?? '', name: '' };
      if (current !== undefined) model.conversations = opened(model.conversations, key as ChatChannel, to);
      model.open = { view, key };
      model.markRead();
    });
  }

  back(): void {
    this.show(this.#model.open?.view ?? 'messages');
  }

  close(): void {
    this.#set({ open: undefined });
  }

  /** Messages on a hidden page stay unread. */
  pageShown(isVisible: boolean): void {
    this.#lobby.commit(() => {
      this.#model.isPageVisible = isVisible;
      this.#model.markRead();
    });
  }

  /** A card under the pointer or with the focus stays a while longer. */
  hold(card: Card): void {
    const until = Math.max(card.until, this.#now() + HELD_MS);
    this.#set({ cards: this.#model.cards.map((each) => (each === card ? { ...card, until } : each)) });
  }

  /** A dismissed friend request stays in the list. */
  dismiss(card: Card): void {
    this.#set({ cards: without(this.#model.cards, (each) => idOf(each) === idOf(card)) });
  }

  draft(key: string, words: string): void {
    this.#set({ conversations: drafted(this.#model.conversations, key, words) });
  }

  /** The page before the first message that is known. */
  async loadOlder(key: string): Promise<void> {
    const conversation = this.#model.conversations.get(key);
    const before = conversation?.messages.find(({ id }) => id !== undefined)?.id;
    if (!conversation?.hasMore || before === undefined) return;
    const { channel, to } = conversation;
    if (isOfMatch(channel) || this.#loading.has(key)) return;
    this.#loading.add(key);
    const page = await this.#requests.request(
      'chatHistory',
      channel === 'direct' ? { channel, to: to.id, before } : { channel, before },
    );
    this.#loading.delete(key);
    const { selfId } = this.#lobby.roster;
    if (page.ok) this.#set({ conversations: withOlder(this.#model.conversations, key, page, selfId) });
  }

  /** `key`: of the conversation, among whispers. */
  showTalk(tab: TalkTab, key?: string): void {
    this.#set({ talk: { tab, key } });
  }

  /** In the tab that it belongs to. */
  showConversation(key: string): void {
    this.showTalk(key === 'shard' ? 'lobby' : key === 'party' ? 'table' : 'whispers', key);
  }

  /** The panel shows this conversation now, or none. */
  lookAt(key: string | undefined): void {
    const model = this.#model;
    if (model.beside === key) return;
    const current = key === undefined ? undefined : groupOf(key)?.current(this.#lobby.standing);
    this.#lobby.commit(() => {
      const to = { id: current ?? '', name: '' };
      if (current !== undefined) model.conversations = opened(model.conversations, key as ChatChannel, to);
      model.beside = key;
      model.markRead();
    });
  }

  speakTalk(isSpoken: boolean): void {
    this.#set({ isSpoken });
  }

  /** What was said meanwhile is set apart. */
  missed(gap: Gap | undefined): void {
    this.#set({ gap });
  }

  /** False for a text that is empty or too long. */
  sendChat(key: string, written: string): boolean {
    const words = written.replace(/\s+/g, ' ').trim();
    const conversation = this.#model.conversations.get(key);
    const { known } = this.#lobby.self;
    if (!conversation || !known || words === '' || lengthOf(words) > CHAT_MAX_CHARS) return false;
    this.#sentCount += 1;
    const message = `own ${this.#sentCount}`;
    const atS = this.#lobby.clock.nowS(this.#now()) ?? 0;
    const from = { id: known.id, name: known.name };
    const said = withPending(this.#model.conversations, key, { key: message, from, text: words, atS });
    this.#set({ conversations: drafted(said, key, '') });
    void this.#send(key, message, words);
    return true;
  }

  /** Asks for a friendship, or accepts one. */
  async addFriend(player: Person): Promise<void> {
    const what = text(this.#model.tieOf(player.id) === 'asking' ? 'invite.accept' : 'player.addFriend');
    const reply = await this.#ask('addFriend', player, { playerId: player.id }, what);
    if (!reply?.ok) return;
    this.#dropAsk(player);
    this.#toast(text(reply.tie === 'friend' ? 'friend.now' : 'friend.askSent', { name: isolated(player.name) }));
  }

  /** Ends a friendship, takes a request for one back, or declines one. */
  async removeFriend(player: Person): Promise<void> {
    const tie = this.#model.tieOf(player.id);
    const what = text(
      tie === 'asked' ? 'friend.takeBack' : tie === 'asking' ? 'invite.decline' : 'player.removeFriend',
    );
    const reply = await this.#ask('removeFriend', player, { playerId: player.id }, what);
    if (!reply?.ok) return;
    this.#dropAsk(player);
    if (tie === 'friend') this.#toast(text('friend.removed', { name: isolated(player.name) }));
  }

  /** Asks whether the player is to be blocked; undefined: not. */
  askBlock(player: Person | undefined): void {
    this.#set({ blocking: player && { id: player.id, name: player.name } });
  }

  /** The answer is yes. For a while the block can be undone where it is confirmed. */
  async block(): Promise<void> {
    const player = this.#model.blocking;
    if (!player) return;
    this.#set({ blocking: undefined });
    const reply = await this.#ask('block', player, { playerId: player.id }, text('player.block'));
    const words = text('player.blocked', { name: isolated(player.name) });
    if (reply?.ok) this.#lobby.commit(() => this.#lobby.toasts.add('news', words, this.#now(), player));
  }

  async unblock(player: Person): Promise<void> {
    const reply = await this.#ask('unblock', player, { playerId: player.id }, text('player.unblock'));
    if (!reply?.ok) return;
    this.#lobby.commit(() => this.#lobby.toasts.unblocked(player.id));
    this.#toast(text('player.unblocked', { name: isolated(player.name) }));
  }

  /** Opens the report dialog; undefined closes it. */
  askReport(player: Person | undefined): void {
    this.#set({ reported: player && { id: player.id, name: player.name } });
  }

  async report(reason: ReportReason, words: string): Promise<void> {
    const { reported } = this.#model;
    if (!reported) return;
    const said = words.trim().slice(0, REPORT_MAX_CHARS);
    const input = { playerId: reported.id, reason, ...(said !== '' && { text: said }) };
    const reply = await this.#ask('report', reported, input, text('player.report'));
    if (!reply?.ok) return;
    if (this.#model.reported?.id === reported.id) this.#set({ reported: undefined });
    this.#toast(text('report.thanks', { name: isolated(reported.name) }));
  }

  async #send(key: string, message: string, words: string): Promise<void> {
    const reply = await this.#say(this.#model.conversations.get(key) as Conversation, words);
    if (!reply.ok) return this.#takeBack(key, message, words, refusalText(reply.refusal));
    const { messageId, isWaiting, waitMs } = reply;
    if (waitMs !== undefined) this.#model.slowDown(key, this.#now() + waitMs);
    this.#set({ conversations: accepted(this.#model.conversations, key, message, messageId, isWaiting) });
  }

  /** The text goes back into its field unless something else stands there by now. */
  #takeBack(key: string, message: string, words: string, why: string): void {
    const conversations = refused(this.#model.conversations, key, message, why);
    const isEmpty = conversations.get(key)?.draft === '';
    this.#set({ conversations: isEmpty ? drafted(conversations, key, words) : conversations });
    if (this.#model.open?.key === key || this.#model.beside === key) return;
    this.#requests.refused(text('chat.notSent'), why);
  }

  /** Each player has their own waiting buttons. */
  #ask<Name extends 'addFriend' | 'removeFriend' | 'block' | 'unblock' | 'report'>(
    name: Name,
    { id }: Person,
    input: RequestInput<Name>,
    label: string,
  ) {
    return this.#requests.send(name, input, label, `${name} ${id}`);
  }

  #toast(words: string): void {
    this.#lobby.toast('news', words, this.#now());
  }

  #dropAsk(player: Person): void {
    this.#set({ cards: without(this.#model.cards, ({ kind, from }) => kind === 'ask' && from.id === player.id) });
  }

  #set(
    change: Partial<
      Pick<SocialModel, 'open' | 'conversations' | 'cards' | 'reported' | 'blocking' | 'talk' | 'isSpoken' | 'gap'>
    >,
  ): void {
    this.#lobby.commit(() => Object.assign(this.#model, change));
  }
}

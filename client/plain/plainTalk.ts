/** Talk: everybody's, the party's, and whispers, each with what is new. What is shown on a visible page is read. */
import { CHAT_MAX_CHARS } from '../../shared/limits.ts';
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { isPlaying } from '../model/play/matchView.ts';
import { type ChatView, chatViewOf } from '../model/views/chatView.ts';
import { composerNote } from '../model/views/composerNote.ts';
import { conversationLines } from '../model/views/peopleLines.ts';
import { talkLines } from '../model/views/talkLines.ts';
import { makeButton, makeField, makeSection, orderChildren, type PlainContext, setWhy } from './parts.ts';
import { PlainLog } from './plainLog.ts';
import { PlainQuestion } from './plainQuestion.ts';

export class PlainTalk {
  readonly #context: PlainContext;
  readonly #tabs: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #title: HTMLElement;
  readonly #log: PlainLog;
  readonly #input: HTMLInputElement;
  readonly #label: HTMLElement;
  readonly #send: HTMLButtonElement;
  readonly #note: HTMLElement;
  readonly #about: HTMLElement;
  readonly #friend: HTMLButtonElement;
  readonly #block: HTMLButtonElement;
  readonly #report: HTMLButtonElement;
  readonly #question: PlainQuestion;
  #shown: ChatView | undefined;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { social } = context.actions;
    const section = makeSection(root, text('talk.panel'));
    this.#tabs = make('ul', 'plain-tabs', section, { 'aria-label': text('people.messages') });
    this.#title = make('h3', '', section);
    this.#log = new PlainLog(context, section);
    const form = make('form', 'plain-tools plain-write', section);
    this.#note = make('p', 'plain-detail', section, { role: 'status' });
    this.#input = makeField(form, 'input', '');
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.enterKeyHint = 'send';
    this.#input.maxLength = 4 * CHAT_MAX_CHARS;
    this.#label = this.#input.previousElementSibling as HTMLElement;
    this.#input.addEventListener('input', () => {
      if (this.#shown) social.draft(this.#shown.key, this.#input.value);
      context.wake();
    });
    this.#send = makeButton(form, text('chat.send'), () => {});
    this.#send.type = 'submit';
    this.#send.classList.add('plain-main');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#say();
    });
    this.#about = make('div', 'plain-tools', section, { role: 'group' });
    const press = (act: (player: { id: string; name: string }) => unknown) =>
      makeButton(this.#about, '', () => {
        const { player } = this.#shown ?? {};
        if (player) act(player);
        context.wake();
      });
    this.#friend = press((player) => void social.addFriend(player).then(context.wake));
    this.#block = press((player) => {
      if (this.#shown?.isBlocked) void social.unblock(player).then(context.wake);
      else this.#question.ask(player);
    });
    this.#report = press((player) => social.askReport(player));
    this.#question = new PlainQuestion(context, section, 'talk', () => this.#block);
  }

  update(): void {
    const { model, actions } = this.#context;
    const { social } = model;
    const opened = social.open?.key;
    if (opened !== undefined) this.#adopt(opened);
    const key = this.#openKey;
    actions.social.lookAt(key);
    const nowS = model.clock.nowS(this.#context.now()) ?? 0;
    this.#updateTabs(key, nowS);
    const conversation = social.conversations.get(key);
    if (!conversation) return;
    const view = chatViewOf(model, key, conversation, nowS);
    this.#shown = view;
    setText(this.#title, [view.title, view.detail].filter(Boolean).join(' · '));
    // Nobody plays by ear while others are read out.
    const isSpoken = social.isSpoken && !isPlaying(model.play.match);
    const lines = talkLines(model, key, conversation);
    this.#log.update({ key, label: view.log, lines, canWhisper: conversation.channel !== 'direct', isSpoken, nowS });
    this.#updateField(view);
    this.#updateAbout(view);
    this.#question.update();
    if (opened !== undefined) this.#input.focus();
  }

  close(): void {
    this.#context.actions.social.lookAt(undefined);
  }

  /** Something else asked for a conversation: here it stands in the page. */
  #adopt(key: string): void {
    const { social } = this.#context.actions;
    social.showConversation(key);
    social.close();
  }

  get #openKey(): string {
    const { social, standing } = this.#context.model;
    const { tab, key } = social.talk;
    if (tab === 'whispers' && key !== undefined && social.conversations.has(key)) return key;
    return tab === 'table' && (standing.party || social.conversations.has('party')) ? 'party' : 'shard';
  }

  #updateTabs(shown: string, nowS: number): void {
    const { model } = this.#context;
    const known = conversationLines(model, nowS).flatMap((line) => (line.kind === 'person' ? [line] : []));
    const items = known.map(({ key, title, unread }) => {
      const button = this.#buttons.get(key) ?? this.#makeTab(key);
      const news = unread > 0 ? text('chat.unread', { count: unread }) : '';
      setText(button, [title, news].filter(Boolean).join(' · '));
      button.classList.toggle('has-news', unread > 0);
      setAttribute(button, 'aria-current', key === shown ? 'true' : undefined);
      return button.parentElement as HTMLElement;
    });
    for (const [key, button] of this.#buttons) {
      if (known.some((line) => line.key === key)) continue;
      button.parentElement?.remove();
      this.#buttons.delete(key);
    }
    orderChildren(this.#tabs, items);
  }

  #makeTab(key: string): HTMLButtonElement {
    const { actions, wake } = this.#context;
    const button = makeButton(make('li', '', this.#tabs), '', () => {
      actions.social.showConversation(key);
      wake();
    });
    this.#buttons.set(key, button);
    return button;
  }

  #updateField({ key, conversation, field, why }: ChatView): void {
    const { model, now } = this.#context;
    const { draft } = conversation;
    if (this.#input.value !== draft) this.#input.value = draft;
    setText(this.#label, field);
    setAttribute(this.#input, 'placeholder', text('chat.placeholder'));
    this.#input.disabled = why !== undefined;
    const { closed, count, isTooMany } = composerNote(model, { key, why, draft, now: now() });
    setText(this.#note, closed ?? count);
    setWhy(this.#send, draft.trim() === '' || isTooMany, closed);
  }

  #updateAbout({ player, isBlocked }: ChatView): void {
    this.#about.hidden = player === undefined;
    if (!player) return;
    const { model } = this.#context;
    const { id } = player;
    const name = isolated(player.name);
    const why = canAct(model.link) ? undefined : text('play.offline');
    setAttribute(this.#about, 'aria-label', text('player.actions', { name }));
    const tie = model.social.tieOf(id);
    this.#friend.hidden = tie !== undefined && tie !== 'asking';
    setText(this.#friend, text(tie === 'asking' ? 'player.acceptFriend' : 'player.addFriend'));
    setWhy(this.#friend, model.asked.has(`addFriend ${id}`), why);
    setText(this.#block, text(isBlocked ? 'player.unblock' : 'player.block'));
    setAttribute(this.#block, 'aria-label', text(isBlocked ? 'friend.unblockLabel' : 'player.blockLabel', { name }));
    setWhy(this.#block, model.asked.has(`block ${id}`), why);
    setText(this.#report, text('player.report'));
    setAttribute(this.#report, 'aria-label', text('player.reportLabel', { name }));
    setWhy(this.#report, model.asked.has(`report ${id}`), why);
  }

  #say(): void {
    const { actions, wake } = this.#context;
    if (!this.#shown || this.#send.getAttribute('aria-disabled') === 'true') return;
    actions.social.sendChat(this.#shown.key, this.#input.value);
    wake();
  }
}

/** The lines of a conversation, read out as they come. The name of another leads to a whisper with them. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { text, timeText } from '../i18n/text.ts';
import type { MessageLine, NewsLine, TalkLine } from '../model/views/talkLines.ts';
import { makeButton, orderChildren, type PlainContext } from './parts.ts';

/** Within this distance of the end, in px, the player reads the newest. */
const NEAR_END = 30;
/** From so near to the start, earlier lines are fetched. */
const NEAR_START = 60;

/** `canWhisper`: names are buttons. `isSpoken`: new lines are read out. */
export type PlainLogLook = {
  key: string;
  label: string;
  lines: readonly TalkLine[];
  canWhisper: boolean;
  isSpoken: boolean;
  nowS: number;
};
type Item = { element: HTMLElement; update(line: TalkLine, nowS: number): void };

export class PlainLog {
  readonly #context: PlainContext;
  readonly #element: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #items = new Map<string, Item>();
  #key: string | undefined;
  #first: string | undefined;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    this.#element = make('div', 'plain-log', root, { role: 'log', tabindex: '0' });
    this.#empty = make('p', 'plain-detail', root);
    const { social } = context.actions;
    const older = () => {
      const { scrollTop } = this.#element;
      if (this.#key !== undefined && scrollTop < NEAR_START) void social.loadOlder(this.#key).then(context.wake);
    };
    this.#element.addEventListener('scroll', older, { passive: true });
  }

  update({ key, label, lines, canWhisper, isSpoken, nowS }: PlainLogLook): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#element;
    const isOther = key !== this.#key;
    const isAtEnd = isOther || scrollTop + clientHeight > scrollHeight - NEAR_END;
    if (isOther) this.#clear();
    const [first] = lines;
    const isOlder = !isOther && first?.key !== this.#first && this.#items.size > 0;
    this.#key = key;
    this.#first = first?.key;
    // What was said before is read, not told.
    setAttribute(this.#element, 'aria-live', isOther || isOlder || !isSpoken ? 'off' : 'polite');
    setAttribute(this.#element, 'aria-label', label);
    const wanted = new Set(lines.map((line) => line.key));
    for (const [each, { element }] of this.#items) {
      if (wanted.has(each)) continue;
      element.remove();
      this.#items.delete(each);
    }
    orderChildren(
      this.#element,
      lines.map((line) => this.#show(line, canWhisper, nowS)),
    );
    this.#element.hidden = lines.length === 0;
    setText(this.#empty, lines.length === 0 ? text('chat.empty') : '');
    const last = lines.at(-1);
    const isOwn = last?.kind === 'message' && last.message.state === 'pending';
    if (isAtEnd || isOwn) this.#element.scrollTop = this.#element.scrollHeight;
    else if (isOlder) this.#element.scrollTop = scrollTop + this.#element.scrollHeight - scrollHeight;
  }

  #show(line: TalkLine, canWhisper: boolean, nowS: number): HTMLElement {
    const item = this.#items.get(line.key) ?? this.#make(line, canWhisper);
    this.#items.set(line.key, item);
    item.update(line, nowS);
    return item.element;
  }

  #make(line: TalkLine, canWhisper: boolean): Item {
    if (line.kind === 'message') return this.#messageItem(line, canWhisper);
    if (line.kind === 'news') return this.#newsItem(line);
    const element = make('p', 'plain-line plain-gap', this.#element);
    return { element, update: (next) => next.kind === 'gap' && setText(element, next.words) };
  }

  #messageItem(first: MessageLine, canWhisper: boolean): Item {
    const element = make('p', 'plain-line', this.#element);
    const { from, isOwn } = first.message;
    const { actions, wake } = this.#context;
    const isButton = canWhisper && !isOwn;
    const open = () => {
      actions.social.openChat(from);
      wake();
    };
    const name = isButton ? makeButton(element, '', open) : make('bdi', '', element);
    name.classList.add('plain-author');
    const time = make('span', 'plain-detail', element);
    const said = make('bdi', 'plain-said', element);
    const note = make('span', 'plain-detail', element);
    return {
      element,
      update(line, nowS) {
        if (line.kind !== 'message') return;
        const { message } = line;
        setText(name, isOwn ? text('talk.you') : line.name);
        if (isButton) setAttribute(name, 'aria-label', text('player.whisperLabel', { name: line.name }));
        const friend = line.isFriend ? `${text('talk.friend')} · ` : '';
        setText(time, ` ${friend}${timeText(line.atS, nowS)} `);
        setText(said, message.text);
        const waits = message.isWaiting && message.isOwn ? text('talk.waits') : '';
        setText(note, message.why === '' ? waits : ` ${text('chat.refused', { why: message.why })}`);
        element.classList.toggle('is-pending', message.state === 'pending');
      },
    };
  }

  #newsItem(first: NewsLine): Item {
    const element = make('p', 'plain-line plain-news-line', this.#element);
    const said = make('span', '', element);
    let shown = first;
    const { actions, model, wake } = this.#context;
    const act = makeButton(element, '', () => {
      const { deed } = shown.act ?? {};
      if (!deed) return;
      const row = model.roster.row(deed.id);
      if (deed.do === 'join') void actions.play.enter(deed.id, 'join').then(wake);
      else if (row) void actions.play.challenge(row).then(wake);
      wake();
    });
    act.className = 'plain-act';
    return {
      element,
      update(line, nowS) {
        if (line.kind !== 'news') return;
        shown = line;
        setText(said, `${timeText(line.atS, nowS)}: ${line.words} `);
        act.hidden = line.act === undefined;
        setText(act, line.act?.label ?? '');
        setAttribute(act, 'aria-label', line.act?.name);
      },
    };
  }

  #clear(): void {
    for (const { element } of this.#items.values()) element.remove();
    this.#items.clear();
  }
}

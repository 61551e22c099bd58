/** The messages of a conversation: drawn as bubbles, and a log that screen readers read as it grows. */

import { make, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawLines, measure, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { isolated, text, timeText } from '../../i18n/text.ts';
import type { Conversation, Message } from '../../model/social/conversations.ts';
import { DEPTH } from '../kit/depths.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { heightOf, type MessagePlace, messagePlaces } from './messageLayout.ts';
import { paintMessage } from './messagePainter.ts';

/** Within this distance of the end, in px, the player reads the newest. */
const NEAR_END = 30;

export class MessageLog {
  readonly #context: ScreenContext;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #empty: Node;
  readonly #bar: ScrollBar;
  readonly #nodes: Node[] = [];
  readonly #items = new Map<string, HTMLElement>();
  #key: string | undefined;
  #isAtEnd = true;
  #height = 0;
  #room = 0;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#empty = context.stage.node(DEPTH.dialogPart);
    this.#bar = new ScrollBar(context.stage, DEPTH.dialogControl);
    // Scrolled by keys: nothing in it takes the focus.
    this.#list = make('div', 'list', section, { role: 'log', tabindex: '0' });
    this.#space = make('div', 'list-space', this.#list);
    this.#list.addEventListener(
      'scroll',
      () => {
        const { scrollTop, clientHeight } = this.#list;
        this.#isAtEnd = scrollTop + clientHeight >= this.#height - NEAR_END;
        context.wake();
      },
      { passive: true },
    );
  }

  /** `key`: of the conversation; `label`: for screen readers. */
  update(key: string, conversation: Conversation, label: string, list: Rect, nowS: number): void {
    const isOther = key !== this.#key;
    if (isOther) this.#items.clear();
    if (isOther) this.#space.replaceChildren();
    this.#key = key;
    // What was said before is read, not told.
    setAttribute(this.#list, 'aria-live', isOther ? 'off' : 'polite');
    setAttribute(this.#list, 'aria-label', label);
    place(this.#list, list);
    const places = messagePlaces(measure(), conversation, list.width - 36, nowS);
    // Few messages stand at the lower end: there new ones come.
    const lower = Math.max(0, list.height - heightOf(places));
    this.#mirror(places, lower, nowS);
    this.#placeMessages(places, list, isOther || conversation.messages.at(-1)?.state === 'pending');
    this.#draw(places, lower, list);
    this.#bar.show(list, this.#height, this.#list.scrollTop);
    const words = text('chat.empty');
    if (places.length === 0) this.#empty.show(list, words, (g, size) => paintEmpty(g, size, words));
  }

  hide(): void {
    this.#key = undefined;
    this.#items.clear();
    this.#space.replaceChildren();
    place(this.#list, undefined);
  }

  #placeMessages(places: readonly MessagePlace[], list: Rect, isAtEnd: boolean): void {
    const height = Math.max(heightOf(places), list.height);
    const isOther = height !== this.#height || list.height !== this.#room;
    if (isAtEnd) this.#isAtEnd = true;
    if (height !== this.#height) this.#space.style.height = `${height}px`;
    this.#height = height;
    this.#room = list.height;
    // Only then: at first, a slow scroll is still near the end.
    if (this.#isAtEnd && (isAtEnd || isOther)) this.#list.scrollTop = height;
  }

  #draw(places: readonly MessagePlace[], lower: number, list: Rect): void {
    const offset = lower - this.#list.scrollTop;
    const isSeen = ({ y, height }: MessagePlace) => y + height + offset > 0 && y + offset < list.height;
    const seen = places.filter(isSeen);
    while (this.#nodes.length < seen.length) this.#nodes.push(this.#context.stage.node(DEPTH.dialogPart));
    const first = seen[0] ? places.indexOf(seen[0]) : 0;
    const count = this.#nodes.length;
    for (let slot = 0; slot < count; slot++) {
      const each = seen[slot];
      // A message keeps its node while it is scrolled.
      const node = this.#nodes[(first + slot) % count] as Node;
      if (!each) continue;
      const rect = { x: list.x + 18, y: list.y + each.y + offset, width: list.width - 36, height: each.height };
      const { message, head } = each;
      const key = `${message.key} ${message.state} ${message.text} ${head} ${message.why}`;
      node.show(rect, key, (g, size) => paintMessage(g, size, each), list);
    }
  }

  #mirror(places: readonly MessagePlace[], lower: number, nowS: number): void {
    const kept = new Set(places.map(({ message }) => message.key));
    for (const [key, item] of this.#items) {
      if (kept.has(key)) continue;
      item.remove();
      this.#items.delete(key);
    }
    for (const { message, y, height } of places) {
      let item = this.#items.get(message.key);
      if (!item) {
        item = make('p', 'option', this.#space);
        this.#items.set(message.key, item);
      }
      item.style.top = `${lower + y}px`;
      item.style.height = `${height}px`;
      setText(item, sentenceOf(message, nowS));
    }
  }
}

function sentenceOf({ from, isOwn, text: words, atS, why }: Message, nowS: number): string {
  const params = { time: timeText(atS, nowS), text: isolated(words) };
  const sentence = isOwn ? text('chat.saidYou', params) : text('chat.said', { ...params, name: isolated(from.name) });
  return why === '' ? sentence : `${sentence}. ${text('chat.refused', { why })}`;
}

function paintEmpty(g: Canvas, size: Size, words: string): void {
  const lines = balanced(g, words, 'small', Math.min(360, size.width - 48));
  const y = size.height / 2 - (lines.length * 19) / 2;
  drawLines(g, lines, size.width / 2, y, 19, { type: 'small', color: COLOR.muted, align: 'center' });
}

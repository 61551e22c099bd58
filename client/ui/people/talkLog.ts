/**
 * The lines of a conversation: drawn, and a log that screen readers read as it grows. Arrows go through the lines, and the
 * keys that open a menu open that of the line's author.
 */
import { make, pageBox, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawLines, drawText, measure, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Deed, MessageLine, TalkLine } from '../../model/views/talkLines.ts';
import { Control } from '../kit/control.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { LogKeys } from './logKeys.ts';
import type { TalkDepths } from './talkDepths.ts';
import { heightOf, type TalkPlace, talkPlaces } from './talkLayout.ts';
import { paintTalk, sentenceOf } from './talkPainter.ts';

/** Within this distance of the end, in px, the player reads the newest. */
const NEAR_END = 30;
/** From so near to the start, earlier lines are fetched. */
const NEAR_START = 120;
const PAD = 14;
const COARSE = window.matchMedia('(pointer: coarse)');

/** `menu`: of a message's author, at a point of the page. `escape`: from the lines. */
export type LogHandlers = {
  menu(line: MessageLine, at: { x: number; y: number }): void;
  act(deed: Deed): void;
  older(key: string): void;
  escape(): void;
};
/** `key`: of the conversation; `label`: for screen readers. `isSpoken`: new lines are read out. */
export type LogLook = { key: string; lines: readonly TalkLine[]; label: string; isSpoken: boolean; nowS: number };

export class TalkLog {
  readonly #context: ScreenContext;
  readonly #depths: TalkDepths;
  readonly #handlers: LogHandlers;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #empty: Node;
  readonly #bar: ScrollBar;
  readonly #nodes: Node[] = [];
  readonly #items = new Map<string, HTMLElement>();
  readonly #acts = new Map<string, { control: Control; deed: Deed }>();
  readonly #keys: LogKeys;
  #key: string | undefined;
  #places: readonly TalkPlace[] = [];
  #isAtEnd = true;
  #height = 0;
  #room = 0;

  constructor(context: ScreenContext, section: HTMLElement, depths: TalkDepths, handlers: LogHandlers) {
    this.#context = context;
    this.#depths = depths;
    this.#handlers = handlers;
    this.#empty = context.stage.node(depths.part);
    this.#bar = new ScrollBar(context.stage, depths.bar);
    this.#list = make('div', 'list', section, { role: 'log', tabindex: '0', 'aria-description': text('talk.keys') });
    this.#space = make('div', 'list-space', this.#list);
    this.#list.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#keys = new LogKeys(this.#list, {
      items: () => this.#places.flatMap(({ line }) => this.#items.get(line.key) ?? []),
      open: (item) => this.#open(item, pageBox(item)),
      escape: () => handlers.escape(),
      wake: context.wake,
    });
    const pressed = (event: MouseEvent) => {
      const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('p') : null;
      if (item && this.#open(item, new DOMRect(event.pageX, event.pageY, 0, 0))) event.preventDefault();
    };
    this.#list.addEventListener('click', pressed);
    this.#list.addEventListener('contextmenu', pressed);
  }

  get element(): HTMLElement {
    return this.#list;
  }

  update({ key, lines, label, isSpoken, nowS }: LogLook, list: Rect): void {
    const isOther = key !== this.#key;
    if (isOther) this.#clear();
    this.#key = key;
    const before = this.#places;
    const places = talkPlaces(measure(), lines, list.width - 2 * PAD, nowS, COARSE.matches);
    const [first] = before;
    const shift = places.find(({ line }) => line.key === first?.line.key)?.y ?? first?.y ?? 0;
    const added = isOther || !first ? 0 : shift - first.y;
    // What was said before is read, not told.
    setAttribute(this.#list, 'aria-live', isOther || added > 0 || !isSpoken ? 'off' : 'polite');
    setAttribute(this.#list, 'aria-label', label);
    place(this.#list, list);
    this.#places = places;
    // Few lines stand at the lower end: there new ones come.
    const lower = Math.max(0, list.height - heightOf(places));
    this.#mirror(places, lower);
    const last = lines.at(-1);
    this.#scroll(places, list, isOther || (last?.kind === 'message' && last.message.state === 'pending'), added);
    this.#draw(places, lower, list);
    this.#offer(places, lower, list);
    this.#bar.show(list, this.#height, this.#list.scrollTop);
    const words = text('chat.empty');
    if (places.length === 0) this.#empty.show(list, words, (g, size) => paintEmpty(g, size, words));
  }

  hide(): void {
    this.#key = undefined;
    this.#clear();
    place(this.#list, undefined);
  }

  #clear(): void {
    this.#items.clear();
    this.#places = [];
    for (const { control } of this.#acts.values()) control.remove();
    this.#acts.clear();
    this.#space.replaceChildren();
  }

  #scrolled(): void {
    const { scrollTop, clientHeight } = this.#list;
    this.#isAtEnd = scrollTop + clientHeight >= this.#height - NEAR_END;
    if (scrollTop < NEAR_START && this.#key !== undefined) this.#handlers.older(this.#key);
    this.#context.wake();
  }

  /** Whether there is something to open. */
  #open(item: HTMLElement, { x, y, width, height }: DOMRect): boolean {
    const line = this.#places.find((each) => this.#items.get(each.line.key) === item)?.line;
    if (line?.kind === 'news' && line.act && width > 0) this.#handlers.act(line.act.deed);
    if (line?.kind !== 'message' || line.message.isOwn) return false;
    const at = this.#context.stage.mirroredIn === undefined ? x : x + width;
    this.#handlers.menu(line, { x: at + Math.min(40, width), y: y + Math.min(24, height) });
    return true;
  }

  /** `added`: px of earlier lines, above which what is read stays where it is. */
  #scroll(places: readonly TalkPlace[], list: Rect, isAtEnd: boolean, added: number): void {
    const height = Math.max(heightOf(places), list.height);
    const isOther = height !== this.#height || list.height !== this.#room;
    if (isAtEnd) this.#isAtEnd = true;
    if (height !== this.#height) this.#space.style.height = `${height}px`;
    this.#height = height;
    this.#room = list.height;
    // Only then: at first, a slow scroll is still near the end.
    if (this.#isAtEnd && (isAtEnd || isOther)) this.#list.scrollTop = height;
    else if (added !== 0) this.#list.scrollTop += added;
  }

  #draw(places: readonly TalkPlace[], lower: number, list: Rect): void {
    const offset = lower - this.#list.scrollTop;
    const seen = places.filter(({ y, height }) => y + height + offset > 0 && y + offset < list.height);
    while (this.#nodes.length < seen.length) this.#nodes.push(this.#context.stage.node(this.#depths.part));
    const first = seen[0] ? places.indexOf(seen[0]) : 0;
    const count = this.#nodes.length;
    for (let slot = 0; slot < count; slot++) {
      const each = seen[slot];
      // A line keeps its node while it is scrolled.
      const node = this.#nodes[(first + slot) % count] as Node;
      if (!each) continue;
      const rect = { x: list.x + PAD, y: list.y + each.y + offset, width: list.width - 2 * PAD, height: each.height };
      const isFocused = this.#keys.focused !== undefined && this.#items.get(each.line.key) === this.#keys.focused;
      const { y: _, ...shown } = each;
      node.show(rect, JSON.stringify([shown, isFocused]), (g, size) => paintTalk(g, size, each, isFocused), list);
    }
  }

  #offer(places: readonly TalkPlace[], lower: number, list: Rect): void {
    const offered = new Set<string>();
    const offset = lower - this.#list.scrollTop;
    for (const each of places) {
      if (!('act' in each) || !each.act || !each.line.act) continue;
      const { key, act } = each.line;
      offered.add(key);
      const { control } = this.#actOf(key, act.deed);
      setAttribute(control.element, 'aria-label', act.name);
      const rect = { ...each.act, x: PAD + each.act.x, y: lower + each.y + each.act.y };
      const at = { ...rect, x: list.x + rect.x, y: list.y + each.y + each.act.y + offset };
      const look = `${act.label} ${control.isLit}`;
      control.show(at, look, (g, size) => paintLink(g, size, act.label, control.isLit), { rect, clip: list });
    }
    for (const [key, { control }] of this.#acts) {
      if (offered.has(key)) continue;
      control.remove();
      this.#acts.delete(key);
    }
  }

  #actOf(key: string, deed: Deed): { control: Control; deed: Deed } {
    const known = this.#acts.get(key);
    if (known) return Object.assign(known, { deed });
    const element = make('button', 'control', this.#space, { type: 'button', hidden: '' });
    const made = { control: new Control(this.#context, element, this.#depths.control), deed };
    element.addEventListener('click', () => {
      this.#handlers.act(made.deed);
      this.#context.wake();
    });
    this.#acts.set(key, made);
    return made;
  }

  #mirror(places: readonly TalkPlace[], lower: number): void {
    const kept = new Set(places.map(({ line }) => line.key));
    for (const [key, item] of this.#items) {
      if (kept.has(key)) continue;
      item.remove();
      this.#items.delete(key);
    }
    let before: Element | null = null;
    for (const each of places) {
      const { key } = each.line;
      const item = this.#items.get(key) ?? make('p', 'option', this.#space, { tabindex: '-1' });
      this.#items.set(key, item);
      const next: Element | null = before === null ? this.#space.firstElementChild : before.nextElementSibling;
      if (next !== item) this.#space.insertBefore(item, next);
      before = item;
      const at = `${lower + each.y}px ${each.height}px`;
      if (item.dataset.at !== at) {
        item.dataset.at = at;
        item.style.top = `${lower + each.y}px`;
        item.style.height = `${each.height}px`;
      }
      setText(item, sentenceOf(each));
    }
  }
}

function paintLink(g: Canvas, size: Size, label: string, isLit: boolean): void {
  const middle = size.height / 2;
  drawText(g, label, 4, middle, { type: 'smallStrong', color: COLOR.focus });
  g.fillStyle = COLOR.focus;
  if (isLit) g.fillRect(4, Math.round(middle + 8), size.width - 8, 1);
}

function paintEmpty(g: Canvas, size: Size, words: string): void {
  const lines = balanced(g, words, 'small', Math.min(360, size.width - 48));
  const y = size.height / 2 - (lines.length * 19) / 2;
  drawLines(g, lines, size.width / 2, y, 19, { type: 'small', color: COLOR.muted, align: 'center' });
}

/** Conversations, or friends and requests, as lines that scroll. They stand still under a pointer. */
import { make, place, setAttribute } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { Attention } from '../../model/attention.ts';
import { heldLines, type Line, type LineAction } from '../../model/views/peopleLines.ts';
import { listenTo } from '../kit/pointerAttention.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { ScreenContext } from '../screenContext.ts';
import { linePlaces } from './peopleLinePainter.ts';
import { PeopleRow } from './peopleRow.ts';
import { IN_DIALOG, type TalkDepths } from './talkDepths.ts';

export class PeopleList {
  readonly element: HTMLElement;
  readonly #context: ScreenContext;
  readonly #space: HTMLElement;
  readonly #bar: ScrollBar;
  readonly #act: (action: LineAction) => void;
  readonly #depths: TalkDepths;
  readonly #attention = new Attention();
  readonly #rows = new Map<string, PeopleRow>();
  #view: string | undefined;
  #keys: readonly string[] = [];

  constructor(
    context: ScreenContext,
    section: HTMLElement,
    act: (action: LineAction) => void,
    depths: TalkDepths = IN_DIALOG,
  ) {
    this.#depths = depths;
    this.#context = context;
    this.#act = act;
    this.element = make('div', 'list', section, { role: 'group', tabindex: '-1' });
    this.#space = make('div', 'list-space', this.element);
    this.#bar = new ScrollBar(context.stage, depths.bar);
    listenTo(this.element, this.#attention, context);
  }

  /** `view`: what the lines are of, also for screen readers. `why`: why nothing can be done now. */
  update(view: string, lines: readonly Line[], list: Rect, now: number, why: string | undefined): void {
    const isOther = view !== this.#view;
    const shown = isOther ? lines : heldLines(this.#keys, lines, this.#attention.isOn(now));
    this.#view = view;
    this.#keys = shown.map(({ key }) => key);
    setAttribute(this.element, 'aria-label', view);
    place(this.element, list);
    const places = linePlaces(shown, list.width);
    const last = places.at(-1);
    const height = last ? last.y + last.height : 0;
    this.#space.style.height = `${height}px`;
    if (isOther) this.element.scrollTop = 0;
    const scroll = this.element.scrollTop;
    this.#bar.show(list, height, scroll);
    for (const [i, line] of shown.entries()) this.#rowOf(line.key).show(line, places[i] as Rect, list, scroll, why);
    this.#sort();
    this.#clear();
  }

  hide(): void {
    this.#keys = [];
    this.#view = undefined;
    this.#attention.pointerLeft(this.#context.now());
    this.#clear();
    place(this.element, undefined);
  }

  /** Of a line that can be pressed. */
  buttonOf(key: string | undefined): HTMLElement | undefined {
    const row = key === undefined ? undefined : this.#rows.get(key);
    return row?.element.querySelector<HTMLElement>('button:not([hidden])') ?? undefined;
  }

  #rowOf(key: string): PeopleRow {
    const known = this.#rows.get(key);
    if (known) return known;
    const row = new PeopleRow(this.#context, this.#space, this.#act, this.#depths);
    this.#rows.set(key, row);
    return row;
  }

  /** In the document as on the screen. What has the focus keeps it. */
  #sort(): void {
    const focused = document.activeElement;
    let before: Element | null = null;
    for (const key of this.#keys) {
      const element = (this.#rows.get(key) as PeopleRow).element;
      const next: Element | null = before === null ? this.#space.firstElementChild : before.nextElementSibling;
      if (next !== element) this.#space.insertBefore(element, next);
      before = element;
    }
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.element.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  #clear(): void {
    const kept = new Set(this.#keys);
    for (const [key, row] of this.#rows) {
      if (kept.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
  }
}

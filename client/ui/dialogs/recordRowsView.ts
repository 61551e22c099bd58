/** Rows of records: nodes for the visible ones, and every row for screen readers. */

import { modeOf } from '../../../shared/modes.ts';
import { Hotspot, make, makeButton, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawLines, drawText, fillRound, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { RecordRow } from '../../model/recordRows.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawPlay } from '../kit/icons.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { KitContext, Node } from '../kit/stage.ts';

export const RECORD_ROW = 60;

/** `press`: watches the match again; only placed where that may be. */
type Item = { readonly element: HTMLElement; readonly words: HTMLElement; readonly press: Hotspot<HTMLButtonElement> };

export class RecordRows {
  readonly #context: KitContext;
  readonly #onPress: (row: RecordRow) => void;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #note: Node;
  readonly #bar: ScrollBar;
  readonly #nodes: Node[] = [];
  readonly #items: Item[] = [];
  #rows: readonly RecordRow[] = [];
  /** The one of their buttons that Tab comes to. */
  #current = 0;

  constructor(context: KitContext, list: HTMLElement, onPress: (row: RecordRow) => void) {
    const { stage } = context;
    this.#context = context;
    this.#list = list;
    this.#onPress = onPress;
    this.#space = make('div', 'list-space', list, { role: 'presentation' });
    this.#note = stage.node(DEPTH.dialogPart, 'withOthers');
    this.#bar = new ScrollBar(stage, DEPTH.dialogControl);
    list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** The row that was pressed last. */
  get pressed(): HTMLElement | undefined {
    const button = this.#items[this.#current]?.press.element;
    return button && !button.hidden ? button : undefined;
  }

  /** `note`: instead of rows that are not there. `box`: around the list and its scroll bar. */
  update(rows: readonly RecordRow[], list: Rect, box: Rect, note: string): void {
    this.#space.style.height = `${rows.length * RECORD_ROW}px`;
    this.#mirror(rows, list.width);
    const scroll = this.#list.scrollTop;
    this.#bar.show(box, rows.length * RECORD_ROW, scroll);
    const first = Math.max(0, Math.floor(scroll / RECORD_ROW));
    const seen = Math.min(rows.length - first, Math.ceil(list.height / RECORD_ROW) + 1);
    const count = Math.max(seen, this.#nodes.length);
    for (const [i, row] of rows.slice(first, first + seen).entries()) {
      const at = first + i;
      const rect = { x: list.x, y: list.y + at * RECORD_ROW - scroll, width: list.width, height: RECORD_ROW };
      // A row keeps its node while it is scrolled: nothing is painted again but what comes in.
      const isLit = pressName(row) !== undefined && this.#items[at]?.press.state !== 'rest';
      const key = `${JSON.stringify(row)} ${isLit}`;
      this.#nodeOf(at, count).show(rect, key, (g, size) => paintRow(g, size, row, isLit), list);
    }
    if (note !== '' && rows.length === 0)
      this.#note.show({ ...list, height: 120 }, note, (g, size) => paintNote(g, size, note));
  }

  hide(): void {
    this.#mirror([], 0);
  }

  #nodeOf(at: number, count: number): Node {
    while (this.#nodes.length < count) this.#nodes.push(this.#context.stage.node(DEPTH.dialogPart, 'withOthers'));
    return this.#nodes[at % count] as Node;
  }

  #mirror(rows: readonly RecordRow[], width: number): void {
    this.#rows = rows;
    this.#current = Math.min(this.#current, Math.max(0, rows.length - 1));
    for (const { element } of this.#items.splice(rows.length)) element.remove();
    for (const [i, row] of rows.entries()) {
      const name = pressName(row);
      const { element, words, press } = this.#itemAt(i);
      place(element, { x: 0, y: i * RECORD_ROW, width, height: RECORD_ROW });
      setText(words, row.accessibleName);
      press.place(name !== undefined ? { x: 2, y: 2, width: width - 4, height: RECORD_ROW - 4 } : undefined);
      if (name === undefined) continue;
      setAttribute(press.element, 'aria-label', name);
      setAttribute(press.element, 'tabindex', i === this.#current ? '0' : '-1');
    }
    // Where rows take the focus, the list needs none to be scrolled by keys.
    setAttribute(this.#list, 'tabindex', rows.some((row) => pressName(row) !== undefined) ? '-1' : '0');
  }

  #itemAt(i: number): Item {
    const there = this.#items[i];
    if (there) return there;
    const { wake } = this.#context;
    const element = make('div', 'row', this.#space, { role: 'listitem' });
    const words = make('p', 'visuallyHidden', element);
    const button = makeButton(element, '', wake, () => {
      this.#current = i;
      const row = this.#rows[i];
      if (row) this.#onPress(row);
    });
    button.addEventListener('focus', () => {
      this.#current = i;
      wake();
    });
    const item = { element, words, press: new Hotspot(button, wake) };
    this.#items.push(item);
    return item;
  }

  /** One row has the focus at a time; arrows go on to the next that can be pressed. */
  #move(event: KeyboardEvent): void {
    const from = this.#items.findIndex(({ press }) => press.element === event.target);
    if (from < 0) return;
    const after = this.#items.slice(from + 1);
    const before = this.#items.slice(0, from).reverse();
    const all = { ArrowDown: after, ArrowUp: before, End: after.toReversed(), Home: before.toReversed() }[event.key];
    if (!all) return;
    event.preventDefault();
    all.find(({ press }) => !press.element.hidden)?.press.element.focus();
  }
}

/** What pressing a row does; undefined where it does nothing. */
function pressName({ title, detail, isReplayable, player }: RecordRow): string | undefined {
  if (player) return text('records.openProfile', { name: isolated(player.name) });
  return isReplayable ? text('replay.watchMatch', { match: `${title}, ${detail}` }) : undefined;
}

export function paintRow(g: Canvas, size: Size, row: RecordRow, isLit: boolean): void {
  const middle = size.height / 2;
  if (isLit) fillRound(g, { x: 0, y: 3, ...size, height: size.height - 6 }, SIZE.radiusSmall, COLOR.hover);
  if (row.isYou) fillRound(g, { x: 0, y: 3, ...size, height: size.height - 6 }, SIZE.radiusSmall, COLOR.selected);
  const medal = row.place === '1' ? COLOR.lamp : COLOR.soft;
  drawText(g, row.place, 26, middle, { type: 'title', color: medal, align: 'center' });
  if ('emblem' in row.face) drawAvatar(g, row.face, 52, middle - 18, 36, COLOR.panel);
  else {
    const mode = modeOf(row.face.mode);
    if (mode) drawModeIcon(g, mode, 52, middle - 18, 36);
  }
  if (row.isReplayable) paintPlay(g, 52 + 34, middle + 15, isLit);
  const right = size.width - 14;
  const change = { good: COLOR.good, bad: COLOR.bad, plain: COLOR.muted }[row.tone];
  const style = { type: 'bodyStrong', color: COLOR.text, align: 'right' } as const;
  drawText(g, row.value, right, row.change ? middle - 10 : middle, style);
  drawText(g, row.change, right, middle + 11, { type: 'smallStrong', color: change, align: 'right' });
  const width = right - 100 - 64;
  drawText(g, row.title, 100, middle - 10, { type: 'name', color: COLOR.text, width });
  drawText(g, row.detail, 100, middle + 11, { type: 'small', color: COLOR.muted, width });
}

/** At the corner of the picture: the words have all the room that there is. */
function paintPlay(g: Canvas, x: number, y: number, isLit: boolean): void {
  for (const [r, fill] of [[11, COLOR.panel] as const, [9, isLit ? COLOR.accent : COLOR.raised] as const]) {
    g.beginPath();
    g.arc(x, y, r, 0, 2 * Math.PI);
    g.fillStyle = fill;
    g.fill();
  }
  drawPlay(g, x + 0.5, y, 4, isLit ? COLOR.onAccent : COLOR.soft);
}

function paintNote(g: Canvas, size: Size, note: string): void {
  const lines = balanced(g, note, 'body', size.width - 40);
  drawLines(g, lines, size.width / 2, 40, 21, { type: 'body', color: COLOR.soft, align: 'center' });
}

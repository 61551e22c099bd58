/** Rows of records: nodes for the visible ones, and every row for screen readers. */

import { modeOf } from '../../../shared/modes.ts';
import { make, place, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawLines, drawText, fillRound, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { RecordRow } from '../../model/recordRows.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { Node, Stage } from '../kit/stage.ts';

export const RECORD_ROW = 60;

export class RecordRows {
  readonly #stage: Stage;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #note: Node;
  readonly #bar: ScrollBar;
  readonly #nodes: Node[] = [];
  readonly #items: HTMLElement[] = [];

  constructor(stage: Stage, list: HTMLElement) {
    this.#stage = stage;
    this.#list = list;
    this.#space = make('div', 'list-space', list, { role: 'presentation' });
    this.#note = stage.node(DEPTH.dialogPart, 'withOthers');
    this.#bar = new ScrollBar(stage, DEPTH.dialogControl);
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
      this.#nodeOf(at, count).show(rect, JSON.stringify(row), (g, size) => paintRow(g, size, row), list);
    }
    if (note !== '' && rows.length === 0)
      this.#note.show({ ...list, height: 120 }, note, (g, size) => paintNote(g, size, note));
  }

  hide(): void {
    this.#mirror([], 0);
  }

  #nodeOf(at: number, count: number): Node {
    while (this.#nodes.length < count) this.#nodes.push(this.#stage.node(DEPTH.dialogPart, 'withOthers'));
    return this.#nodes[at % count] as Node;
  }

  #mirror(rows: readonly RecordRow[], width: number): void {
    for (const item of this.#items.splice(rows.length)) item.remove();
    for (const [i, { accessibleName }] of rows.entries()) {
      let item = this.#items[i];
      if (!item) {
        item = make('div', 'row', this.#space, { role: 'listitem' });
        make('p', 'visuallyHidden', item);
        this.#items.push(item);
      }
      place(item, { x: 0, y: i * RECORD_ROW, width, height: RECORD_ROW });
      setText(item.firstElementChild as HTMLElement, accessibleName);
    }
  }
}

function paintRow(g: Canvas, size: Size, row: RecordRow): void {
  const middle = size.height / 2;
  if (row.isYou) fillRound(g, { x: 0, y: 3, ...size, height: size.height - 6 }, SIZE.radiusSmall, COLOR.selected);
  const medal = row.place === '1' ? COLOR.lamp : COLOR.soft;
  drawText(g, row.place, 26, middle, { type: 'title', color: medal, align: 'center' });
  if ('emblem' in row.face) drawAvatar(g, row.face, 52, middle - 18, 36, COLOR.panel);
  else {
    const mode = modeOf(row.face.mode);
    if (mode) drawModeIcon(g, mode, 52, middle - 18, 36);
  }
  const right = size.width - 14;
  const change = { good: COLOR.good, bad: COLOR.bad, plain: COLOR.muted }[row.tone];
  const style = { type: 'bodyStrong', color: COLOR.text, align: 'right' } as const;
  drawText(g, row.value, right, row.change ? middle - 10 : middle, style);
  drawText(g, row.change, right, middle + 11, { type: 'smallStrong', color: change, align: 'right' });
  const width = right - 100 - 64;
  drawText(g, row.title, 100, middle - 10, { type: 'name', color: COLOR.text, width });
  drawText(g, row.detail, 100, middle + 11, { type: 'small', color: COLOR.muted, width });
}

function paintNote(g: Canvas, size: Size, note: string): void {
  const lines = balanced(g, note, 'body', size.width - 40);
  drawLines(g, lines, size.width / 2, 40, 21, { type: 'body', color: COLOR.soft, align: 'center' });
}

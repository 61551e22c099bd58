/** Just arrived: the latest newcomers still here, each a button to their card. Held still under the pointer. */

import { makeButton, makeSection, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawDoor } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { PLAIN_ROW, paintRow, rowKey } from './rowPainter.ts';

const TOP = 60;
const SLOTS = 10;

type Slot = { control: Control; id: string | undefined };

export class ArrivalsCard {
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #section: HTMLElement;
  readonly #slots: readonly Slot[];
  #ids: readonly string[] = [];

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#card = context.stage.node(DEPTH.panel);
    this.#section = makeSection(context.root, 'section', text('census.arrived'), 'h2');
    this.#slots = Array.from({ length: SLOTS }, () => this.#makeSlot(this.#section));
  }

  update(frame: Frame): void {
    const { roster } = this.#context.model;
    const rect = frame.layout.aside;
    this.#section.hidden = rect === undefined;
    if (!this.#isWatched()) this.#ids = frame.census.arrivals;
    if (!rect) return;
    const room = Math.floor((rect.height - TOP - 8) / SIZE.row);
    const rows = this.#ids.flatMap((id) => roster.row(id) ?? []).slice(0, Math.min(SLOTS, room));
    for (const [i, row] of rows.entries()) this.#showArrival(this.#slots[i] as Slot, rect, row, i, frame);
    const isEmpty = frame.census.isKnown && rows.length === 0;
    this.#card.show(rect, `${isEmpty}`, (g, size) => paintCard(g, size, isEmpty));
  }

  #isWatched(): boolean {
    return this.#slots.some(({ control }) => control.isHovered || control.element.matches(':focus-visible'));
  }

  #showArrival(slot: Slot, rect: Rect, row: ListedRow, i: number, { nowS }: Frame): void {
    const { roster } = this.#context.model;
    const { control } = slot;
    slot.id = row.id;
    const at = { x: rect.x + 12, y: rect.y + TOP + i * SIZE.row, width: rect.width - 24, height: SIZE.row };
    const look = { ...PLAIN_ROW, isGone: roster.isGone(row.id), isHovered: control.isLit };
    setAttribute(control.element, 'aria-label', row.name);
    control.show(at, rowKey(row, look, nowS), (g, size) => paintRow(g, size, row, look, nowS));
  }

  #makeSlot(section: HTMLElement): Slot {
    const { actions, wake } = this.#context;
    let pressedId: string | undefined;
    const element = makeButton(section, '', wake, () => actions.select(pressedId ?? slot.id));
    const slot: Slot = { control: new Control(this.#context, element, DEPTH.overRow), id: undefined };
    element.addEventListener('pointerdown', () => {
      pressedId = slot.id;
    });
    element.addEventListener('keydown', () => {
      pressedId = undefined;
    });
    return slot;
  }
}

function paintCard(g: Canvas, size: Size, isEmpty: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  drawText(g, text('census.arrived'), SPACE.xxl, 32, { type: 'title', color: COLOR.text });
  if (!isEmpty) return;
  g.translate(0, Math.max(TOP, size.height / 2 - 64));
  const words = { title: text('census.arrivedNone.title'), text: text('census.arrivedNone.text') };
  paintEmpty(g, size, words, (x, y) => drawDoor(g, x, y, 13, COLOR.muted, COLOR.track));
}

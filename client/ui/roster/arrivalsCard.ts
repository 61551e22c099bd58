/** Just arrived: the latest newcomers who are still here, each a button to their card. Held still under the pointer. */

import { type Hotspot, make, makeButton, makeSection, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawDoor } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { PLAIN_ROW, paintRow, rowKey } from './rowPainter.ts';

const TOP = 60;
const SLOTS = 10;

type Slot = { spot: Hotspot<HTMLButtonElement>; node: Node; id: string | undefined };

export class ArrivalsCard {
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #section: HTMLElement;
  readonly #slots: readonly Slot[];
  #ids: readonly string[] = [];

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#card = context.stage.node(DEPTH.panel);
    this.#section = makeSection(context.root, 'section', text('census.arrived'));
    setText(make('h2', 'heard', this.#section), text('census.arrived'));
    this.#slots = Array.from({ length: SLOTS }, () => this.#makeSlot(this.#section));
  }

  update(frame: Frame): void {
    const { roster } = this.#context.model;
    const rect = frame.layout.aside;
    this.#section.hidden = rect === undefined;
    if (!this.#isWatched()) this.#ids = frame.census.arrivals;
    const room = rect ? Math.floor((rect.height - TOP - 8) / SIZE.row) : 0;
    const rows = this.#ids.flatMap((id) => roster.row(id) ?? []).slice(0, room);
    for (const [i, slot] of this.#slots.entries()) this.#showArrival(slot, rect, rows[i], i, frame);
    if (!rect) return this.#card.hide();
    const isEmpty = frame.census.isKnown && rows.length === 0;
    this.#card.show(rect, `${isEmpty}`, (g, size) => paintCard(g, size, isEmpty));
  }

  #isWatched(): boolean {
    return this.#slots.some(({ spot }) => spot.isHovered || spot.element.matches(':focus-visible'));
  }

  #showArrival(slot: Slot, rect: Rect | undefined, row: ListedRow | undefined, i: number, { nowS }: Frame): void {
    const { roster } = this.#context.model;
    slot.id = row?.id;
    if (!row || !rect) {
      slot.spot.place(undefined);
      return slot.node.hide();
    }
    const at = { x: rect.x + 12, y: rect.y + TOP + i * SIZE.row, width: rect.width - 24, height: SIZE.row };
    const look = { ...PLAIN_ROW, isGone: roster.isGone(row.id), isHovered: slot.spot.state !== 'rest' };
    slot.spot.place(at);
    setAttribute(slot.spot.element, 'aria-label', row.name);
    slot.node.show(at, rowKey(row, look, nowS), (g, size) => paintRow(g, size, row, look, nowS));
  }

  #makeSlot(section: HTMLElement): Slot {
    const { actions, stage, wake } = this.#context;
    let pressedId: string | undefined;
    const slot: Slot = {
      spot: makeButton(section, '', wake, () => actions.select(pressedId ?? slot.id)),
      node: stage.node(DEPTH.overRow),
      id: undefined,
    };
    slot.spot.element.addEventListener('pointerdown', () => {
      pressedId = slot.id;
    });
    slot.spot.element.addEventListener('keydown', () => {
      pressedId = undefined;
    });
    return slot;
  }
}

function paintCard(g: Canvas, size: Size, isEmpty: boolean): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radius, COLOR.panel);
  strokeRound(g, box, SIZE.radius, COLOR.panelEdge);
  drawText(g, text('census.arrived'), SPACE.xxl, 32, { type: 'title', color: COLOR.text });
  if (!isEmpty) return;
  g.translate(0, Math.max(TOP, size.height / 2 - 64));
  const words = { title: text('census.arrivedNone.title'), text: text('census.arrivedNone.text') };
  paintEmpty(g, size, words, (x, y) => drawDoor(g, x, y, 13, COLOR.muted, COLOR.track));
}

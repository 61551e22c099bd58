/** The party: its members, leader and invited players. A member is a button to their card; a free place is not. */

import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { PARTY_MAX, type PartyRows, partyRows } from '../../model/play/partyView.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCrown } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const LEAVE = 132;
const AVATAR = 36;

type Slot = { id: string; name: string; note: string; isLeader: boolean; isDim: boolean } | undefined;

type SlotView = { button: Button; node: Node; hiddenText: HTMLElement };

export class PartyStrip {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #section: HTMLElement;
  readonly #leave: Button;
  readonly #slots: readonly SlotView[];
  #shown: readonly Slot[] = [];

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.panel);
    this.#section = makeSection(context.root, 'section', text('party.title'), 'h2');
    this.#slots = Array.from({ length: PARTY_MAX }, (_, i) => ({
      hiddenText: make('p', 'visuallyHidden', this.#section),
      button: new Button(context, this.#section, DEPTH.row, () => context.actions.select(this.#shown[i]?.id)),
      node: context.stage.node(DEPTH.overRow),
    }));
    this.#leave = new Button(context, this.#section, DEPTH.overRow, () => void context.actions.play.leaveParty());
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const { party } = model.play.state;
    const rect = party && layout.party;
    this.#section.hidden = rect === undefined;
    if (!rect) return;
    this.#shown = slotsOf(partyRows(party, model.roster.selfId, now));
    this.#node.show(rect, 'party', paintStrip);
    const places = placesOf(rect);
    for (const [i, slot] of this.#slots.entries()) this.#showSlot(slot, this.#shown[i], places.slots[i] as Rect);
    const why = canAct(model.link) ? undefined : text('play.offline');
    this.#leave.show(places.leave, { label: text('party.leave'), kind: 'quiet', why });
  }

  #showSlot({ button, node, hiddenText }: SlotView, slot: Slot, rect: Rect): void {
    const { roster } = this.#context.model;
    const isKnown = slot !== undefined && roster.row(slot.id) !== undefined;
    setText(hiddenText, slot && !isKnown ? `${slot.name}, ${slot.note}` : '');
    const name = slot ? [slot.name, slot.note].filter((each) => each !== '').join(', ') : '';
    if (isKnown) button.show(rect, { label: '', name, kind: 'bare' });
    node.show(rect, JSON.stringify(slot ?? 'free'), (g, size) => paintSlot(g, size, slot));
  }
}

function slotsOf({ members, invited }: PartyRows): Slot[] {
  const here = members.map(({ id, name, isHere, isLeader, isYou }) => {
    const notes = [isYou ? text('roster.you') : '', isLeader ? text('party.leader') : ''];
    const note = isHere ? notes.filter((each) => each !== '').join(' · ') : text('party.away');
    return { id, name, note, isLeader, isDim: !isHere };
  });
  const asked = invited.map(({ id, name, seconds }) => ({
    id,
    name,
    note: text('party.invited', { count: seconds }),
    isLeader: false,
    isDim: true,
  }));
  return [...here, ...asked].slice(0, PARTY_MAX);
}

function placesOf(rect: Rect): { slots: Rect[]; leave: Rect } {
  if (rect.height < 64) return lowPlacesOf(rect);
  const isNarrow = rect.width < 600;
  const inner = { x: rect.x + 12, y: rect.y + 12, width: rect.width - 24 };
  if (isNarrow) {
    const width = (inner.width - 8) / 2;
    const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({
      x: inner.x + (i % 2) * (width + 8),
      y: inner.y + Math.floor(i / 2) * 54,
      width,
      height: 48,
    }));
    return { slots, leave: { ...inner, y: inner.y + 112, height: 48 } };
  }
  const width = (inner.width - LEAVE - 8 * PARTY_MAX) / PARTY_MAX;
  const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({
    ...inner,
    x: inner.x + i * (width + 8),
    width,
    height: 52,
  }));
  return { slots, leave: { x: inner.x + inner.width - LEAVE, y: inner.y + 4, width: LEAVE, height: 44 } };
}

function lowPlacesOf({ x, y, width }: Rect): { slots: Rect[]; leave: Rect } {
  const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({ x: x + 4 + i * 52, y: y + 6, width: 48, height: 48 }));
  const left = x + 8 + PARTY_MAX * 52;
  return { slots, leave: { x: left, y: y + 8, width: Math.min(LEAVE, x + width - 8 - left), height: 44 } };
}

function paintStrip(g: Canvas, size: Size): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
}

function paintSlot(g: Canvas, size: Size, slot: Slot): void {
  const y = (size.height - AVATAR) / 2;
  if (!slot) {
    g.setLineDash([4, 4]);
    strokeRound(g, { x: 6, y, width: AVATAR, height: AVATAR }, AVATAR / 2, COLOR.raisedEdge, 1.5);
    g.setLineDash([]);
    return;
  }
  g.globalAlpha = slot.isDim ? 0.55 : 1;
  drawAvatar(g, { id: slot.id, name: slot.name }, 6, y, AVATAR, COLOR.panel);
  g.globalAlpha = 1;
  if (slot.isLeader) drawCrown(g, 6 + AVATAR - 3, y + 4, 7, COLOR.gold);
  if (size.width < 60) return;
  const x = 6 + AVATAR + 10;
  const width = size.width - x - 4;
  const middle = size.height / 2;
  const isAlone = slot.note === '';
  drawText(g, slot.name, x, isAlone ? middle : middle - 9, { type: 'bodyStrong', color: COLOR.text, width });
  if (!isAlone) drawText(g, slot.note, x, middle + 10, { type: 'label', color: COLOR.muted, width });
}

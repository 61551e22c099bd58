/**
 * Your table: the party with its leader and invited players, or the ways to open a match of your own. A member is a button
 * to their card; a free place is not.
 */

import { emblemFromId } from '../../../shared/emblem.ts';
import type { NamedPlayer } from '../../../shared/playerRow.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawLinesAround,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { PARTY_MAX, type PartyRows, partyRows } from '../../model/play/partyView.ts';
import { playOffer } from '../../model/views/playOffer.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCheckMark, drawCrown, drawPlus } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const LEAVE = 132;
const AVATAR = 36;
/** In one line from here on: title, seats, and what to do. */
const WIDE_FROM = 600;
const SEAT = 50;
/** Less has no room for a line of its own. */
const NOTE_FROM = 130;
const BUTTON = { height: 44, gap: 8 };

type Slot = (NamedPlayer & { note: string; isLeader: boolean; isDim: boolean; isReady: boolean }) | undefined;
type Places = { slots: Rect[]; leave: Rect; start?: Rect };

type SlotView = { button: Button; node: Node; hiddenText: HTMLElement };

export class PartyStrip {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #section: HTMLElement;
  readonly #buttons: Record<'leave' | 'start' | 'open' | 'private', Button>;
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
    const { play } = context.actions;
    const makeButton = (onPress: () => void) => new Button(context, this.#section, DEPTH.overRow, onPress);
    this.#buttons = {
      open: makeButton(() => void play.create(false)),
      private: makeButton(() => void play.create(true)),
      leave: makeButton(() => void play.leaveParty()),
      start: makeButton(() => void play.queue()),
    };
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const { party } = model.play.state;
    const rect = layout.party;
    this.#section.hidden = rect === undefined;
    if (!rect) return;
    const isWide = rect.width >= WIDE_FROM && rect.height >= 64;
    this.#shown = party ? slotsOf(partyRows(party, model.roster.selfId, now)) : this.#alone();
    const note = party ? text('table.here', { count: party.members.length }) : text('table.alone');
    this.#node.show(rect, `${isWide} ${note}`, (g, size) => paintStrip(g, size, isWide ? note : undefined));
    const widths = party ? [LEAVE - 16, 96] : [132, 132];
    const places = isWide ? widePlacesOf(rect, widths) : placesOf(rect);
    for (const [i, slot] of this.#slots.entries()) this.#showSlot(slot, this.#shown[i], places.slots[i] as Rect);
    const why = canAct(model.link) ? undefined : text('play.offline');
    if (party) return this.#updateParty(places, why);
    const offer = playOffer(model, now);
    const busy = why ?? (offer.action === 'queue' ? undefined : offer.words.title);
    const look = { kind: 'quiet', isDisabled: model.asked.has('createMatch'), why: busy } as const;
    const { open, private: own } = this.#buttons;
    open.show(places.leave, { ...look, label: text('play.public'), name: text('play.publicLabel') });
    own.show(places.start, { ...look, label: text('play.private'), name: text('play.privateLabel') });
  }

  /** Starting is what Quick Play does, for all of the party. */
  #updateParty({ leave, start }: Places, why: string | undefined): void {
    const { model, now } = this.#context;
    this.#buttons.leave.show(leave, { label: text('party.leave'), kind: 'quiet', why });
    const offer = playOffer(model, now());
    const busy = offer.action === 'queue' ? offer.why : offer.words.title;
    const name = text('table.startLabel', { mode: modeTitle(model.play.mode) });
    const isDisabled = model.asked.has('joinQueue');
    this.#buttons.start.show(start, { label: text('table.start'), name, kind: 'primary', isDisabled, why: busy });
  }

  /** The player's own seat, at the head of a table that nobody has joined. */
  #alone(): Slot[] {
    const { roster, self } = this.#context.model;
    const name = self.shown('name');
    if (roster.selfId === undefined || name === undefined) return [];
    const emblem = self.shown('emblem') ?? emblemFromId(roster.selfId);
    return [
      { id: roster.selfId, name, emblem, note: text('roster.you'), isLeader: true, isDim: false, isReady: false },
    ];
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
  const here = members.map(({ id, name, emblem, isHere, isLeader, isYou }) => {
    const notes = [isYou ? text('roster.you') : '', isLeader ? text('party.leader') : ''];
    const note = isHere ? notes.filter((each) => each !== '').join(' · ') : text('party.away');
    return { id, name, emblem, note, isLeader, isDim: !isHere, isReady: isHere };
  });
  const asked = invited.map(({ id, name, emblem, seconds }) => ({
    ...{ id, name, emblem },
    note: text('party.invited', { count: seconds }),
    isLeader: false,
    isDim: true,
    isReady: false,
  }));
  return [...here, ...asked].slice(0, PARTY_MAX);
}

/** `widths`: of the two buttons. The seats stand beside them. */
function widePlacesOf({ x, y, width, height }: Rect, widths: readonly number[]): Places {
  const [first = 0, second = 0] = widths;
  const row = { y: y + (height - BUTTON.height) / 2, height: BUTTON.height };
  const start = { ...row, x: x + width - SIZE.tilePad - second, width: second };
  const leave = { ...row, x: start.x - BUTTON.gap - first, width: first };
  const left = leave.x - 14 - PARTY_MAX * SEAT;
  const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({
    ...{ x: left + i * SEAT, y: y + (height - SEAT) / 2 + 1 },
    ...{ width: SEAT, height: SEAT },
  }));
  return { slots, leave, start };
}

function placesOf(rect: Rect): Places {
  if (rect.height < 64) return lowPlacesOf(rect);
  const inner = { x: rect.x + 12, y: rect.y + 12, width: rect.width - 24 };
  const width = (inner.width - 8) / 2;
  const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({
    x: inner.x + (i % 2) * (width + 8),
    y: inner.y + Math.floor(i / 2) * 54,
    width,
    height: 48,
  }));
  const half = { ...inner, y: inner.y + 112, width, height: 48 };
  return { slots, leave: half, start: { ...half, x: half.x + width + 8 } };
}

function lowPlacesOf({ x, y, width }: Rect): Places {
  const slots = Array.from({ length: PARTY_MAX }, (_, i) => ({ x: x + 4 + i * 52, y: y + 6, width: 48, height: 48 }));
  const left = x + 8 + PARTY_MAX * 52;
  return { slots, leave: { x: left, y: y + 8, width: Math.min(LEAVE, x + width - 8 - left), height: 44 } };
}

/** `note`: below the title, where there is room for both. */
function paintStrip(g: Canvas, size: Size, note: string | undefined): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  if (note === undefined) return;
  const width = size.width - 2 * SIZE.tilePad - 272 - 14 - PARTY_MAX * SEAT - 12;
  const hasRoom = width >= NOTE_FROM;
  const middle = hasRoom ? 28 : size.height / 2;
  drawText(g, text('table.title'), SIZE.tilePad, middle, { type: 'title', color: COLOR.text, width });
  if (!hasRoom) return;
  const lines = wrapped(g, note, 'tiny', width).slice(0, 2);
  drawLinesAround(g, lines, SIZE.tilePad, lines.length > 1 ? 54 : 50, 15, { type: 'tiny', color: COLOR.muted, width });
}

function paintSlot(g: Canvas, size: Size, slot: Slot): void {
  const y = (size.height - AVATAR) / 2;
  if (!slot) {
    g.setLineDash([4, 4]);
    strokeRound(g, { x: 6, y, width: AVATAR, height: AVATAR }, AVATAR / 2, COLOR.raisedEdge, 1.5);
    g.setLineDash([]);
    drawPlus(g, 6 + AVATAR / 2, y + AVATAR / 2, 5, COLOR.muted);
    return;
  }
  g.globalAlpha = slot.isDim ? 0.55 : 1;
  drawAvatar(g, slot, 6, y, AVATAR, COLOR.panel);
  g.globalAlpha = 1;
  if (slot.isLeader) drawCrown(g, 6 + AVATAR / 2, y - 3, 7, COLOR.gold);
  if (slot.isReady) paintTick(g, 6 + AVATAR - 4, y + AVATAR - 4);
  if (size.width < 60) return;
  const x = 6 + AVATAR + 10;
  const width = size.width - x - 4;
  const middle = size.height / 2;
  const isAlone = slot.note === '';
  drawText(g, slot.name, x, isAlone ? middle : middle - 9, { type: 'bodyStrong', color: COLOR.text, width });
  if (!isAlone) drawText(g, slot.note, x, middle + 10, { type: 'label', color: COLOR.muted, width });
}

/** The player is here. */
function paintTick(g: Canvas, x: number, y: number): void {
  fillRound(g, { x: x - 8, y: y - 8, width: 16, height: 16 }, 8, COLOR.panel);
  fillRound(g, { x: x - 6.5, y: y - 6.5, width: 13, height: 13 }, 6.5, COLOR.good);
  drawCheckMark(g, x, y, 4, COLOR.panel);
}

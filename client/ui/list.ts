/** The virtualised list: as many rows as fit, whatever the roster's size; a click goes to the id that was pressed. */
import { Listbox } from '../a11y/listbox.ts';
import { place } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { Attention } from '../model/attention.ts';
import type { RosterRow } from '../net/events.ts';
import type { Layout } from './layout.ts';
import { ListKeys } from './listKeys.ts';
import type { RosterLayout } from './rosterLayout.ts';
import { type PlacedRow, RowNodes } from './rowNodes.ts';
import { rowDetail } from './rowPainter.ts';
import type { Context, Frame } from './view.ts';

/** More changes than this in a second are a crowd: no row glides, everything is just there. */
const CROWD_A_SECOND = 10;

export class List {
  readonly attention = new Attention();
  readonly box: Listbox;
  readonly #context: Context;
  readonly #rows: RowNodes;
  readonly #keys: ListKeys;
  #layout: RosterLayout | undefined;
  #scroll = 0;
  #pointerY: number | undefined;
  #pressedId: string | undefined;
  #seen = { version: -1, scroll: 0, selfId: undefined as string | undefined };
  #changes = { since: 0, count: 0 };
  #isMirrorStale = true;
  /** Since the last mirror. */
  #hasScrolled = false;

  /** `onOpen`: a player was chosen by keyboard. */
  constructor(context: Context, section: HTMLElement, onOpen: () => void) {
    this.#context = context;
    this.#rows = new RowNodes(context.stage);
    this.box = new Listbox(section, text('roster.list'));
    this.#keys = new ListKeys(
      context,
      this.box.element,
      () => this.#layout,
      (position) => this.#reveal(position),
      onOpen,
    );
    this.#listen();
  }

  /** When it wants to be updated again, whatever happens: rows glide, or the mirror waits for its turn. Monotonic ms. */
  get wakeAt(): number {
    if (this.#rows.isMoving) return 0;
    return this.#isMirrorStale ? this.box.dueAt(this.#hasScrolled) : Number.POSITIVE_INFINITY;
  }

  scrollToTop(): void {
    this.box.element.scrollTop = 0;
  }

  update({ layout, now, nowS }: Frame): void {
    const { roster } = this.#context.model;
    const at = uncovered(layout);
    this.#layout = at;
    // Up to the panel's edge, so that the scroll bar does not stand on the ratings.
    place(this.box.element, at && { ...at.list, width: at.list.width + 7 });
    if (!at) {
      this.#rows.hide();
      this.attention.pointerLeft(now);
      return;
    }
    roster.hold(this.attention.isOn(now));
    const { list, row } = at;
    this.box.setHeight(roster.size * row);
    const scroll = Math.max(0, Math.min(this.#scroll, roster.size * row - list.height));
    const first = Math.floor(scroll / row);
    const rows = roster.slice(first, Math.ceil(list.height / row) + 1);
    const isAnimated = this.#isAnimated(scroll, now);
    const hoveredId =
      this.#pointerY === undefined ? undefined : this.#rows.idAt(this.#pointerY - list.y + scroll, row, now);
    const placed = rows.map((each, i) => this.#placed(each, (first + i) * row, hoveredId));
    this.#rows.update(placed, { list, row, scroll }, nowS, now, isAnimated);
    this.box.element.classList.toggle('over-row', hoveredId !== undefined);
    this.#mirror(rows, first, frameText(nowS), now);
  }

  #placed(row: RosterRow, y: number, hoveredId: string | undefined): PlacedRow {
    const { roster, selected } = this.#context.model;
    const look = {
      isSelf: row.id === roster.selfId,
      isGone: roster.isGone(row.id),
      isHovered: row.id === hoveredId,
      isSelected: row.id === selected?.id,
      isActive: this.attention.isFocused && row.id === this.#keys.activeId,
    };
    return { row, look, y };
  }

  /** Only what the roster itself moved glides; what a scroll, a first fill or a crowd moves does not. */
  #isAnimated(scroll: number, now: number): boolean {
    const { roster } = this.#context.model;
    const seen = this.#seen;
    const isFirst = seen.version === -1 || seen.selfId !== roster.selfId;
    const hasScrolled = scroll !== seen.scroll;
    if (now - this.#changes.since > 1_000) this.#changes = { since: now, count: 0 };
    if (roster.version !== seen.version) this.#changes.count += Math.max(1, roster.lastMoves);
    this.#seen = { version: roster.version, scroll, selfId: roster.selfId };
    return !isFirst && !hasScrolled && this.#changes.count <= CROWD_A_SECOND && !REDUCED_MOTION.matches;
  }

  #mirror(
    rows: readonly RosterRow[],
    first: number,
    say: (row: RosterRow, isGone: boolean) => string,
    now: number,
  ): void {
    this.#isMirrorStale = true;
    if (now < this.box.dueAt(this.#hasScrolled) && !this.#keys.takeMoved()) return;
    this.#isMirrorStale = false;
    this.#hasScrolled = false;
    const { roster, selected } = this.#context.model;
    const options = rows.map((row, i) => ({
      id: row.id,
      text: say(row, roster.isGone(row.id)),
      position: first + i,
      isSelected: row.id === selected?.id,
    }));
    this.box.mirror(options, roster.size, this.#layout?.row ?? 0, this.#keys.activeId, now);
  }

  #reveal(position: number): void {
    const at = this.#layout;
    if (!at) return;
    const top = position * at.row;
    const { element } = this.box;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + at.row > element.scrollTop + at.list.height) element.scrollTop = top + at.row - at.list.height;
    this.#scrolled();
  }

  #scrolled(): void {
    this.#scroll = this.box.element.scrollTop;
    this.#hasScrolled = true;
    this.attention.isScrolled = this.#scroll > 0;
    this.#context.wake();
  }

  #listen(): void {
    const { element } = this.box;
    const { wake, now, actions } = this.#context;
    const on = <E extends keyof HTMLElementEventMap>(type: E, listener: (event: HTMLElementEventMap[E]) => void) =>
      element.addEventListener(
        type,
        (event) => {
          listener(event);
          wake();
        },
        { passive: true },
      );
    on('scroll', () => this.#scrolled());
    on('pointermove', (event) => {
      if (event.pointerType !== 'mouse') return;
      this.#pointerY = event.clientY;
      this.attention.isPointerOver = true;
    });
    on('pointerleave', (event) => {
      this.#pointerY = undefined;
      if (event.pointerType === 'mouse') this.attention.pointerLeft(now());
    });
    on('pointerdown', (event) => {
      const at = this.#layout;
      if (event.pointerType !== 'mouse') this.attention.isTouched = true;
      this.#pressedId = at && this.#rows.idAt(event.clientY - at.list.y + this.#scroll, at.row, now());
    });
    for (const type of ['pointerup', 'pointercancel'] as const) on(type, () => this.attention.touchEnded(now()));
    on('click', () => {
      if (this.#pressedId !== undefined) this.#keys.moveTo(this.#pressedId);
      if (this.#pressedId !== undefined) actions.select(this.#pressedId);
    });
    on('focus', () => {
      this.attention.isFocused = element.matches(':focus-visible');
      if (this.attention.isFocused) this.#keys.enter(Math.floor(this.#scroll / (this.#layout?.row ?? 1)));
    });
    on('blur', () => {
      this.attention.isFocused = false;
    });
    on('keydown', () => {
      this.attention.isFocused = true;
    });
  }
}

/** A sheet covers the list's lower rows: what is under it is neither scrolled to nor framed. */
function uncovered({ roster, profile, isWide }: Layout): RosterLayout | undefined {
  if (!roster || !profile || isWide) return roster;
  const height = Math.min(roster.list.height, profile.y - roster.list.y);
  return height < roster.row ? undefined : { ...roster, list: { ...roster.list, height } };
}

const REDUCED_MOTION = window.matchMedia('(prefers-reduced-motion: reduce)');

/** What a screen reader hears of a row. */
const frameText =
  (nowS: number | undefined) =>
  (row: RosterRow, isGone: boolean): string => {
    const details = rowDetail(row, isGone, nowS).join('');
    const said = text('roster.row', { name: row.name, details });
    return row.rating > 0 && !isGone ? `${said}, ${text('roster.rating', { rating: row.rating })}` : said;
  };

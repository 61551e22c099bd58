/** The list of players, virtualised: it draws only the rows that fit. A click acts on the id that was pressed. */

import { Listbox } from '../../a11y/listbox.ts';
import { pageBox, place } from '../../a11y/overlay.ts';
import { runMenuAction } from '../../actions/playerMenuActions.ts';
import { text } from '../../i18n/text.ts';
import { Attention } from '../../model/attention.ts';
import type { Group, ListedRow } from '../../model/rosterRows.ts';
import type { Section } from '../../model/shownRows.ts';
import type { PlayerAction } from '../../model/views/playerOffers.ts';
import { rowOffer } from '../../model/views/rowOffer.ts';
import { DEPTH } from '../kit/depths.ts';
import { SCROLL_BAR_ROOM, ScrollBar } from '../kit/scrollBar.ts';
import { uncoveredRoster } from '../layout/layout.ts';
import type { RosterLayout } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { LineNodes } from './lineNodes.ts';
import { ListKeys } from './listKeys.ts';
import { groupOfHeader, type HeaderLine, ListLines, type Stop } from './listLines.ts';
import { linkOf, placedHeader, placedRow, type RowPlaced } from './listLooks.ts';
import { mirrorOf } from './listMirror.ts';
import { ListMotion } from './listMotion.ts';
import { ListPointer, type Point } from './listPointer.ts';

const NO_HEIGHTS = { row: 1, header: 0 };
const NO_LINES = new ListLines([], NO_HEIGHTS);

/** What the list leaves to its owner. `at`: where the menu opens, on the page. `menuId`: its player while open. */
export type ListActions = {
  /** A player was chosen by keyboard; their card takes the focus. */
  opened(): void;
  menu(id: string, at: Point): void;
  menuId(): string | undefined;
};

export class List {
  readonly attention = new Attention();
  readonly box: Listbox;
  readonly #context: ScreenContext;
  readonly #actions: ListActions;
  readonly #rows: LineNodes;
  readonly #headers: LineNodes;
  readonly #bar: ScrollBar;
  readonly #keys: ListKeys;
  readonly #pointer: ListPointer;
  #layout: RosterLayout | undefined;
  #lines = NO_LINES;
  #placed: readonly RowPlaced[] = [];
  #scroll = 0;
  readonly #motion = new ListMotion();
  #isMirrorStale = true;
  #hasScrolled = false;

  constructor(context: ScreenContext, section: HTMLElement, actions: ListActions) {
    this.#context = context;
    this.#actions = actions;
    this.#rows = new LineNodes(context.stage, DEPTH.row);
    this.#headers = new LineNodes(context.stage, DEPTH.overRow);
    this.#bar = new ScrollBar(context.stage, DEPTH.overRow);
    this.box = new Listbox(section, text('roster.list'), text('roster.keys'));
    const { element } = this.box;
    this.#keys = new ListKeys({
      context,
      element,
      // Read from the roster now: a key may come before the next update.
      lines: () => this.#linesNow(),
      page: () => Math.max(1, Math.floor((this.#layout?.list.height ?? 0) / (this.#layout?.row ?? 1)) - 1),
      reveal: (stop) => this.#reveal(stop),
      onOpen: () => actions.opened(),
      onMenu: (id) => actions.menu(id, this.#menuPoint(id)),
    });
    this.#pointer = new ListPointer({
      element,
      attention: this.attention,
      now: context.now,
      wake: context.wake,
      idAt: (point) => this.#idAt(point),
      onPick: (id) => this.#choose(id),
      onMenu: (id, at) => this.#openMenu(id, at),
    });
    this.#listen();
  }

  /** Monotonic ms of the next update due in any case: 0 while rows glide, else when screen readers' copy is due. */
  get wakeAt(): number {
    if (this.#rows.isMoving || this.#headers.isMoving) return 0;
    return this.#isMirrorStale ? this.box.dueAt(this.#hasScrolled) : Number.POSITIVE_INFINITY;
  }

  scrollToTop(): void {
    this.box.element.scrollTop = 0;
  }

  /** Where a menu opened by keyboard appears: under the row's name. */
  #menuPoint(id: string): Point {
    const { roster } = this.#context.model;
    const { left, right, top } = pageBox(this.box.element);
    const isMirrored = this.#context.stage.mirroredIn !== undefined;
    const y = top + this.#linesNow().yOf(roster.positionOf(id)) - this.#scroll + (this.#layout?.row ?? 0) - 10;
    return { x: isMirrored ? right - 62 : left + 62, y };
  }

  update(frame: Frame): void {
    const { layout, now, nowS } = frame;
    const { model } = this.#context;
    const { roster } = model;
    const at = uncoveredRoster(layout);
    this.#layout = at;
    const box = at && { ...at.list, width: at.list.width + SCROLL_BAR_ROOM };
    place(this.box.element, box);
    this.attention.hasMenu = this.#actions.menuId() !== undefined;
    if (!at || !box) {
      this.#rows.hide();
      this.#headers.hide();
      this.attention.pointerLeft(now);
      return;
    }
    model.hold(this.attention.isOn(now));
    const { list } = at;
    this.#lines = this.#linesNow();
    this.box.setHeight(this.#lines.height);
    const scroll = Math.max(0, Math.min(this.#scroll, this.#lines.height - list.height));
    const { first, count } = this.#lines.rowsIn(scroll, scroll + list.height);
    const rows = roster.slice(first, count);
    const headers = this.#lines.headersIn(scroll, scroll + list.height);
    const isAnimated = this.#motion.isAnimated(model, scroll, now);
    const hoveredId = this.#pointer.over && this.#idAt(this.#pointer.over);
    const window = { list, scroll };
    const activeId = this.attention.isFocused ? this.#keys.activeId : undefined;
    const offerOf = (row: ListedRow) => rowOffer(model, row);
    const marks = { hoveredId, menuId: this.#actions.menuId(), activeId, nowS, offerOf };
    this.#placed = rows.map((row, i) => placedRow(model, row, this.#lines.yOf(first + i), at.row, marks));
    this.#rows.update(this.#placed, window, now, isAnimated);
    const placedHeaders = headers.map((header, i) =>
      placedHeader(model, header, i === 0, this.#countOf(header.section, frame.census), at.header, marks),
    );
    this.#headers.update(placedHeaders, window, now, isAnimated);
    this.#bar.show(box, this.#lines.height, scroll);
    this.box.element.classList.toggle('over-row', hoveredId !== undefined);
    this.#mirror(rows, first, headers, frame);
  }

  #linesNow(): ListLines {
    const at = this.#layout;
    return at ? new ListLines(this.#context.model.roster.sections, at) : NO_LINES;
  }

  #mirror(
    rows: readonly ListedRow[],
    first: number,
    headers: readonly HeaderLine[],
    { now, nowS, census }: Frame,
  ): void {
    this.#isMirrorStale = true;
    if (now < this.box.dueAt(this.#hasScrolled) && !this.#keys.takeMoved()) return;
    this.#isMirrorStale = false;
    this.#hasScrolled = false;
    const heights = this.#layout ?? NO_HEIGHTS;
    const { sections } = this.#context.model.roster;
    const countOf = (group: Group) => {
      const section = sections.find((each) => each.place === group);
      return section && this.#countOf(section, census);
    };
    const seen = { lines: this.#lines, heights, rows, first, headers, countOf };
    const options = mirrorOf(this.#context.model, seen, nowS);
    this.box.mirror(options, this.#lines.stops, this.#keys.activeId, now);
  }

  /** Undefined until all players are known, and for your own row. */
  #countOf({ place: group, here }: Section, { groups }: Frame['census']): number | undefined {
    if (!this.#context.model.isRosterWhole || group === 'self') return undefined;
    return groups[group] ?? here;
  }

  /** Headers come first: rows scroll under them. A row's action has the lower part of the row's end. */
  #idAt({ x, y }: Point): string | undefined {
    const at = this.#layout;
    if (!at) return undefined;
    const under = y - at.list.y + this.#scroll;
    const now = this.#context.now();
    const header = this.#headers.idAt(under, now);
    const id = header ?? this.#rows.idAt(under, now);
    const row = header === undefined ? this.#placed.find((each) => each.id === id) : undefined;
    if (!row?.linkId || under < row.y + row.height * 0.4) return id;
    const { mirroredIn } = this.#context.stage;
    const fromLeft = mirroredIn === undefined ? x : mirroredIn - x;
    return fromLeft > at.list.x + at.list.width - row.linkWidth ? row.linkId : id;
  }

  #choose(id: string): void {
    const group = groupOfHeader(id);
    const { actions, choices, model } = this.#context;
    const link = linkOf(id);
    if (link) return this.#act(link.playerId, link.action);
    if (group && model.roster.isNarrowed) return;
    if (group) return choices.close(group, !model.roster.closed.has(group));
    this.#keys.moveTo(id);
    actions.select(id);
  }

  /** Only what the row still offers: it may have changed under the finger. */
  #act(playerId: string, action: PlayerAction): void {
    const { actions, model } = this.#context;
    const row = model.roster.row(playerId);
    this.#keys.moveTo(playerId);
    if (row && rowOffer(model, row)?.action === action) runMenuAction(row, action, actions, model);
  }

  #openMenu(id: string, at: Point): void {
    if (groupOfHeader(id)) return;
    const playerId = linkOf(id)?.playerId ?? id;
    this.#keys.moveTo(playerId);
    this.#actions.menu(playerId, at);
  }

  #reveal(stop: Stop): void {
    const at = this.#layout;
    if (!at) return;
    const lines = this.#linesNow();
    this.box.setHeight(lines.height);
    const { element } = this.box;
    const isRow = stop.kind === 'row';
    const top = isRow ? lines.yOf(stop.position) : (lines.headerY(stop.group) ?? 0);
    const bottom = top + (isRow ? at.row : at.header);
    const cover = isRow ? lines.coverOf(stop.position) : 0;
    if (top - cover < element.scrollTop) element.scrollTop = top - cover;
    else if (bottom > element.scrollTop + at.list.height) element.scrollTop = bottom - at.list.height;
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
    const { wake } = this.#context;
    element.addEventListener(
      'scroll',
      () => {
        this.#pointer.cancel();
        this.#scrolled();
      },
      { passive: true },
    );
    element.addEventListener('focus', () => {
      this.attention.isFocused = element.matches(':focus-visible');
      if (this.attention.isFocused) this.#keys.enter(this.#linesNow().stopAfter(this.#scroll));
      wake();
    });
    element.addEventListener('blur', () => {
      this.attention.isFocused = false;
      wake();
    });
    element.addEventListener('keydown', () => {
      this.attention.isFocused = true;
      wake();
    });
  }
}

/** Matches to watch or to join, as live tiles. They stand still under the pointer, so that nobody joins the wrong one. */
import { isRated, MODES, modeOf, RATED_MODES } from '../../../shared/modes.ts';
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { make, makeSection, place, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, measure, paintBox, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { Attention } from '../../model/attention.ts';
import { canAct } from '../../model/linkView.ts';
import { HeldMatches, type HeldRow } from '../../model/play/heldMatches.ts';
import { listed, type MatchFilter, mostWatchedFirst } from '../../model/play/matchList.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { isLater } from '../kit/beat.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawFilter, drawGrid } from '../kit/icons.ts';
import { listenTo } from '../kit/pointerAttention.ts';
import { SCROLL_BAR_ROOM, ScrollBar } from '../kit/scrollBar.ts';
import { SelectBox } from '../kit/selectBox.ts';
import type { Node } from '../kit/stage.ts';
import { largeHeight, tilesIn } from '../layout/tilesLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { FILTERS, type MatchCounts, MatchFilters } from './matchFilters.ts';
import { MatchTile, type TilesNow } from './matchTile.ts';

/** In a panel, and on a phone, where the tiles stand on the page itself. */
type Look = Record<'top' | 'side' | 'bar' | 'chip' | 'foot', number>;
const PANEL: Look = { top: 50, side: SIZE.tilePad, bar: 2, chip: 28, foot: 8 };
const BARE: Look = { top: 52, side: 0, bar: 2, chip: 36, foot: 0 };
const GAME = 44;
const PICTURES_EVERY_MS = 1_000;
const TOUCH = window.matchMedia('(pointer: coarse)');

export class MatchesCard {
  readonly #context: ScreenContext;
  readonly #nodes: Record<'card' | 'empty', Node>;
  readonly #section: HTMLElement;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #bar: ScrollBar;
  readonly #empty: HTMLElement;
  readonly #filters: MatchFilters;
  readonly #game: SelectBox;
  readonly #attention = new Attention();
  readonly #held = new HeldMatches();
  readonly #tiles = new Map<string, MatchTile>();
  #picturesAt = Number.NEGATIVE_INFINITY;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, model } = context;
    this.#nodes = { card: stage.node(DEPTH.panel), empty: stage.node(DEPTH.row) };
    this.#section = makeSection(root, 'section', text('matches.title'), 'h2');
    this.#filters = new MatchFilters(context, this.#section, () => void this.#openBoard());
    this.#game = new SelectBox(context, this.#section, text('matches.game'), drawFilter, (value) => {
      model.commit(() => {
        model.play.listedMode = modeOf(value)?.id;
      });
    });
    this.#empty = make('p', 'visuallyHidden', this.#section);
    this.#list = make('div', 'list', this.#section, { role: 'list', 'aria-label': text('matches.list') });
    this.#space = make('div', 'list-space', this.#list, { role: 'presentation' });
    this.#bar = new ScrollBar(stage, DEPTH.overRow);
    listenTo(this.#list, this.#attention, context);
    this.#list.addEventListener('focusin', () => {
      this.#attention.isFocused = this.#list.querySelector(':focus-visible') !== null;
      context.wake();
    });
    this.#list.addEventListener('focusout', () => {
      this.#attention.isFocused = false;
      context.wake();
    });
  }

  update({ layout, tab, now }: Frame): void {
    const rect = layout.matches;
    const { model, actions } = this.#context;
    this.#section.hidden = rect === undefined;
    if (!rect) {
      this.#attention.pointerLeft(now);
      place(this.#list, undefined);
      actions.tiles.show([], model.link);
      return this.#clear();
    }
    const look = layout.isWide ? PANEL : BARE;
    const all = this.#rowsOf(model.play.filter, model.play.listedMode);
    const isOrdered = this.#attention.isOn(now);
    const rows = this.#held.shown(layout.isWide ? all : mostWatchedFirst(all), isOrdered);
    this.#updateHead(rect, look);
    const width = rect.width - 2 * look.side;
    const list = {
      x: rect.x + look.side,
      y: rect.y + look.top,
      width: width + SCROLL_BAR_ROOM + look.bar,
      height: rect.height - look.top - look.foot,
    };
    place(this.#list, list);
    this.#updateEmpty(rect, look.top, rows.length === 0);
    const isTouch = !layout.isWide || TOUCH.matches;
    this.#updateTiles(rows, list, width, { isTouch, hasLarge: !layout.isWide && tab === 'matches', now });
  }

  #updateTiles(
    rows: readonly HeldRow[],
    list: Rect,
    width: number,
    { isTouch, hasLarge, now }: { isTouch: boolean; hasLarge: boolean; now: number },
  ): void {
    const { model, actions } = this.#context;
    const isLarge = hasLarge && rows[0]?.row.state === 'playing' && list.height >= largeHeight(width);
    const { places, height } = tilesIn(width, rows.length, isLarge);
    this.#space.style.height = `${height}px`;
    const scroll = this.#list.scrollTop;
    this.#bar.show(list, height, scroll);
    const { queue } = model.play.state;
    const why = canAct(model.link) ? queue && text('play.queuedWhy') : text('play.offline');
    const isPictureDue = isLater(now, this.#picturesAt, PICTURES_EVERY_MS);
    if (isPictureDue) this.#picturesAt = now;
    const tilesNow: TilesNow = { list, scroll, count: rows.length, isTouch, isPictureDue, why };
    // A row above and below is painted too: a list that scrolls shows no holes.
    const isNear = (beyond: number) => (_: unknown, i: number) => {
      const at = places[i];
      return at && at.y + at.height > scroll - beyond && at.y < scroll + list.height + beyond;
    };
    this.#clear(new Set(rows.map(({ row }) => row.matchId)));
    for (const [i, held] of rows.entries()) {
      const at = places[i];
      if (!at) continue;
      const tile = this.#tiles.get(held.row.matchId) ?? new MatchTile(this.#context, this.#space);
      this.#tiles.set(held.row.matchId, tile);
      tile.show(i, at, held, tilesNow, isNear(at.height)(held, i) ?? false);
    }
    const visible = rows.filter(isNear(0)).filter(({ row, isOver }) => row.state === 'playing' && !isOver);
    actions.tiles.show(
      visible.map(({ row }) => row.matchId),
      model.link,
    );
  }

  #rowsOf(filter: MatchFilter, mode?: string): readonly MatchRow[] {
    const { play, social } = this.#context.model;
    return listed(play.state.matches, filter, mode, (id) => social.tieOf(id) === 'friend');
  }

  #updateHead(rect: Rect, look: Look): void {
    const { play } = this.#context.model;
    const counts = Object.fromEntries(FILTERS.map((each) => [each, this.#rowsOf(each).length])) as MatchCounts;
    const isPanel = look.side > 0;
    const total = counts.all === 0 ? '' : numberText(counts.all);
    const title = { words: text('matches.onNow'), total };
    const line = {
      x: rect.x + look.side,
      y: rect.y + look.top / 2 - 23,
      width: rect.width - 2 * look.side,
      height: 44,
    };
    // Where the title would be in their way, the chips take its place: the tab says it.
    const beside = textWidth(measure(), title.words, 'title') + 40 + GAME;
    const isTitled = isPanel && line.width - beside >= MatchFilters.widthOf(counts);
    const before = isTitled ? beside - GAME - 6 : 0;
    const chips = { ...line, x: line.x + before, width: line.width - before - GAME - 6 };
    this.#filters.update(chips, look.chip, isTitled, counts);
    const x = line.x + line.width - GAME;
    const every = { value: '', label: text('matches.everyGame') };
    const modes = [every, ...MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }))];
    const small = isPanel && !TOUCH.matches ? { y: line.y + 6, height: 32 } : {};
    this.#game.show({ ...line, ...small, x, width: GAME }, modes, play.listedMode ?? '', play.listedMode !== undefined);
    const shown = isTitled ? title : { words: '', total: '' };
    if (isPanel) this.#nodes.card.show(rect, JSON.stringify(shown), (g, size) => paintCard(g, size, shown));
  }

  /** Of what is chosen to be played, where it is rated. */
  #openBoard(): Promise<void> {
    const { model, actions } = this.#context;
    const chosen = modeOf(model.play.mode);
    const mode = chosen && isRated(chosen) ? chosen : RATED_MODES[0];
    return actions.records.open({ kind: 'leaderboard', mode: mode?.id ?? model.play.mode });
  }

  #updateEmpty(rect: Rect, top: number, isEmpty: boolean): void {
    const words = this.#emptyWords();
    setText(this.#empty, isEmpty ? `${words.title}. ${words.text}` : '');
    if (!isEmpty) return;
    const height = Math.min(150, rect.height - top);
    const y = rect.y + top + Math.max(0, (rect.height - top - height) * 0.35);
    const at = { x: rect.x + 12, y, width: rect.width - 24, height };
    this.#nodes.empty.show(at, JSON.stringify(words), (g, size) =>
      paintEmpty(g, size, words, (x, middle) => drawGrid(g, x, middle, 12, COLOR.muted)),
    );
  }

  #emptyWords(): { title: string; text: string } {
    const { state, filter, listedMode } = this.#context.model.play;
    if (!state.matches) return { title: text('matches.loading'), text: '' };
    const isOfGame = listedMode !== undefined && this.#rowsOf(filter).length > 0;
    if (isOfGame)
      return {
        title: text('matches.noneOfGame.title', { mode: modeTitle(listedMode) }),
        text: text('matches.noneOpen.text'),
      };
    const kind =
      state.matches.size === 0 || filter === 'all' ? 'none' : filter === 'open' ? 'noneOpen' : 'noneOfFriends';
    return { title: text(`matches.${kind}.title`), text: text(`matches.${kind}.text`) };
  }

  #clear(kept: ReadonlySet<string> = new Set()): void {
    for (const [id, tile] of this.#tiles) {
      if (kept.has(id)) continue;
      tile.remove();
      this.#tiles.delete(id);
    }
  }
}

function paintCard(g: Canvas, size: Size, { words, total }: { words: string; total: string }): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  drawText(g, words, SIZE.tilePad, 25, { type: 'title', color: COLOR.text });
  const after = SIZE.tilePad + textWidth(g, words, 'title') + 10;
  drawText(g, total, after, 25, { type: 'small', color: COLOR.muted });
}

/** Matches to join or watch, live. They stand still under the pointer, so that nobody joins the wrong one. */

import { isRated, MODES, modeOf, RATED_MODES } from '../../../shared/modes.ts';
import { make, makeSection, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, measure, paintBox, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Attention } from '../../model/attention.ts';
import { canAct } from '../../model/linkView.ts';
import { HeldMatches } from '../../model/play/heldMatches.ts';
import { listed, type MatchFilter } from '../../model/play/matchList.ts';
import { modeTitle } from '../../model/play/queueView.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawCup, drawFilter, drawGrid } from '../kit/icons.ts';
import { listenTo } from '../kit/pointerAttention.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import { SelectBox } from '../kit/selectBox.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { MatchRowView } from './matchRowView.ts';

const TOP = 60;
const ROW = 60;
/** With the chosen game as a word. */
const PICK_WIDTH = 172;
const FILTERS: readonly MatchFilter[] = ['all', 'open'];

export class MatchesCard {
  readonly #context: ScreenContext;
  readonly #nodes: Record<'card' | 'empty', Node>;
  readonly #section: HTMLElement;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #bar: ScrollBar;
  readonly #empty: HTMLElement;
  readonly #filters: readonly { filter: MatchFilter; button: Button }[];
  readonly #board: Button;
  readonly #game: SelectBox;
  /** The controls leave room for the title. */
  #isTitled = true;
  readonly #attention = new Attention();
  readonly #held = new HeldMatches();
  readonly #rows = new Map<string, MatchRowView>();

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, model } = context;
    this.#nodes = { card: stage.node(DEPTH.panel), empty: stage.node(DEPTH.row) };
    this.#section = makeSection(root, 'section', text('matches.title'), 'h2');
    const group = make('div', 'part', this.#section, { role: 'group', 'aria-label': text('matches.filter') });
    this.#filters = FILTERS.map((filter) => ({
      filter,
      button: new Button(context, group, DEPTH.control, () => {
        model.commit(() => {
          model.play.filter = filter;
        });
      }),
    }));
    this.#game = new SelectBox(context, group, text('matches.game'), drawFilter, (value) => {
      model.commit(() => {
        model.play.listedMode = modeOf(value)?.id;
      });
    });
    this.#board = new Button(context, this.#section, DEPTH.control, () => void this.#openBoard());
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

  update({ layout, now }: Frame): void {
    const rect = layout.matches;
    const { play } = this.#context.model;
    this.#section.hidden = rect === undefined;
    if (!rect) {
      this.#attention.pointerLeft(now);
      place(this.#list, undefined);
      return this.#clear();
    }
    this.#updateFilters(rect);
    const rows = this.#held.shown(listed(play.state.matches, play.filter, play.listedMode), this.#attention.isOn(now));
    const list = { x: rect.x + 8, y: rect.y + TOP, width: rect.width - 16, height: rect.height - TOP - 8 };
    this.#nodes.card.show(rect, `${this.#isTitled}`, (g, size) => paintCard(g, size, this.#isTitled));
    place(this.#list, list);
    this.#space.style.height = `${rows.length * ROW}px`;
    this.#updateEmpty(rect, rows.length === 0);
    this.#updateRows(rows, list);
  }

  #updateRows(rows: ReturnType<HeldMatches['shown']>, list: Rect): void {
    const { model } = this.#context;
    const ids = new Set(rows.map(({ row }) => row.matchId));
    this.#clear(ids);
    const scroll = this.#list.scrollTop;
    this.#bar.show(list, rows.length * ROW, scroll);
    const { queue } = model.play.state;
    const why = canAct(model.link) ? queue && text('play.queuedWhy') : text('play.offline');
    for (const [i, held] of rows.entries()) {
      const known = this.#rows.get(held.row.matchId);
      const view = known ?? new MatchRowView(this.#context, this.#space);
      this.#rows.set(held.row.matchId, view);
      view.show({ x: 0, y: i * ROW, width: list.width, height: ROW }, list, scroll, held, why);
    }
  }

  #updateFilters(rect: Rect): void {
    const { play } = this.#context.model;
    const bar = { y: rect.y + 10, height: 44 };
    let right = rect.x + rect.width - 14;
    for (const { filter, button } of this.#filters.toReversed()) {
      const width = filter === 'all' ? 60 : 92;
      right -= width;
      const isOn = play.filter === filter;
      button.show({ ...bar, x: right, width }, { label: text(`matches.${filter}`), kind: isOn ? 'chosen' : 'bare' });
      setAttribute(button.element, 'aria-pressed', String(isOn));
      right -= 4;
    }
    const board = { label: '', name: text('records.open'), kind: 'bare', mark: signOf(drawCup, 10) } as const;
    this.#board.show({ ...bar, x: right - 48, width: 44 }, board);
    right -= 56;
    // Where the title would be cut off, the choice stands in its place: the tab says the title.
    const room = right - rect.x - 24;
    const left = room - textWidth(measure(), text('matches.title'), 'title');
    const isTitled = left >= 52;
    const width = !isTitled ? room + 12 : left >= PICK_WIDTH + 12 ? PICK_WIDTH : 44;
    right -= width;
    const every = { value: '', label: text('matches.everyGame') };
    const modes = [every, ...MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }))];
    this.#game.show({ ...bar, x: right, width }, modes, play.listedMode ?? '', play.listedMode !== undefined);
    this.#isTitled = isTitled;
  }

  /** Of what is chosen to be played, where it is rated. */
  #openBoard(): Promise<void> {
    const { model, actions } = this.#context;
    const chosen = modeOf(model.play.mode);
    const mode = chosen && isRated(chosen) ? chosen : RATED_MODES[0];
    return actions.records.open({ kind: 'leaderboard', mode: mode?.id ?? model.play.mode });
  }

  #updateEmpty(rect: Rect, isEmpty: boolean): void {
    const { state, filter, listedMode } = this.#context.model.play;
    const isKnown = state.matches !== undefined;
    const mode = listedMode !== undefined && listed(state.matches, filter).length > 0 ? listedMode : undefined;
    const title = mode && text('matches.noneOfGame.title', { mode: modeTitle(mode) });
    const kind = filter === 'open' && (state.matches?.size ?? 0) > 0 ? 'noneOpen' : 'none';
    const words = isKnown
      ? {
          title: title ?? text(`matches.${kind}.title`),
          text: text(title ? 'matches.noneOpen.text' : `matches.${kind}.text`),
        }
      : { title: text('matches.loading'), text: '' };
    setText(this.#empty, isEmpty ? `${words.title}. ${words.text}` : '');
    if (!isEmpty) return;
    const height = Math.min(150, rect.height - TOP);
    const y = rect.y + TOP + Math.max(0, (rect.height - TOP - height) * 0.35);
    const at = { x: rect.x + 12, y, width: rect.width - 24, height };
    this.#nodes.empty.show(at, JSON.stringify(words), (g, size) =>
      paintEmpty(g, size, words, (x, middle) => drawGrid(g, x, middle, 12, COLOR.muted)),
    );
  }

  #clear(kept: ReadonlySet<string> = new Set()): void {
    for (const [id, view] of this.#rows) {
      if (kept.has(id)) continue;
      view.remove();
      this.#rows.delete(id);
    }
  }
}

function paintCard(g: Canvas, size: Size, isTitled: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  if (isTitled) drawText(g, text('matches.title'), SPACE.xxl, 32, { type: 'title', color: COLOR.text });
}

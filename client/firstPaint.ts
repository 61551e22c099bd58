/**
 * What is on the screen before Phaser is: the same painters on plain canvases, in the same places, so that nothing
 * moves when the scene takes over. If Phaser cannot be loaded, it stays and shows the plain list.
 */
import { isRatedMode } from '../shared/modes.ts';
import { make, place, setText } from './a11y/overlay.ts';
import { begin, type Canvas, fillRound, gradient, type Rect, type Size, strokeRound } from './design/canvas.ts';
import { COLOR, SIZE } from './design/tokens.ts';
import { text } from './i18n/text.ts';
import { badgeOf } from './model/linkView.ts';
import { listNoteOf } from './model/listNote.ts';
import type { LobbyModel } from './model/lobbyModel.ts';
import { rowLine } from './model/views/rowLine.ts';
import { GLOW_HEIGHT, paintGlow } from './ui/backdrop.ts';
import { onlineText, paintHeader } from './ui/cards/headerPainter.ts';
import { drawFilter, drawSort } from './ui/kit/icons.ts';
import { paintSelectBox } from './ui/kit/selectBox.ts';
import { headerButtons } from './ui/layout/headerLayout.ts';
import { type Layout, layoutOf } from './ui/layout/layout.ts';
import { filtersFor, type RosterLayout } from './ui/layout/rosterLayout.ts';
import { windowSize } from './ui/layout/windowSize.ts';
import { paintGroup } from './ui/roster/groupPainter.ts';
import { ListLines } from './ui/roster/listLines.ts';
import { NO_MARKS, placedRow } from './ui/roster/listLooks.ts';
import { chipsIn, paintChip, paintRosterPanel } from './ui/roster/rosterPainter.ts';

export class FirstPaint {
  /** What rows offer: loaded with the lobby, which brings what there is to offer. */
  offerOf = NO_MARKS.offerOf;
  readonly #root: HTMLElement;
  readonly #model: LobbyModel;
  readonly #now: () => number;
  /** One canvas for everything: each canvas costs time before it is seen. */
  readonly #canvas: HTMLCanvasElement;
  readonly #count: HTMLElement;
  readonly #list: HTMLElement;
  #isOpen = true;
  #isDue = false;

  constructor(root: HTMLElement, model: LobbyModel, now: () => number) {
    this.#root = root;
    this.#model = model;
    this.#now = now;
    setText(make('h1', 'visuallyHidden', root), text('app.name'));
    this.#count = make('p', 'visuallyHidden', root);
    this.#list = make('ul', 'visuallyHidden', root);
    this.#list.setAttribute('aria-label', text('roster.list'));
    this.#canvas = make('canvas', '', root);
    window.addEventListener('resize', () => this.paint());
  }

  paint(): void {
    if (!this.#isOpen) return;
    const size = windowSize();
    const { link, latency, online, patchMs, isPartial, roster } = this.#model;
    const isKnown = roster.total > 0;
    const filters = filtersFor(roster.counts, roster.status);
    const layout = layoutOf(size, 'play', filters.length);
    const note = listNoteOf(link, patchMs, isPartial);
    const { room } = headerButtons(layout);
    const matches = this.#model.play.state.matches?.size;
    const header = { room, online, matches, badge: badgeOf(link, latency.shown), note };
    const g = this.#begin(size);
    if (!g) return;
    const sky = { x: 0, y: 0, width: size.width, height: GLOW_HEIGHT };
    paintPart(g, sky, (g, box) => paintGlow(g, box, layout.header));
    paintPart(g, layout.header, (g, box) => paintHeader(g, box, header));
    const at = layout.roster;
    if (at) {
      paintPart(g, at.panel, (g, box) => paintRosterPanel(g, box, at, false));
      const sort = {
        label: text(`sort.${roster.sort}`),
        isSet: roster.sort !== 'relevance',
        state: 'rest',
        icon: drawSort,
      };
      paintPart(g, at.sort, (g, box) => paintSelectBox(g, box, sort));
      const filter = { label: '', isSet: false, state: 'rest', icon: drawFilter };
      if (at.filter) paintPart(g, at.filter, (g, box) => paintSelectBox(g, box, filter));
      const chips = at.chips ? chipsIn(at.chips, roster.counts, isKnown, roster.status) : [];
      for (const { rect, look } of chips) paintPart(g, rect, (g, box) => paintChip(g, box, look));
      paintPart(g, at.list, (g) => this.#paintRows(g, at));
    }
    paintCards(g, layout);
    setText(this.#count, note?.isNews ? `${onlineText(online)}. ${note.text}` : onlineText(online));
  }

  /** After an event; many in one frame are one painting. */
  paintSoon(): void {
    if (!this.#isOpen || this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.paint();
    });
  }

  showFailure(sentence: string, label: string, act: () => void): void {
    const notice = make('p', 'notice', this.#root);
    notice.setAttribute('role', 'alert');
    notice.textContent = sentence;
    const button = make('button', '', notice);
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
  }

  close(): void {
    this.#isOpen = false;
    this.#root.remove();
  }

  #paintRows(g: Canvas, { list, row, header }: RosterLayout): void {
    const { roster, clock, isRosterWhole } = this.#model;
    const { width } = list;
    const nowS = clock.nowS(this.#now());
    const lines = new ListLines(roster.sections, { row, header });
    for (const [i, { section, y }] of lines.headersIn(0, list.height).entries()) {
      const { place: group, isClosed, here } = section;
      const known = isRosterWhole ? here : undefined;
      const caption = i === 0 && isRatedMode(roster.mode) ? roster.mode : undefined;
      const look = { group, isClosed, caption, canClose: true, count: known, isHovered: false, isActive: false };
      paintPart(g, { x: 0, y, width, height: header }, (g, box) => paintGroup(g, box, look));
    }
    const { first, count } = lines.rowsIn(0, list.height);
    const rows = roster.slice(first, count);
    rows.forEach((each, i) => {
      const { paint } = placedRow(this.#model, each, 0, row, { ...NO_MARKS, nowS, offerOf: this.offerOf });
      paintPart(g, { x: 0, y: lines.yOf(first + i), width, height: row }, paint);
    });
    const said = rows.map((each) => `${each.name}, ${rowLine(this.#model, each, nowS).said}`);
    this.#list.replaceChildren(
      ...said.map((sentence) => {
        const item = document.createElement('li');
        item.textContent = sentence;
        return item;
      }),
    );
  }

  #begin({ width, height }: Size): Canvas | null {
    const dpr = Math.min(3, window.devicePixelRatio || 1);
    this.#canvas.width = Math.ceil(width * dpr);
    this.#canvas.height = Math.ceil(height * dpr);
    place(this.#canvas, { x: 0, y: 0, width: this.#canvas.width / dpr, height: this.#canvas.height / dpr });
    const g = this.#canvas.getContext('2d');
    if (g) begin(g, dpr, width, document.documentElement.dir === 'rtl');
    return g;
  }
}

function paintPart(g: Canvas, rect: Rect, paint: (g: Canvas, size: Size) => void): void {
  // On whole device pixels, as the scene has it.
  const { d: dpr } = g.getTransform();
  const snap = (value: number) => Math.round(value * dpr) / dpr;
  g.save();
  g.translate(snap(rect.x), snap(rect.y));
  g.beginPath();
  g.rect(0, 0, rect.width, rect.height);
  g.clip();
  paint(g, { width: rect.width, height: rect.height });
  g.restore();
}

/** The scene fills the right side; until then its places are marked. */
function paintCards(g: Canvas, layout: Layout): void {
  for (const name of ['play', 'matches', 'self', 'census', 'talk'] as const) {
    const rect = layout[name];
    if (rect) paintPart(g, rect, (g, box) => paintPlace(g, box, name === 'play'));
  }
}

function paintPlace(g: Canvas, size: Size, isHero: boolean): void {
  const box = { x: 0, y: 0, ...size };
  const hero = gradient(g, [0, 0], [size.width, size.height], [COLOR.hero, COLOR.heroEnd]);
  fillRound(g, box, SIZE.radius, isHero ? hero : COLOR.panel);
  strokeRound(g, box, SIZE.radius, isHero ? COLOR.heroEdge : COLOR.panelEdge);
}

/**
 * What is on the screen before Phaser is: the same painters on plain canvases, in the same places, so that nothing
 * moves when the scene takes over. Where Phaser can not be loaded it stays, as the plain list.
 */
import { STATUSES } from '../shared/protocol.ts';
import { make, place, setText } from './a11y/overlay.ts';
import { text } from './i18n/text.ts';
import { badgeOf } from './model/linkView.ts';
import { listNoteOf } from './model/listNote.ts';
import type { LobbyModel } from './model/lobbyModel.ts';
import { paintGlow } from './ui/backdrop.ts';
import { begin, type Canvas, fillRound, gradient, type Rect, type Size, strokeRound } from './ui/canvas.ts';
import { paintGroup } from './ui/groupPainter.ts';
import { onlineText, paintHeader } from './ui/headerPainter.ts';
import { drawFilter, drawSort } from './ui/icons.ts';
import { type Layout, layoutOf } from './ui/layout.ts';
import { ListLines } from './ui/listLines.ts';
import { paintPick } from './ui/pick.ts';
import { filtersFor, type RosterLayout } from './ui/rosterLayout.ts';
import { paintChip, paintRosterPanel } from './ui/rosterPainter.ts';
import { PLAIN_ROW, paintRow, rowDetail } from './ui/rowPainter.ts';
import { COLOR, SIZE } from './ui/tokens.ts';
import { windowSize } from './ui/windowSize.ts';

export class Shell {
  readonly #root: HTMLElement;
  readonly #model: LobbyModel;
  readonly #now: () => number;
  readonly #canvases = new Map<string, HTMLCanvasElement>();
  readonly #used = new Set<string>();
  readonly #count: HTMLElement;
  readonly #list: HTMLElement;
  #isOpen = true;
  #isDue = false;

  constructor(root: HTMLElement, model: LobbyModel, now: () => number) {
    this.#root = root;
    this.#model = model;
    this.#now = now;
    setText(make('h1', 'heard', root), text('app.name'));
    this.#count = make('p', 'heard', root);
    this.#list = make('ul', 'heard', root);
    this.#list.setAttribute('aria-label', text('roster.list'));
    window.addEventListener('resize', () => this.paint());
  }

  /** Everything that is known by now; nothing once closed. */
  paint(): void {
    if (!this.#isOpen) return;
    const size = windowSize();
    const { link, latency, online, patchMs, isPartial, roster } = this.#model;
    const isKnown = roster.total > 0;
    const filters = filtersFor(new Set(STATUSES.filter((status) => roster.counts[status] > 0)));
    const layout = layoutOf(size, 'players', filters.length);
    const note = listNoteOf(link, patchMs, isPartial);
    const header = { online, badge: badgeOf(link, latency.shown), note };
    this.#used.clear();
    this.#draw('glow', { x: 0, y: 0, width: size.width, height: 320 }, paintGlow);
    this.#draw('header', layout.header, (g, box) => paintHeader(g, box, header));
    const at = layout.roster;
    if (at) {
      this.#draw('panel', at.panel, (g, box) => paintRosterPanel(g, box, at, false));
      const pick = { word: text(`sort.${roster.sort}`), isSet: roster.sort !== 'rank', state: 'rest', icon: drawSort };
      this.#draw('sort', at.sort, (g, box) => paintPick(g, box, pick));
      const filter = { word: '', isSet: false, state: 'rest', icon: drawFilter };
      if (at.filter) this.#draw('filter', at.filter, (g, box) => paintPick(g, box, filter));
      for (const [i, status] of filters.entries()) {
        const rect = at.chips[i];
        if (!rect) continue;
        const look = { status, count: isKnown ? roster.counts[status] : undefined, isOn: false, isHovered: false };
        this.#draw(`chip ${status}`, rect, (g, box) => paintChip(g, box, look));
      }
      this.#paintRows(at);
    }
    this.#paintCards(layout);
    setText(this.#count, note?.isNews ? `${onlineText(online)}. ${note.text}` : onlineText(online));
    for (const [name, canvas] of this.#canvases) canvas.hidden = !this.#used.has(name);
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

  /** A sentence above everything, with what can be done about it. */
  say(sentence: string, label: string, act: () => void): void {
    const notice = make('p', 'notice', this.#root);
    notice.setAttribute('role', 'alert');
    notice.textContent = sentence;
    const button = make('button', '', notice);
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
  }

  /** The scene has taken over. */
  close(): void {
    this.#isOpen = false;
    this.#root.remove();
  }

  #paintRows({ list, row, header }: RosterLayout): void {
    const { roster, clock, isRosterWhole } = this.#model;
    const nowS = clock.nowS(this.#now());
    const lines = new ListLines(roster.sections, { row, header });
    const bottom = list.y + list.height;
    for (const { section, y } of lines.headersIn(0, list.height)) {
      const { place: group, isClosed, count } = section;
      const known = isRosterWhole ? count : undefined;
      const look = { group, isClosed, canClose: true, count: known, isHovered: false, isActive: false };
      const rect = { x: list.x, y: list.y + y, width: list.width, height: header };
      this.#draw(`group ${group}`, rect, (g, box) => paintGroup(g, box, look), bottom);
    }
    const { first, count } = lines.rowsIn(0, list.height);
    const rows = roster.slice(first, count);
    rows.forEach((each, i) => {
      const look = { ...PLAIN_ROW, isSelf: each.id === roster.selfId };
      const rect = { x: list.x, y: list.y + lines.yOf(first + i), width: list.width, height: row };
      this.#draw(`row ${i}`, rect, (g, box) => paintRow(g, box, each, look, nowS), bottom);
    });
    const said = rows.map((each) => `${each.name}, ${rowDetail(each, false, nowS).join('')}`);
    this.#list.replaceChildren(
      ...said.map((sentence) => {
        const item = document.createElement('li');
        item.textContent = sentence;
        return item;
      }),
    );
  }

  /** The right side is filled by the scene; until then its places are there. */
  #paintCards(layout: Layout): void {
    for (const name of ['play', 'matches', 'self', 'census', 'aside'] as const) {
      const rect = layout[name];
      if (rect) this.#draw(name, rect, (g, box) => paintPlace(g, box, name === 'play'));
    }
  }

  /** `bottom`: what is below it is cut off. */
  #draw(name: string, rect: Rect, paint: (g: Canvas, size: Size) => void, bottom = Number.POSITIVE_INFINITY): void {
    const canvas = this.#canvases.get(name) ?? make('canvas', '', this.#root);
    this.#canvases.set(name, canvas);
    this.#used.add(name);
    const dpr = Math.min(3, window.devicePixelRatio || 1);
    canvas.width = Math.ceil(rect.width * dpr);
    canvas.height = Math.ceil(Math.min(rect.height, bottom - rect.y) * dpr);
    const snap = (value: number) => Math.round(value * dpr) / dpr;
    place(canvas, { x: snap(rect.x), y: snap(rect.y), width: canvas.width / dpr, height: canvas.height / dpr });
    const g = canvas.getContext('2d');
    if (!g) return;
    begin(g, dpr, rect.width, document.documentElement.dir === 'rtl');
    paint(g, { width: rect.width, height: rect.height });
  }
}

function paintPlace(g: Canvas, size: Size, isHero: boolean): void {
  const box = { x: 0, y: 0, ...size };
  const hero = gradient(g, [0, 0], [size.width, size.height], [COLOR.hero, COLOR.heroEnd]);
  fillRound(g, box, SIZE.radius, isHero ? hero : COLOR.panel);
  strokeRound(g, box, SIZE.radius, isHero ? COLOR.heroEdge : COLOR.panelEdge);
}

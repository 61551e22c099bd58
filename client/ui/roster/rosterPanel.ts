/** Players: search, filters, the list, what to say when it is empty, and the pill that lets waiting updates in. */

import type { Status } from '../../../shared/status.ts';
import { type Hotspot, make, makeButton, makeSection, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { changeText, isolated, listText, text } from '../../i18n/text.ts';
import type { StormCount } from '../../model/storm.ts';
import { buttonKey, paintButton } from '../kit/buttonPainter.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawCross, drawPeople } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { RosterLayout } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { Chips } from './chips.ts';
import { type Empty, emptyOf } from './emptyList.ts';
import { List, type ListActions } from './list.ts';
import { paintRosterPanel } from './rosterPainter.ts';
import { RosterSelects } from './rosterSelects.ts';

export class RosterPanel {
  readonly list: List;
  readonly #context: ScreenContext;
  readonly #nodes: Record<'panel' | 'clear' | 'pill' | 'storm' | 'empty' | 'action', Node>;
  readonly #input: HTMLInputElement;
  readonly #clear: Hotspot<HTMLButtonElement>;
  readonly #pill: Hotspot<HTMLButtonElement>;
  readonly #action: Hotspot<HTMLButtonElement>;
  readonly #chips: Chips;
  readonly #selects: RosterSelects;
  readonly #empty: HTMLElement;
  readonly #storm: HTMLElement;
  readonly #measure = document.createElement('canvas').getContext('2d') as Canvas;
  readonly #seen = new Set<Status>();

  constructor(context: ScreenContext, actions: ListActions) {
    this.#context = context;
    const { stage, root, wake, model } = context;
    const node = (depth: number) => stage.node(depth);
    this.#nodes = {
      panel: node(DEPTH.panel),
      clear: node(DEPTH.control),
      pill: node(DEPTH.pill),
      storm: node(DEPTH.pill),
      empty: node(DEPTH.overRow),
      action: node(DEPTH.control),
    };
    const section = makeSection(root, 'section', text('roster.title'));
    setText(make('h2', 'heard', section), text('roster.title'));
    this.#input = this.#makeInput(section);
    this.#clear = makeButton(section, text('roster.clear'), wake, () => {
      this.#search('');
      this.#input.focus();
    });
    this.#chips = new Chips(context, section);
    this.#selects = new RosterSelects(context, section, () => this.list.scrollToTop());
    this.#pill = makeButton(section, '', wake, () => {
      model.commit(() => model.roster.refresh());
      this.list.scrollToTop();
    });
    this.#pill.element.classList.add('above');
    this.list = new List(context, section, actions);
    this.#empty = make('p', 'heard', section);
    this.#storm = make('p', 'heard', section);
    this.#action = makeButton(section, '', wake, () => this.#act());
  }

  /** Statuses that have a chip. */
  see(counts: Record<Status, number>): ReadonlySet<Status> {
    for (const [status, count] of Object.entries(counts)) if (count > 0) this.#seen.add(status as Status);
    return this.#seen;
  }

  update(frame: Frame): void {
    const at = frame.layout.roster;
    this.#chips.update(frame, this.#seen);
    this.#selects.update(at, frame, this.#seen);
    this.list.update(frame);
    if (!at) {
      for (const node of Object.values(this.#nodes)) node.hide();
      for (const spot of [this.#clear, this.#pill, this.#action]) spot.place(undefined);
      place(this.#input, undefined);
      setText(this.#storm, '');
      return;
    }
    const isSearching = this.#input.value !== '';
    this.#nodes.panel.show(at.panel, `${isSearching} ${JSON.stringify(at)}`, (g, size) =>
      paintRosterPanel(g, size, at, isSearching),
    );
    place(this.#input, at.search);
    this.#updateClear(at, isSearching);
    this.#updatePill(at);
    this.#updateStorm(at, frame);
    this.#updateEmpty(at);
  }

  focusSearch(): void {
    this.#input.focus();
    this.#input.select();
  }

  #updateClear(at: RosterLayout, isSearching: boolean): void {
    const { x, y, width, height } = at.search;
    const rect = { x: x + width - height, y, width: height, height };
    this.#clear.place(isSearching ? rect : undefined);
    if (!isSearching) return this.#nodes.clear.hide();
    const color = this.#clear.state === 'rest' ? COLOR.muted : COLOR.text;
    this.#nodes.clear.show(rect, color, (g, size) => drawCross(g, size.width / 2, size.height / 2, 5.5, color));
  }

  #updatePill({ list }: RosterLayout): void {
    const { updates } = this.#context.model.roster;
    if (updates === 0) {
      this.#pill.place(undefined);
      return this.#nodes.pill.hide();
    }
    const label = text('roster.updates', { count: updates });
    const rect = { x: list.x + list.width / 2 - 70, y: list.y + list.height - 48, width: 140, height: 44 };
    const { state } = this.#pill;
    this.#nodes.pill.show(rect, `${label} ${state}`, (g, size) => paintPill(g, size, label, state));
    this.#pill.place(rect);
    setAttribute(this.#pill.element, 'aria-label', text('roster.updatesLabel', { count: updates }));
  }

  /** How many come and go, above the pill; it is not in the way of the rows under it. */
  #updateStorm({ list }: RosterLayout, { census }: Frame): void {
    const label = census.storm ? stormText(census.storm) : '';
    setText(this.#storm, label);
    if (label === '') return this.#nodes.storm.hide();
    const width = Math.min(list.width - 24, textWidth(this.#measure, label, 'smallStrong') + 32);
    const y = list.y + list.height - (this.#context.model.roster.updates > 0 ? 84 : 42);
    const rect = { x: list.x + (list.width - width) / 2, y, width, height: 32 };
    this.#nodes.storm.show(rect, label, (g, size) => paintStorm(g, size, label));
  }

  #updateEmpty({ list, row }: RosterLayout): void {
    const empty = emptyOf(this.#context.model);
    setText(this.#empty, empty ? `${empty.title}. ${empty.text}` : '');
    this.#updateAction(empty, list, row);
    if (!empty) return this.#nodes.empty.hide();
    const rect = emptyRect(empty, list, row);
    this.#nodes.empty.show(rect, `${empty.title} ${empty.text}`, (g, size) =>
      paintEmpty(g, size, empty, (x, y) => drawPeople(g, x, y, 13, COLOR.muted)),
    );
  }

  #updateAction(empty: Empty | undefined, list: Rect, row: number): void {
    if (!empty?.action) {
      this.#action.place(undefined);
      return this.#nodes.action.hide();
    }
    const above = emptyRect(empty, list, row);
    const rect = { x: above.x + above.width / 2 - 80, y: above.y + above.height + 6, width: 160, height: 44 };
    this.#action.place(rect);
    const look = { label: text(`roster.${empty.action}`), kind: 'quiet', state: this.#action.state } as const;
    setAttribute(this.#action.element, 'aria-label', look.label);
    this.#nodes.action.show(rect, buttonKey(look), (g, size) => paintButton(g, size, look));
  }

  #act(): void {
    if (emptyOf(this.#context.model)?.action === 'copyLink') {
      void this.#context.actions.copyLink();
      return;
    }
    this.#search('');
    this.#context.model.commit(() => this.#context.model.roster.filter(undefined));
  }

  #search(query: string): void {
    this.#input.value = query;
    this.#context.model.commit(() => this.#context.model.roster.search(query));
    this.list.scrollToTop();
    this.#context.wake();
  }

  #makeInput(section: HTMLElement): HTMLInputElement {
    const input = make('input', 'field', section);
    input.type = 'search';
    input.value = this.#context.model.roster.query;
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.setAttribute('aria-label', text('roster.search'));
    input.addEventListener('input', () => this.#search(input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#search('');
      if (event.key === 'ArrowDown') this.list.box.element.focus();
    });
    return input;
  }
}

/** In the upper third of what the rows leave free. */
function emptyRect(empty: Empty, list: Rect, row: number): Rect {
  const top = list.y + empty.rows * row;
  const y = top + Math.max(16, (list.y + list.height - top) * 0.3 - 70);
  return { x: list.x + 12, y, width: list.width - 24, height: 154 };
}

/** "+37 joined, −12 left". */
function stormText({ joined, left }: StormCount): string {
  const change = (by: number) => isolated(changeText(by));
  const parts = [
    joined > 0 ? text('roster.stormJoined', { change: change(joined) }) : '',
    left > 0 ? text('roster.stormLeft', { change: change(-left) }) : '',
  ];
  return listText(parts.filter((part) => part !== ''));
}

function paintStorm(g: Canvas, size: Size, label: string): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, size.height / 2, COLOR.sheet);
  strokeRound(g, box, size.height / 2, COLOR.raisedEdge);
  const style = { type: 'smallStrong', color: COLOR.soft, align: 'center', width: size.width - 24 } as const;
  drawText(g, label, size.width / 2, size.height / 2, style);
}

function paintPill(g: Canvas, size: Size, label: string, state: string): void {
  fillRound(
    g,
    { x: 2, y: 2, width: size.width - 4, height: size.height - 4 },
    16,
    state === 'rest' ? COLOR.accent : COLOR.accentHover,
  );
  drawText(g, label, size.width / 2, size.height / 2, {
    type: 'smallStrong',
    color: COLOR.onAccent,
    align: 'center',
    width: size.width - 20,
  });
}

/** Players: search, filters, the list, what to say when it is empty, and the pill that lets waiting updates in. */

import { make, makeButton, makeField, makeSection, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, measure, paintBox, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { changeText, isolated, listText, text } from '../../i18n/text.ts';
import type { StormCount } from '../../model/storm.ts';
import { Button, signOf } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawCross, drawPeople } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { RosterLayout } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { Chips } from './chips.ts';
import { emptyOf } from './emptyList.ts';
import { emptyPlaces } from './emptyPlaces.ts';
import { List, type ListActions } from './list.ts';
import { paintRosterPanel } from './rosterPainter.ts';
import { RosterSelects } from './rosterSelects.ts';

export class RosterPanel {
  readonly list: List;
  readonly #context: ScreenContext;
  readonly #nodes: Record<'panel' | 'storm' | 'empty', Node>;
  readonly #input: HTMLInputElement;
  readonly #clear: Control;
  readonly #pill: Control;
  readonly #action: Button;
  readonly #chips: Chips;
  readonly #selects: RosterSelects;
  readonly #empty: HTMLElement;
  readonly #storm: HTMLElement;

  constructor(context: ScreenContext, actions: ListActions) {
    this.#context = context;
    const { stage, root, wake, model } = context;
    this.#nodes = {
      panel: stage.node(DEPTH.panel),
      storm: stage.node(DEPTH.pill),
      empty: stage.node(DEPTH.overRow),
    };
    const section = makeSection(root, 'section', text('roster.title'), 'h2');
    this.#input = this.#makeInput(section);
    const clear = makeButton(section, text('roster.clear'), wake, () => {
      this.#search('');
      this.#input.focus();
    });
    this.#clear = new Control(context, clear, DEPTH.control);
    this.#chips = new Chips(context, section);
    this.#selects = new RosterSelects(context, section, () => this.list.scrollToTop());
    const pill = makeButton(section, '', wake, () => {
      model.commit(() => model.roster.refresh());
      this.list.scrollToTop();
    });
    pill.classList.add('above');
    this.#pill = new Control(context, pill, DEPTH.pill);
    this.list = new List(context, section, actions);
    this.#empty = make('p', 'visuallyHidden', section);
    this.#storm = make('p', 'visuallyHidden', section);
    this.#action = new Button(context, section, DEPTH.control, () => this.#act());
  }

  update(frame: Frame): void {
    const at = frame.layout.roster;
    this.#chips.update(frame);
    this.#selects.update(at, frame);
    this.list.update(frame);
    if (!at) {
      place(this.#input, undefined);
      setText(this.#storm, '');
      return;
    }
    const isSearching = this.#input.value !== '';
    this.#nodes.panel.show(at.panel, `${isSearching} ${JSON.stringify(at)}`, (g, size) =>
      paintRosterPanel(g, size, at, isSearching),
    );
    place(this.#input, at.search);
    if (isSearching) this.#updateClear(at);
    this.#updatePill(at);
    this.#updateStorm(at, frame);
    this.#updateEmpty(at);
  }

  takeFocus(): void {
    this.#input.focus();
  }

  #updateClear({ search: { x, y, width, height } }: RosterLayout): void {
    const color = this.#clear.isLit ? 'text' : 'muted';
    this.#clear.show({ x: x + width - height, y, width: height, height }, color, signOf(drawCross, 5.5, color));
  }

  #updatePill({ list }: RosterLayout): void {
    const { updates } = this.#context.model.roster;
    if (updates === 0) return;
    const label = text('roster.updates', { count: updates });
    const rect = { x: list.x + list.width / 2 - 70, y: list.y + list.height - 48, width: 140, height: 44 };
    const { element, isLit } = this.#pill;
    this.#pill.show(rect, `${label} ${isLit}`, (g, size) => paintPill(g, size, label, isLit));
    setAttribute(element, 'aria-label', text('roster.updatesLabel', { count: updates }));
  }

  /** How many come and go, above the pill; it is not in the way of the rows under it. */
  #updateStorm({ list }: RosterLayout, { census }: Frame): void {
    const label = census.storm ? stormText(census.storm) : '';
    setText(this.#storm, label);
    if (label === '') return;
    const width = Math.min(list.width - 24, textWidth(measure(), label, 'smallStrong') + 32);
    const y = list.y + list.height - (this.#context.model.roster.updates > 0 ? 84 : 42);
    const rect = { x: list.x + (list.width - width) / 2, y, width, height: 32 };
    this.#nodes.storm.show(rect, label, (g, size) => paintStorm(g, size, label));
  }

  #updateEmpty({ list, row }: RosterLayout): void {
    const empty = emptyOf(this.#context.model);
    setText(this.#empty, empty ? `${empty.title}. ${empty.text}` : '');
    if (!empty) return;
    const { words, action } = emptyPlaces(list, row, empty);
    if (empty.action && action) this.#action.show(action, { label: text(`roster.${empty.action}`), kind: 'quiet' });
    this.#nodes.empty.show(words, `${empty.title} ${empty.text}`, (g, size) =>
      paintEmpty(g, size, empty, (x, y) => drawPeople(g, x, y, 13, COLOR.muted)),
    );
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
    const search = () => this.#search(input.value);
    const input = makeField(section, '', { type: 'search', 'aria-label': text('roster.search') }, search);
    input.value = this.#context.model.roster.query;
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#search('');
      if (event.key === 'ArrowDown') this.list.box.element.focus();
    });
    return input;
  }
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
  paintBox(g, size, size.height / 2, COLOR.sheet, COLOR.raisedEdge);
  const style = { type: 'smallStrong', color: COLOR.soft, align: 'center', width: size.width - 24 } as const;
  drawText(g, label, size.width / 2, size.height / 2, style);
}

function paintPill(g: Canvas, { width, height }: Size, label: string, isLit: boolean): void {
  const box = { x: 2, y: 2, width: width - 4, height: height - 4 };
  fillRound(g, box, 16, isLit ? COLOR.accentHover : COLOR.accent);
  const style = { type: 'smallStrong', color: COLOR.onAccent, align: 'center', width: width - 20 } as const;
  drawText(g, label, width / 2, height / 2, style);
}

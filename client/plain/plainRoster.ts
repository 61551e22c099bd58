/** The players as a real list, paged, which holds still while it is read. */

import { STATUSES } from '../../shared/status.ts';
import { make, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { isSort, type ListedRow, type Place, SORTS } from '../model/rosterRows.ts';
import { filtersFor } from '../ui/layout/rosterLayout.ts';
import { emptyOf } from '../ui/roster/emptyList.ts';
import { groupLabel } from '../ui/roster/groupPainter.ts';
import { makeButton, makeField, makeSection, orderChildren, type PlainContext, setOptions } from './parts.ts';
import { PlainRow } from './plainRow.ts';

/** Rows at first, and added with each press. */
const STEP = 100;

type Group = { element: HTMLElement; title: HTMLElement; list: HTMLElement };

export class PlainRoster {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #filter: HTMLSelectElement;
  readonly #sort: HTMLSelectElement;
  readonly #updates: HTMLButtonElement;
  readonly #found: HTMLElement;
  readonly #groups = new Map<Place, Group>();
  readonly #rows = new Map<string, PlainRow>();
  readonly #all: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #more: HTMLButtonElement;
  #shown = STEP;
  #isPointerOver = false;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { model, choices, wake } = context;
    this.#section = makeSection(root, text('roster.title'));
    const tools = make('div', 'plain-tools', this.#section);
    const search = makeField(tools, 'input', text('roster.search'));
    search.type = 'search';
    search.autocomplete = 'off';
    search.value = model.roster.query;
    search.addEventListener('input', () => this.#changeList(() => model.roster.search(search.value)));
    this.#filter = makeField(tools, 'select', text('roster.filters'));
    this.#filter.addEventListener('change', () => {
      this.#changeList(() => model.roster.filter(STATUSES.find((status) => status === this.#filter.value)));
    });
    this.#sort = makeField(tools, 'select', text('sort.label'));
    this.#sort.addEventListener('change', () => {
      const { value } = this.#sort;
      if (isSort(value)) this.#changeList(() => choices.sortBy(value));
    });
    this.#found = make('p', 'visuallyHidden', this.#section);
    this.#found.setAttribute('role', 'status');
    this.#updates = makeButton(this.#section, '', () => this.#changeList(() => model.roster.refresh()));
    this.#updates.className = 'plain-main';
    this.#all = make('div', 'plain-groups', this.#section);
    this.#empty = make('p', 'plain-empty', this.#section);
    this.#more = makeButton(this.#section, '', () => {
      this.#shown += STEP;
      wake();
    });
    this.#all.addEventListener('pointerenter', () => {
      this.#isPointerOver = true;
      model.hold(true);
    });
    this.#all.addEventListener('focusin', () => model.hold(true));
    this.#all.addEventListener('pointerleave', () => {
      this.#isPointerOver = false;
    });
  }

  update(): void {
    const { model, now } = this.#context;
    const { roster } = model;
    this.#updateTools();
    // Nothing moves away just before a press.
    model.hold(this.#isPointerOver || this.#all.contains(document.activeElement));
    const rows = roster.slice(0, this.#shown);
    this.#updateGroups(rows, model.clock.nowS(now()));
    const rest = roster.size - rows.length;
    this.#more.hidden = rest <= 0;
    setText(this.#more, text('plain.more', { count: Math.min(rest, STEP) }));
    this.#updates.hidden = roster.updates === 0;
    setText(this.#updates, text('roster.updatesLabel', { count: roster.updates }));
    const empty = emptyOf(model);
    setText(this.#empty, empty ? `${empty.title}. ${empty.text}` : '');
    setText(this.#found, roster.isNarrowed ? text('roster.found', { count: roster.found }) : '');
  }

  #changeList(change: () => void): void {
    this.#shown = STEP;
    this.#context.model.commit(change);
    this.#context.wake();
  }

  #updateTools(): void {
    const { roster, isRosterWhole } = this.#context.model;
    const filters = filtersFor(roster.counts, roster.status).map((status) => {
      const label = text(`status.${status}`);
      const count = roster.counts[status];
      return { value: status, label: isRosterWhole ? text('filter.option', { status: label, count }) : label };
    });
    const everybody = { value: '', label: text('filter.everybody') };
    // An open filter is left alone.
    if (document.activeElement !== this.#filter) setOptions(this.#filter, [everybody, ...filters], roster.status ?? '');
    const sorts = SORTS.map((sort) => ({ value: sort, label: text(`sort.${sort}`) }));
    setOptions(this.#sort, sorts, roster.sort);
  }

  #updateGroups(rows: readonly ListedRow[], nowS: number | undefined): void {
    const { roster, isRosterWhole } = this.#context.model;
    const ids = new Set(rows.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let from = 0;
    const shown: HTMLElement[] = [];
    for (const { place, rows: count, here } of roster.sections) {
      const own = rows.slice(from, from + count);
      from += count;
      if (own.length === 0) continue;
      const { element, title, list } = this.#groupOf(place);
      setText(title, place === 'self' ? text('you.title') : groupLabel(place, isRosterWhole ? here : undefined));
      orderChildren(
        list,
        own.map((row) => this.#rowOf(row, nowS)),
      );
      shown.push(element);
    }
    for (const { element } of this.#groups.values()) if (!shown.includes(element)) element.remove();
    orderChildren(this.#all, shown);
  }

  #rowOf(row: ListedRow, nowS: number | undefined): HTMLElement {
    const known = this.#rows.get(row.id) ?? new PlainRow(this.#context, row);
    this.#rows.set(row.id, known);
    known.update(row, nowS);
    return known.element;
  }

  #groupOf(place: Place): Group {
    const known = this.#groups.get(place);
    if (known) return known;
    const element = document.createElement('div');
    const title = make('h3', '', element);
    title.id = `plain-group-${place}`;
    const list = make('ul', 'plain-list', element);
    list.setAttribute('aria-labelledby', title.id);
    const group = { element, title, list };
    this.#groups.set(place, group);
    return group;
  }
}

/** The list's sort, and its filter when there is no room for chips. */

import { STATUSES } from '../../../shared/status.ts';
import { text } from '../../i18n/text.ts';
import { isSort, SORTS } from '../../model/rosterRows.ts';
import { drawFilter, drawSort } from '../kit/icons.ts';
import { SelectBox } from '../kit/selectBox.ts';
import { filtersFor, type RosterLayout } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class RosterSelects {
  readonly #context: ScreenContext;
  readonly #filter: SelectBox;
  readonly #sort: SelectBox;

  constructor(context: ScreenContext, section: HTMLElement, onChoose: () => void) {
    this.#context = context;
    const { model, choices } = context;
    this.#filter = new SelectBox(context, section, text('roster.filters'), drawFilter, (value) => {
      model.commit(() => model.roster.filter(STATUSES.find((status) => status === value)));
      onChoose();
    });
    this.#sort = new SelectBox(context, section, text('sort.label'), drawSort, (value) => {
      if (isSort(value)) choices.sortBy(value);
      onChoose();
    });
  }

  update(at: RosterLayout | undefined, { census }: Frame): void {
    const { roster } = this.#context.model;
    const sorts = SORTS.map((sort) => ({ value: sort, label: text(`sort.${sort}`) }));
    this.#sort.show(at?.sort, sorts, roster.sort, roster.sort !== 'relevance');
    const filters = filtersFor(census.counts, roster.status).map((status) => {
      const word = text(`status.${status}`);
      const count = census.counts[status];
      return { value: status, label: census.isKnown ? text('filter.option', { status: word, count }) : word };
    });
    const everybody = { value: '', label: text('filter.everybody') };
    this.#filter.show(at?.filter, [everybody, ...filters], roster.status ?? '', roster.status !== undefined);
  }
}

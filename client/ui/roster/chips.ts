/** The status filters: a press shows only that status, another press shows everybody again. */

import type { Status } from '../../../shared/status.ts';
import { make, makeButton, setAttribute } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { filtersFor } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { paintChip } from './rosterPainter.ts';

export class Chips {
  readonly #context: ScreenContext;
  readonly #group: HTMLElement;
  readonly #chips = new Map<Status, Control>();

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#group = make('div', 'part', section, { role: 'group', 'aria-label': text('roster.filters') });
  }

  update({ layout, census }: Frame, seen: ReadonlySet<Status>): void {
    const { roster } = this.#context.model;
    for (const [i, status] of filtersFor(seen).entries()) {
      const rect = layout.roster?.chips[i];
      if (!rect) continue;
      const chip = this.#chipOf(status);
      const count = census.isKnown ? census.counts[status] : undefined;
      const look = { status, count, isOn: roster.status === status, isHovered: chip.isHovered };
      chip.show(rect, JSON.stringify(look), (g, size) => paintChip(g, size, look));
      setAttribute(chip.element, 'aria-pressed', String(look.isOn));
      const label = text('roster.filter', { status: text(`status.${status}`), count: count ?? 0 });
      setAttribute(chip.element, 'aria-label', label);
    }
  }

  #chipOf(status: Status): Control {
    const known = this.#chips.get(status);
    if (known) return known;
    const { model, wake } = this.#context;
    const element = makeButton(this.#group, '', wake, () => {
      const { roster } = model;
      model.commit(() => roster.filter(roster.status === status ? undefined : status));
    });
    const chip = new Control(this.#context, element, DEPTH.control);
    this.#chips.set(status, chip);
    return chip;
  }
}

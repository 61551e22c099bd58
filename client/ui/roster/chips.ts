/** The status filters: a press shows only that status, another press shows everybody again. */

import type { Status } from '../../../shared/status.ts';
import { make, makeButton, setAttribute } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { chipsIn, paintChip } from './rosterPainter.ts';

export class Chips {
  readonly #context: ScreenContext;
  readonly #group: HTMLElement;
  readonly #chips = new Map<Status, Control>();

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#group = make('div', 'part', section, { role: 'group', 'aria-label': text('roster.filters') });
  }

  update({ layout, census }: Frame): void {
    const { roster } = this.#context.model;
    const line = layout.roster?.chips;
    if (!line) return;
    for (const { rect, look } of chipsIn(line, census.counts, census.isKnown, roster.status)) {
      const chip = this.#chipOf(look.status);
      const lit = { ...look, isHovered: chip.isHovered };
      chip.show(rect, JSON.stringify(lit), (g, size) => paintChip(g, size, lit));
      setAttribute(chip.element, 'aria-pressed', String(look.isOn));
      const word = text(`status.${look.status}`);
      setAttribute(chip.element, 'aria-label', text('roster.filter', { status: word, count: look.count ?? 0 }));
      // What the eye has no word for.
      setAttribute(chip.element, 'title', look.hasWord ? undefined : word);
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

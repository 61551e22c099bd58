/** The status filters: a press shows only that status, another press shows everybody again. */

import type { Status } from '../../../shared/status.ts';
import { type Hotspot, make, makeButton, setAttribute } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { filtersFor } from '../layout/rosterLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { paintChip } from './rosterPainter.ts';

type Chip = { spot: Hotspot<HTMLButtonElement>; node: Node };

export class Chips {
  readonly #context: ScreenContext;
  readonly #group: HTMLElement;
  readonly #chips = new Map<Status, Chip>();

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#group = make('div', 'part', section);
    this.#group.setAttribute('role', 'group');
    this.#group.setAttribute('aria-label', text('roster.filters'));
  }

  update({ layout, census }: Frame, seen: ReadonlySet<Status>): void {
    const { roster } = this.#context.model;
    const filters = filtersFor(seen);
    for (const [status, chip] of this.#chips) if (!filters.includes(status)) this.#hide(chip);
    for (const [i, status] of filters.entries()) {
      const rect = layout.roster?.chips[i];
      if (!rect) {
        this.#hide(this.#chipOf(status));
        continue;
      }
      const { spot, node } = this.#chipOf(status);
      const look = {
        status,
        count: census.isKnown ? census.counts[status] : undefined,
        isOn: roster.status === status,
        isHovered: spot.isHovered,
      };
      node.show(rect, `${status} ${look.count} ${look.isOn} ${look.isHovered}`, (g, size) => paintChip(g, size, look));
      spot.place(rect);
      setAttribute(spot.element, 'aria-pressed', String(look.isOn));
      const label = text('roster.filter', { status: text(`status.${status}`), count: look.count ?? 0 });
      setAttribute(spot.element, 'aria-label', label);
    }
  }

  #chipOf(status: Status): Chip {
    const known = this.#chips.get(status);
    if (known) return known;
    const { model } = this.#context;
    const toggle = () => {
      const { roster } = model;
      model.commit(() => roster.filter(roster.status === status ? undefined : status));
    };
    const chip = {
      spot: makeButton(this.#group, '', this.#context.wake, toggle),
      node: this.#context.stage.node(DEPTH.control),
    };
    this.#chips.set(status, chip);
    return chip;
  }

  #hide({ spot, node }: Chip): void {
    node.hide();
    spot.place(undefined);
  }
}

/** What can be done with the selected player, as buttons on their card: what matters most of it. */

import { make, pageBox, setAttribute } from '../../a11y/overlay.ts';
import { runMenuAction } from '../../actions/playerMenuActions.ts';
import type { Rect } from '../../design/canvas.ts';
import { text } from '../../i18n/text.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { type Offer, offersFor, type PlayerAction } from '../../model/views/playerOffers.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { PROFILE_TALLEST } from '../layout/sideLayout.ts';
import type { ScreenContext } from '../screenContext.ts';
import type { Point } from './listPointer.ts';

/** Two rows of buttons with what is around them. */
export const ACTIONS_HEIGHT = 122;
/** Where there is more, the last of them opens the menu. */
const MOST = 4;

export class ProfileActions {
  readonly #context: ScreenContext;
  readonly #group: HTMLElement;
  readonly #slots: readonly Button[];
  #row: ListedRow | undefined;
  #actions: readonly (PlayerAction | 'more')[] = [];
  readonly #onMore: (row: ListedRow, at: Point) => void;

  /** `onMore`: all that can be done is to be shown, at a point of the window. */
  constructor(context: ScreenContext, section: HTMLElement, onMore: (row: ListedRow, at: Point) => void) {
    this.#context = context;
    this.#onMore = onMore;
    this.#group = make('div', 'part above', section, { role: 'group' });
    this.#slots = Array.from(
      { length: MOST },
      (_, i) => new Button(context, this.#group, DEPTH.sheetControl, () => this.#do(i)),
    );
  }

  /** `card`: the whole card; the buttons stand at its lower edge. `row`: undefined where there is nothing to do. */
  update(card: Rect | undefined, row: ListedRow | undefined): void {
    this.#row = row;
    const all = card && row ? offersFor(this.#context.model, row) : [];
    const offers = all.length > MOST ? all.slice(0, MOST - 1) : all;
    this.#actions = [...offers.map(({ action }) => action), ...(all.length > MOST ? (['more'] as const) : [])];
    setAttribute(this.#group, 'aria-label', row ? text('player.actions', { name: row.name }) : undefined);
    const places = card ? placesOf(card, this.#actions.length) : [];
    for (const [i, button] of this.#slots.entries()) {
      const offer = offers[i];
      if (offer) button.show(places[i], lookOf(offer));
      else if (row && this.#actions[i] === 'more') button.show(places[i], moreLook(row));
    }
  }

  #do(i: number): void {
    const action = this.#actions[i];
    const { actions, model } = this.#context;
    if (!this.#row || !action) return;
    if (action !== 'more') return runMenuAction(this.#row, action, actions, model);
    const button = this.#slots[i];
    if (!button) return;
    const { left, bottom } = pageBox(button.element);
    this.#onMore(this.#row, { x: left, y: bottom });
  }
}

const moreLook = ({ name }: ListedRow) => ({
  label: text('player.more'),
  name: text('player.moreLabel', { name }),
  kind: 'quiet' as const,
});

const lookOf = ({ label, name, isMain, isAsked, why }: Offer) => ({
  label,
  name,
  kind: isMain ? ('primary' as const) : ('quiet' as const),
  isDisabled: isAsked,
  why,
});

/** Two rows below what the card says: of three buttons the first has a row of its own. */
function placesOf(card: Rect, count: number): Rect[] {
  const x = card.x + 20;
  const width = card.width - 40;
  const half = (width - 8) / 2;
  const y = card.y + Math.min(card.height, PROFILE_TALLEST) - ACTIONS_HEIGHT + 8;
  const halves = [0, 1, 2, 3].map((i) => ({
    x: x + (i % 2) * (half + 8),
    y: y + Math.floor(i / 2) * 52,
    width: half,
    height: 44,
  }));
  return count === 3 ? [{ x, y, width, height: 44 }, ...halves.slice(2)] : halves;
}

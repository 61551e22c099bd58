/** What can be done with the selected player, as buttons on their card: what matters most of it. */
import { make, setAttribute } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { type Deed, type Offer, offersFor } from '../model/play/playerOffers.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import { doWith } from '../playerDeeds.ts';
import type { Rect } from './canvas.ts';
import { Press } from './press.ts';
import { PROFILE_ACTIONS_HEIGHT } from './sideLayout.ts';
import type { Context } from './view.ts';

/** Two rows of buttons with what is around them. */
export const ACTIONS_HEIGHT = 122;
/** The others stand in the menu of the row. */
const MOST = 4;

export class ProfileActions {
  readonly #context: Context;
  readonly #group: HTMLElement;
  readonly #slots: readonly Press[];
  #row: ListedRow | undefined;
  /** What each button does now. */
  #deeds: readonly Deed[] = [];

  constructor(context: Context, section: HTMLElement) {
    this.#context = context;
    this.#group = make('div', 'part above', section);
    this.#group.setAttribute('role', 'group');
    this.#slots = Array.from({ length: MOST }, (_, i) => new Press(context, this.#group, 31, () => this.#do(i)));
  }

  /** What can be pressed, and matters most. */
  get first(): HTMLElement | undefined {
    return this.#slots.map(({ element }) => element).find(({ hidden, disabled }) => !hidden && !disabled);
  }

  /** `card`: the whole card; the buttons stand at its lower edge. `row`: undefined where there is nothing to do. */
  update(card: Rect | undefined, row: ListedRow | undefined): void {
    this.#row = row;
    const offers = card && row ? offersFor(this.#context.model, row).slice(0, MOST) : [];
    this.#deeds = offers.map(({ deed }) => deed);
    setAttribute(this.#group, 'aria-label', row ? text('player.actions', { name: row.name }) : undefined);
    const places = card ? placesOf(card, offers.length) : [];
    for (const [i, press] of this.#slots.entries()) {
      const offer = offers[i];
      if (offer) press.show(places[i], lookOf(offer));
      else press.hide();
    }
  }

  #do(i: number): void {
    const deed = this.#deeds[i];
    const { actions, model } = this.#context;
    if (this.#row && deed) doWith(this.#row, deed, actions, model);
  }
}

const lookOf = ({ label, name, isMain, isAsked, why }: Offer) => ({
  label,
  name,
  kind: isMain ? ('primary' as const) : ('quiet' as const),
  isDisabled: isAsked,
  ...(why !== undefined && { why }),
});

/** Two rows below what the card says: of three buttons the first has a row of its own. */
function placesOf(card: Rect, count: number): Rect[] {
  const x = card.x + 20;
  const width = card.width - 40;
  const half = (width - 8) / 2;
  const y = card.y + Math.min(card.height, PROFILE_ACTIONS_HEIGHT) - ACTIONS_HEIGHT + 8;
  const halves = [0, 1, 2, 3].map((i) => ({
    x: x + (i % 2) * (half + 8),
    y: y + Math.floor(i / 2) * 52,
    width: half,
    height: 44,
  }));
  return count === 3 ? [{ x, y, width, height: 44 }, ...halves.slice(2)] : halves;
}

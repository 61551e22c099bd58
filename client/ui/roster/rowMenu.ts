/** A row's menu, at the pointer or as a sheet. It keeps its player and offers while open, whatever becomes of them. */

import { Menu } from '../../a11y/menu.ts';
import { place } from '../../a11y/overlay.ts';
import { runMenuAction } from '../../actions/playerMenuActions.ts';
import { measure, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { menuOffers, type Offer, type PlayerAction } from '../../model/views/playerOffers.ts';
import type { Layer } from '../../page/BackStack.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Layout } from '../layout/layout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { Point } from './listPointer.ts';
import { type MenuPlaces, menuPlaces } from './menuLayout.ts';
import { paintMenu } from './menuPainter.ts';

const WIDTH_MIN = 216;
const WIDTH_MAX = 340;

/** `offers`: as they were when it was opened. `before`: what had the focus. */
type Open = { row: ListedRow; at: Point; offers: readonly Offer[]; before: HTMLElement | undefined };

export class RowMenu implements Layer {
  readonly #context: ScreenContext;
  readonly #menu: Menu;
  readonly #scrim: Node;
  readonly #panel: Node;
  readonly #onProfile: () => void;
  #open: Open | undefined;
  #wantsFocus = false;

  /** `onProfile`: a player's card is to have the focus. */
  constructor(context: ScreenContext, onProfile: () => void) {
    this.#context = context;
    this.#onProfile = onProfile;
    const { root, stage, wake, until: signal } = context;
    this.#menu = new Menu(
      root,
      (i) => this.#choose(i),
      () => this.close(),
      wake,
    );
    this.#scrim = stage.node(DEPTH.menuScrim);
    this.#panel = stage.node(DEPTH.menu);
    for (const type of ['blur', 'resize'] as const) window.addEventListener(type, () => this.close(), { signal });
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  back(): void {
    this.close();
  }

  get playerId(): string | undefined {
    return this.#open?.row.id;
  }

  /** `at`: a point of the page. */
  open(id: string, at: Point, row = this.#context.model.roster.row(id)): void {
    const { model, wake } = this.#context;
    if (!row) return;
    const active = document.activeElement;
    const before = active instanceof HTMLElement ? active : undefined;
    // As it was when it was pressed: the roster's own row goes on.
    this.#open = { row: { ...row }, at, offers: menuOffers(model, row), before };
    this.#wantsFocus = true;
    wake();
  }

  close(): void {
    if (!this.#open) return;
    const { before } = this.#open;
    this.#open = undefined;
    const hadFocus = this.#menu.active >= 0;
    this.#menu.hide();
    if (hadFocus) before?.focus({ preventScroll: true });
    this.#context.wake();
  }

  update({ layout }: Frame): void {
    // A dialog has come over it, a match has begun, another tab was opened.
    if (this.#open && ((!layout.roster && !layout.talk) || this.#menu.element.closest('[inert]'))) this.close();
    if (!this.#open) return;
    const offers = this.#offers(this.#open);
    const places = this.#places(this.#open, layout, offers);
    const items = offers.map(({ label, name, isAsked, why }) => {
      return { label, name, isDisabled: isAsked || why !== undefined, why };
    });
    this.#menu.show(text('player.actions', { name: this.#open.row.name }), items);
    place(this.#menu.ground, { x: 0, y: 0, width: layout.width, height: layout.height });
    for (const [i, button] of this.#menu.items.entries()) place(button, places.items[i]);
    if (this.#wantsFocus) this.#menu.focus(0);
    this.#wantsFocus = false;
    this.#draw(this.#open.row, offers, places, layout);
  }

  #draw(row: ListedRow, offers: readonly Offer[], places: MenuPlaces, { width, height }: Layout): void {
    const lit = this.#menu.active;
    const look = { row, offers, lit };
    this.#panel.show(places.panel, JSON.stringify([look, places]), (g, size) => paintMenu(g, size, places, look));
    if (!places.isSheet) return;
    this.#scrim.show({ x: 0, y: 0, width, height }, 'scrim', (g, size) => {
      g.fillStyle = COLOR.scrim;
      g.fillRect(0, 0, size.width, size.height);
    });
  }

  /** What was offered, as far as it goes now. */
  #offers({ row, offers }: Open): readonly Offer[] {
    const { model } = this.#context;
    const now = new Map<PlayerAction, Offer>(menuOffers(model, row).map((offer) => [offer.action, offer]));
    const gone = model.roster.isGone(row.id) ? text('profile.gone') : undefined;
    return offers.map((offer) => now.get(offer.action) ?? { ...offer, isAsked: true, why: gone });
  }

  #places({ at }: Open, layout: Layout, offers: readonly Offer[]): MenuPlaces {
    const isMirrored = this.#context.stage.mirroredIn !== undefined;
    const labels = offers.flatMap(({ label, why }) => [
      textWidth(measure(), label, 'bodyStrong'),
      textWidth(measure(), why ?? '', 'tiny'),
    ]);
    const isTouch = layout.roster?.row === SIZE.rowTouch;
    return menuPlaces({
      window: layout,
      at: isMirrored ? { x: layout.width - at.x, y: at.y } : at,
      isSheet: !layout.isWide,
      width: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.ceil(Math.max(...labels)) + 44)),
      item: isTouch ? SIZE.touch : SIZE.control,
      breaks: offers.map(({ kind }, i) => i > 0 && kind !== offers[i - 1]?.kind),
    });
  }

  #choose(i: number): void {
    const { actions, model } = this.#context;
    const open = this.#open;
    const offer = open && this.#offers(open)[i];
    if (!open || !offer) return;
    this.close();
    runMenuAction(open.row, offer.action, actions, model);
    if (offer.action === 'profile') this.#onProfile();
  }
}

import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import type { Offer } from '../../model/views/playerOffers.ts';
import { drawAvatar } from '../kit/avatar.ts';
import type { MenuPlaces } from './menuLayout.ts';
import { within } from './rosterPainter.ts';

/** `lit`: the one that is pointed at or has the focus. */
type MenuLook = { row: ListedRow; offers: readonly Offer[]; lit: number };

/** The player's name, then the actions; one that is not possible now says why. */
export function paintMenu(g: Canvas, size: Size, places: MenuPlaces, { row, offers, lit }: MenuLook): void {
  const { panel, isSheet } = places;
  const box = { x: 0, y: 0, width: size.width, height: size.height + (isSheet ? SIZE.radius : 0) };
  fillRound(g, box, SIZE.radius, COLOR.sheet);
  strokeRound(g, box, SIZE.radius, COLOR.raisedEdge);
  const head = within(places.head, panel);
  const middle = head.y + head.height / 2;
  drawAvatar(g, row, head.x + 18, middle - 14, 28, COLOR.sheet);
  drawText(g, row.name, head.x + 56, middle, { type: 'name', color: COLOR.text, width: head.width - 72 });
  for (const [i, offer] of offers.entries()) {
    const place = places.items[i];
    if (place) paintItem(g, { ...within(place, panel), hasLine: place.hasLine }, offer, i === lit);
  }
}

function paintItem(g: Canvas, place: Rect & { hasLine: boolean }, offer: Offer, isLit: boolean): void {
  const isOpen = offer.why === undefined && !offer.isAsked;
  if (place.hasLine) {
    g.fillStyle = COLOR.raisedEdge;
    g.fillRect(place.x + 8, place.y - 5, place.width - 16, 1);
  }
  if (isLit) fillRound(g, place, SIZE.radiusSmall, COLOR.selected);
  const middle = place.y + place.height / 2;
  const width = place.width - 28;
  const type = offer.isMain && isOpen ? 'bodyStrong' : 'body';
  const color = isOpen ? COLOR.text : COLOR.muted;
  drawText(g, offer.label, place.x + 14, offer.why ? middle - 8 : middle, { type, color, width });
  if (offer.why) drawText(g, offer.why, place.x + 14, middle + 10, { type: 'tiny', color: COLOR.muted, width });
}

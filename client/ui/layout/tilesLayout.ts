/** Where the tiles of the list of matches stand in what scrolls, in CSS px. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { SIZE } from '../../design/tokens.ts';

/** `picture`: its height; below it stand the names. `isLarge`: one in a row, the match that is watched most. */
export type TilePlace = Rect & { picture: number; isLarge: boolean };

/** Of a picture: 64 : 40. */
const SHAPE = 0.625;
const NAMES = 64;
const NAMES_LARGE = 44;
const GAP_BELOW = 10;
/** Somewhat smaller than whole tiles: two would be too high to see any below them. */
const THREE_FROM = 540;

/** Of a large tile with its names: a list that is lower has none. */
export const largeHeight = (width: number): number => Math.round(width * SHAPE) + NAMES_LARGE;

/** As many whole tiles as there is room for; on a phone two, and where `hasLarge` the first alone above them. */
export function tilesIn(width: number, count: number, hasLarge: boolean): { places: TilePlace[]; height: number } {
  const gap = SIZE.tileGap;
  const whole = Math.floor((width + gap) / (SIZE.tileWidth + gap));
  const columns = Math.max(width < THREE_FROM ? 2 : 3, whole);
  const places: TilePlace[] = [];
  let y = 0;
  if (hasLarge && count > 0) {
    const picture = Math.round(width * SHAPE);
    places.push({ x: 0, y, width, height: largeHeight(width), picture, isLarge: true });
    y += largeHeight(width);
  }
  const tile = (width - gap * (columns - 1)) / columns;
  const picture = Math.round(tile * (columns === 2 ? SHAPE : SIZE.tileHeight / SIZE.tileWidth));
  const height = picture + NAMES;
  for (let at = places.length; at < count; at++) {
    const column = (at - (hasLarge ? 1 : 0)) % columns;
    if (column === 0 && at > (hasLarge ? 1 : 0)) y += height + GAP_BELOW;
    places.push({ x: column * (tile + gap), y, width: tile, height, picture, isLarge: false });
  }
  const last = places.at(-1);
  return { places, height: last ? last.y + last.height : 0 };
}

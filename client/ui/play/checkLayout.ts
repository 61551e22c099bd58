/** Where the parts of a ready check's band stand. Pure; CSS px, from the band's own upper left corner. */
import type { Rect, Size } from '../../design/canvas.ts';

type Ring = { readonly x: number; readonly y: number; readonly r: number };
/** `width`: what its words may take. */
export type SeatPlace = Ring & { readonly width: number; readonly isLarge: boolean; readonly hasForm: boolean };
export type CheckLayout = {
  /** On the screen. */
  readonly band: Rect;
  readonly seats: readonly SeatPlace[];
  readonly title: number;
  readonly mode: number;
  readonly clock: Ring;
  /** The middle of the words below the clock; undefined where there is no room. */
  readonly line: number | undefined;
  readonly stake: Rect | undefined;
  readonly buttons: Rect;
  readonly note: number | undefined;
};

/** Below it the faces stand above the rest. */
const BESIDE_FROM = 640;
const FULL = 452;
/** Of a phone on its side. */
const LOW = 374;
const LEAST = 250;
const MARGIN = 8;
const FACE = { large: 68, small: 48, least: 34 };
/** From a face's rim to the end of its words, with and without the row of results. */
const WORDS = { withForm: 124, plain: 90 };

export function checkLayout({ width, height }: Size, players: number): CheckLayout {
  return width >= BESIDE_FROM ? beside({ width, height }, players) : stacked({ width, height }, players);
}

function bandOf({ width, height }: Size, wanted: number): Rect {
  const used = Math.min(wanted, height - 2 * MARGIN);
  return { x: 0, y: Math.max(MARGIN, Math.round((height - used) / 2)), width, height: used };
}

function beside(window: Size, players: number): CheckLayout {
  const isLow = window.height < FULL + 2 * MARGIN;
  const band = bandOf(window, isLow ? LOW : FULL);
  const isTiny = band.height < LOW - 30;
  const middle = isLow ? 280 : 336;
  const isDuel = players === 2;
  const half = Math.min((window.width - middle) / 2 - MARGIN, isDuel ? 380 : 500);
  const r = isDuel && !isLow ? FACE.large : isTiny ? FACE.least : FACE.small;
  const y = isTiny ? band.height * 0.3 : isLow ? 108 : 156;
  const left = Math.ceil(players / 2);
  const seats = Array.from({ length: players }, (_, at): SeatPlace => {
    const isLeft = at < left;
    const cell = half / (isLeft ? left : players - left);
    const from = isLeft ? window.width / 2 - middle / 2 - half : window.width / 2 + middle / 2;
    const x = from + cell * ((isLeft ? at : at - left) + 0.5);
    return {
      x,
      y,
      r: Math.min(r, cell / 2 - 10),
      width: cell - 12,
      isLarge: isDuel && !isLow,
      hasForm: isDuel && !isTiny,
    };
  });
  const common = { band, seats };
  const x = (window.width - middle) / 2;
  if (isTiny) {
    const buttons = { x, y: band.height - 76, width: middle, height: 48 };
    const clock = { x: window.width / 2, y: 92, r: 28 };
    return { ...common, title: 20, mode: 44, clock, line: undefined, stake: undefined, buttons, note: undefined };
  }
  if (isLow) {
    return {
      ...common,
      ...{ title: 22, mode: 46, clock: { x: window.width / 2, y: 102, r: 34 }, line: 156 },
      stake: { x: x + 30, y: 174, width: middle - 60, height: 50 },
      buttons: { x, y: 240, width: middle, height: 52 },
      note: 322,
    };
  }
  return {
    ...common,
    ...{ title: 38, mode: 63, clock: { x: window.width / 2, y: 146, r: 52 }, line: 226 },
    stake: { x: x + 62, y: 250, width: middle - 124, height: 54 },
    buttons: { x: x + 10, y: 322, width: middle - 20, height: 58 },
    note: 424,
  };
}

function stacked(window: Size, players: number): CheckLayout {
  const rows = Math.ceil(players / 2);
  const room = window.height - 2 * MARGIN;
  const hasForm = players === 2;
  const full = 92 + rows * (2 * FACE.small + (hasForm ? WORDS.withForm : WORDS.plain) + 16) + 306;
  const isTight = full > room;
  const r = isTight ? FACE.least : FACE.small;
  const row = 2 * r + (hasForm && !isTight ? WORDS.withForm : WORDS.plain) + (isTight ? 6 : 16);
  const top = isTight ? 68 : 92;
  const seats = Array.from({ length: players }, (_, at): SeatPlace => {
    const isAlone = at === players - 1 && players % 2 === 1;
    const cell = window.width / 2;
    const x = isAlone ? window.width / 2 : cell * ((at % 2) + 0.5);
    const y = top + Math.floor(at / 2) * row + r;
    return { x, y, r, width: cell - 20, isLarge: false, hasForm: hasForm && !isTight };
  });
  const below = top + rows * row;
  const clock = { x: window.width / 2, y: below + (isTight ? 26 : 40), r: isTight ? 24 : 36 };
  const after = clock.y + clock.r;
  const hasStake = !isTight;
  const buttonsAt = after + (isTight ? 36 : 108);
  const wanted = buttonsAt + 56 + (isTight ? 12 : 54);
  const band = bandOf(window, Math.max(LEAST, wanted));
  return {
    band,
    seats,
    ...{ title: isTight ? 20 : 28, mode: isTight ? 44 : 54, clock, line: after + (isTight ? 18 : 22) },
    stake: hasStake ? { x: window.width / 2 - 118, y: after + 42, width: 236, height: 52 } : undefined,
    buttons: { x: 16, y: Math.min(buttonsAt, band.height - 64), width: window.width - 32, height: 56 },
    note: isTight ? undefined : buttonsAt + 82,
  };
}

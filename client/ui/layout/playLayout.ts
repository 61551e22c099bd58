/** Where the parts of the Play panel stand, in CSS px of the screen. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

export type PlayPlaces = {
  /** `low`: no picture, and cards are their titles only. `phone`: one select instead of the cards. */
  kind: 'wide' | 'phone' | 'low';
  /** Of the cards, or of the select. */
  modes: Rect;
  /** The moving picture of the chosen game. */
  picture: Rect | undefined;
  /** The rule, or what is going on. */
  words: Rect;
  primary: Rect;
  /** The other ways into a match, beside or below the button; what else can be done while queued, above or below it. */
  row: Rect | undefined;
};

type Queued = { hasRow: boolean } | undefined;

const WIDE_FROM = 560;
const WIDE_HEIGHT = 250;
/** Below this, the picture stands over everything. */
export const PLAY_PHONE_BELOW = 440;
/** Of what stands below the picture. */
const PHONE_REST = 224;
const PICTURE_SHAPE = 0.62;
/** A smaller one shows nothing. */
const PICTURE_MIN = 90;
export const PLAY_LOW_HEIGHT = 218;
const LEFT = 19;
const PICTURE = 246;
/** Of the buttons beside the main one. */
const BESIDE = 186;

export function playHeight(width: number): number {
  if (width < PLAY_PHONE_BELOW) return Math.round(width * PICTURE_SHAPE) + PHONE_REST;
  return width < WIDE_FROM ? PLAY_LOW_HEIGHT : WIDE_HEIGHT;
}

/** `queued`: while a search runs; `hasRow`: what else can be done then stands above its button. */
export function playPlaces(panel: Rect, queued: Queued): PlayPlaces {
  const isPhone = panel.width < PLAY_PHONE_BELOW && panel.height >= PHONE_REST + PICTURE_MIN;
  if (isPhone) return phone(panel, queued);
  return panel.width >= WIDE_FROM && panel.height >= WIDE_HEIGHT ? wide(panel, queued) : low(panel);
}

function wide({ x, y, width }: Rect, queued: Queued): PlayPlaces {
  const picture = { x: x + LEFT, y: y + 83, width: Math.min(PICTURE, Math.round(width * 0.36)), height: 154 };
  const left = picture.x + picture.width + LEFT;
  const column = { x: left, width: x + width - LEFT - left };
  const modes = { x: x + LEFT, y: y + 15, width: width - 2 * LEFT, height: 54 };
  if (queued) {
    const row = queued.hasRow ? { ...column, y: y + 145, height: 44 } : undefined;
    return {
      ...{ kind: 'wide', modes, picture, row },
      words: row ? { ...column, y: y + 75, height: 70 } : { ...column, y: y + 83, height: 102 },
      primary: { ...column, y: y + 193, height: 44 },
    };
  }
  const primary = { ...column, y: y + 182, width: column.width - BESIDE - SPACE.s, height: 55 };
  return {
    ...{ kind: 'wide', modes, picture, primary },
    words: { ...column, y: y + 83, height: 92 },
    row: { x: primary.x + primary.width + SPACE.s, y: primary.y, width: BESIDE, height: 55 },
  };
}

function phone({ x, y, width, height }: Rect, queued: Queued): PlayPlaces {
  const pad = SPACE.l;
  const shown = Math.min(Math.round(width * PICTURE_SHAPE), height - PHONE_REST);
  const top = y + shown;
  const inner = { x: x + pad, width: width - 2 * pad };
  const [first, second] = [top + 96, top + 164];
  return {
    kind: 'phone',
    modes: { x: x + width - pad - 88, y: top + 6, width: 88, height: 44 },
    picture: { x, y, width, height: shown },
    words: { ...inner, y: top + 12, height: queued && !queued.hasRow ? 132 : 80 },
    primary: { ...inner, y: queued ? second - 12 : first, height: 60 },
    row: queued && !queued.hasRow ? undefined : { ...inner, y: queued ? first : second, height: 46 },
  };
}

/** A narrow column, a phone on its side: the choice and the button, then a row where there is room for it. */
function low({ x, y, width, height }: Rect): PlayPlaces {
  const inner = { x: x + 10, width: width - 20 };
  return {
    kind: 'low',
    modes: { ...inner, y: y + 10, height: 44 },
    picture: undefined,
    words: { ...inner, y: y + 113, height: 44 },
    primary: { ...inner, y: y + 62, height: 48 },
    row: height >= PLAY_LOW_HEIGHT - 4 ? { ...inner, y: y + 162, height: 44 } : undefined,
  };
}

/**
 * Which modes have cards, by their places in `widths`, the width that each card needs: as many as fit with none cut, the
 * `chosen` one among them. `hasMore`: the last card stands for the others.
 */
export function cardsIn(
  width: number,
  widths: readonly number[],
  chosen: number,
  gap: number,
): { shown: number[]; hasMore: boolean; card: number } {
  const all = [...widths.keys()];
  for (let columns = Math.min(widths.length, Math.floor((width + gap) / 100)); columns > 1; columns--) {
    const card = (width - gap * (columns - 1)) / columns;
    const hasMore = columns < widths.length;
    const room = hasMore ? columns - 1 : columns;
    const first = all.slice(0, room);
    const shown = first.includes(chosen) || chosen < 0 ? first : [...first.slice(0, -1), chosen];
    if (shown.every((at) => (widths[at] ?? 0) <= card)) return { shown, hasMore, card };
  }
  return { shown: [Math.max(0, chosen)], hasMore: widths.length > 1, card: (width - gap) / 2 };
}

/** Where the parts of the Play panel stand, in CSS px of the screen. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

/** `undefined`: there is no room for it. */
export type PlayPlaces = {
  /** `low`: cards are their titles only. */
  kind: 'wide' | 'stacked' | 'low';
  cards: readonly Rect[];
  primary: Rect;
  /** What is going on, beside or below the button. */
  words: Rect;
  /** While queued: why it takes long, and what else can be done. */
  hint: Rect | undefined;
  bots: Rect | undefined;
  strength: Rect | undefined;
  notify: Rect | undefined;
  /** While not. */
  open: Rect | undefined;
  private: Rect | undefined;
  code: Rect | undefined;
  join: Rect | undefined;
};

/** Below this, everything stands one under the other. */
export const PLAY_STACKED_BELOW = 680;
const PLAY_WIDE_HEIGHT = 262;
const CARD_STACKED = 56;
export const PLAY_LOW_HEIGHT = 316;
const STRENGTH = 108;

export const playHeight = (width: number, modes: number): number =>
  width < PLAY_STACKED_BELOW ? 12 + modes * (CARD_STACKED + 8) + 252 : PLAY_WIDE_HEIGHT;

export function playPlaces(panel: Rect, modes: number): PlayPlaces {
  if (panel.height < playHeight(panel.width, modes)) return low(panel, modes);
  return panel.width < PLAY_STACKED_BELOW ? stacked(panel, modes) : wide(panel, modes);
}

function wide({ x, y, width }: Rect, modes: number): PlayPlaces {
  const pad = SPACE.xl;
  const gap = SPACE.m;
  const left = x + pad;
  const inner = width - 2 * pad;
  const card = (inner - gap * (modes - 1)) / modes;
  const cards = Array.from({ length: modes }, (_, i) => ({
    x: Math.round(left + i * (card + gap)),
    y: y + 20,
    width: Math.floor(card),
    height: 88,
  }));
  const primary = { x: left, y: y + 122, width: 224, height: 56 };
  const words = { x: primary.x + primary.width + 20, y: primary.y, width: inner - primary.width - 20, height: 56 };
  const row = { y: y + 198, height: 44 };
  const right = left + inner;
  const join = { ...row, x: right - 88, width: 88 };
  const code = { ...row, x: join.x - 8 - 164, width: 164 };
  const notify = { ...row, x: right - 124, width: 124 };
  const bots = { ...row, x: notify.x - 8 - 140, width: 140 };
  const strength = { ...row, x: bots.x - 8 - 108, width: 108 };
  return {
    kind: 'wide',
    cards,
    primary,
    words,
    hint: { ...row, x: left, width: strength.x - 16 - left },
    bots,
    strength,
    notify,
    open: { ...row, x: left, width: 148 },
    private: { ...row, x: left + 156, width: 148 },
    code,
    join,
  };
}

function stacked({ x, y, width }: Rect, modes: number): PlayPlaces {
  const pad = SPACE.m;
  const left = x + pad;
  const inner = width - 2 * pad;
  const cards = Array.from({ length: modes }, (_, i) => ({
    x: left,
    y: y + pad + i * (CARD_STACKED + 8),
    width: inner,
    height: CARD_STACKED,
  }));
  const top = y + pad + modes * (CARD_STACKED + 8);
  const primary = { x: left, y: top + 4, width: inner, height: 56 };
  const words = { x: left + 4, y: top + 66, width: inner - 8, height: 62 };
  const half = (inner - 8) / 2;
  const upper = { y: top + 136, height: 48 };
  const lower = { y: top + 192, height: 48 };
  return {
    kind: 'stacked',
    cards,
    primary,
    words,
    hint: { ...lower, x: left + 4, width: inner - STRENGTH - 16 },
    strength: { ...lower, x: left + inner - STRENGTH, width: STRENGTH },
    bots: { ...upper, x: left, width: half },
    notify: { ...upper, x: left + half + 8, width: half },
    open: { ...upper, x: left, width: half },
    private: { ...upper, x: left + half + 8, width: half },
    code: { ...lower, x: left, width: inner - 96 },
    join: { ...lower, x: left + inner - 88, width: 88 },
  };
}

/** A phone on its side: the choice and the button, then as many rows as there is room for. */
function low({ x, y, width, height }: Rect, modes: number): PlayPlaces {
  const pad = 10;
  const left = x + pad;
  const inner = width - 2 * pad;
  const card = (inner - 6 * (modes - 1)) / modes;
  const cards = Array.from({ length: modes }, (_, i) => ({
    x: Math.round(left + i * (card + 6)),
    y: y + pad,
    width: Math.floor(card),
    height: 44,
  }));
  const half = (inner - 8) / 2;
  const row = (n: number) => (height >= 212 + 50 * n ? { y: y + 162 + 50 * n, height: 44 } : undefined);
  const [upper, lower] = [row(0), row(1)];
  return {
    kind: 'low',
    cards,
    primary: { x: left, y: y + 62, width: inner, height: 48 },
    words: { x: left + 2, y: y + 113, width: inner - 4, height: 44 },
    hint: lower && { ...lower, x: left + 2, width: inner - STRENGTH - 12 },
    strength: lower && { ...lower, x: left + inner - STRENGTH, width: STRENGTH },
    bots: upper && { ...upper, x: left, width: half },
    notify: upper && { ...upper, x: left + half + 8, width: half },
    open: upper && { ...upper, x: left, width: half },
    private: upper && { ...upper, x: left + half + 8, width: half },
    code: lower && { ...lower, x: left, width: inner - 96 },
    join: lower && { ...lower, x: left + inner - 88, width: 88 },
  };
}

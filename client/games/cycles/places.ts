/** Layout of the game in its area. Pure; CSS px. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import { type Board, boardIn } from './board.ts';

export type Places = {
  /** By seat: name, score and steering player. */
  chips: readonly Rect[];
  /** The round, and the time until the walls close. */
  clock: Rect;
  mute: Rect;
  board: Board;
  /** Buttons for thumbs. */
  turns: { left: Rect; right: Rect } | undefined;
};

const GAP = SPACE.s;
const BUTTON = 44;
const CHIP_WIDTH_MAX = 230;
const CHIP = 46;
const CLOCK = 26;
const THUMB_MIN = 92;
const THUMB_MAX = 150;
/** Width beside the arena on a phone in landscape. */
const SIDE = 132;
const LOW_BELOW = 420;

/** `hasTouch`: the player uses touch. `dpr`: device px per CSS px. */
export function placesIn(area: Rect, seats: number, hasTouch: boolean, dpr: number): Places {
  const isLow = area.height < LOW_BELOW && area.width > 1.6 * area.height;
  return isLow ? beside(area, seats, hasTouch, dpr) : below(area, seats, hasTouch, dpr);
}

function below(area: Rect, seats: number, hasTouch: boolean, dpr: number): Places {
  const above = CHIP + GAP + CLOCK;
  const room = Math.max(1, area.height - above - (hasTouch ? THUMB_MIN + GAP : 0));
  const board = boardIn({ ...area, y: area.y + above, height: room }, dpr);
  // Without thumb buttons, everything sits a little above the middle.
  const down = hasTouch ? 0 : Math.round((room - board.height) * 0.4);
  return stacked({ ...area, y: area.y + down }, { ...board, y: board.y + down }, seats, hasTouch);
}

function stacked(area: Rect, board: Board, seats: number, hasTouch: boolean): Places {
  const { x, width } = board.width < 320 ? area : board;
  const room = width - BUTTON - GAP;
  const chip = Math.min(CHIP_WIDTH_MAX, (room - GAP * (seats - 1)) / seats);
  const chips = Array.from({ length: seats }, (_, seat) => ({
    x: x + seat * (chip + GAP),
    y: area.y,
    width: chip,
    height: CHIP,
  }));
  const under = board.y + board.height + GAP;
  const height = Math.min(THUMB_MAX, area.y + area.height - under);
  const half = (area.width - GAP) / 2;
  const left = { x: area.x, y: under, width: half, height };
  return {
    chips,
    clock: { x, y: area.y + CHIP + GAP, width, height: CLOCK },
    mute: { x: x + width - BUTTON, y: area.y + (CHIP - BUTTON) / 2, width: BUTTON, height: BUTTON },
    board,
    turns: hasTouch ? { left, right: { ...left, x: left.x + half + GAP } } : undefined,
  };
}

/** A phone in landscape: everything beside the arena, thumb buttons in the lower corners. */
function beside(area: Rect, seats: number, hasTouch: boolean, dpr: number): Places {
  const side = Math.max(SIDE, (area.width - (area.height / 40) * 64) / 2 - GAP);
  const board = boardIn({ ...area, x: area.x + side + GAP, width: area.width - 2 * (side + GAP) }, dpr);
  const right = area.x + area.width - side;
  const thumb = hasTouch ? Math.min(THUMB_MAX, Math.max(THUMB_MIN, area.height - seats * (CHIP + 4) - GAP)) : 0;
  const chip = Math.min(CHIP, (area.height - thumb - GAP) / seats - 4);
  const chips = Array.from({ length: seats }, (_, seat) => ({
    x: area.x,
    y: area.y + seat * (chip + 4),
    width: side,
    height: chip,
  }));
  const left = { x: area.x, y: area.y + area.height - thumb, width: side, height: thumb };
  return {
    chips,
    clock: { x: right, y: area.y, width: side - BUTTON - 4, height: BUTTON },
    mute: { x: right + side - BUTTON, y: area.y, width: BUTTON, height: BUTTON },
    board,
    turns: hasTouch ? { left, right: { ...left, x: right } } : undefined,
  };
}

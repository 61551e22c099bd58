/** Where the parts of your own card stand, in CSS px of the screen. Where it is too low, labels and hints give way. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

export type SelfPlaces = {
  avatar: Rect;
  name: Rect;
  edit: Rect;
  settings: Rect;
  nameInput: Rect;
  save: Rect;
  cancel: Rect;
  /** Middle of its line. */
  nameHint: Rect;
  status: Rect;
  /** Middle of its first line; `width` to break at. */
  statusHint: Rect;
  visibility: Rect;
  visibilityHint: Rect;
  hasHints: boolean;
};

/** Below this the two choices stand one under the other. */
export const STACKED_BELOW = 600;
/** What the stacked card needs for everything. */
const STACKED_HEIGHT = 316;

export function selfPlaces(card: Rect): SelfPlaces {
  if (card.width >= STACKED_BELOW) return sideBySide(card);
  return card.height < STACKED_HEIGHT ? low(stacked(card), card) : stacked(card);
}

function sideBySide({ x, y, width }: Rect): SelfPlaces {
  const pad = SPACE.xl;
  const right = x + width - pad;
  const column = Math.round((width - 2 * pad) * 0.4);
  const second = x + pad + column + 24;
  const input = { x: x + pad, y: y + 28, width: Math.min(320, width - 2 * pad - 364), height: 44 };
  const controls = y + 134;
  return {
    avatar: { x: x + pad, y: y + 24, width: 64, height: 64 },
    name: { x: x + pad + 82, y: y + 24, width: width - 2 * pad - 82 - 280, height: 64 },
    edit: { x: right - 264, y: y + 34, width: 116, height: 44 },
    settings: { x: right - 136, y: y + 34, width: 136, height: 44 },
    nameInput: input,
    save: { x: input.x + input.width + 12, y: input.y, width: 92, height: 44 },
    cancel: { x: input.x + input.width + 112, y: input.y, width: 92, height: 44 },
    nameHint: { x: input.x, y: input.y + 60, width: width - 2 * pad, height: 0 },
    status: { x: x + pad, y: controls, width: column, height: 44 },
    statusHint: { x: x + pad, y: controls + 62, width: column, height: 0 },
    visibility: { x: second, y: controls, width: right - second, height: 44 },
    visibilityHint: { x: second, y: controls + 62, width: right - second, height: 0 },
    hasHints: true,
  };
}

function stacked({ x, y, width }: Rect): SelfPlaces {
  const pad = SPACE.l;
  const inner = width - 2 * pad;
  const controls = y + 110;
  const left = x + pad;
  const isRoomy = inner >= 300;
  const cancelWidth = isRoomy ? 96 : 84;
  const saveWidth = isRoomy ? 90 : 72;
  const cancel = { x: left + inner - cancelWidth, y: y + 12, width: cancelWidth, height: 44 };
  const save = { x: cancel.x - 8 - saveWidth, y: y + 12, width: saveWidth, height: 44 };
  return {
    avatar: { x: left, y: y + 16, width: 56, height: 56 },
    name: { x: left + 72, y: y + 16, width: inner - 72 - 60, height: 56 },
    edit: { x: left + inner - 48, y: y + 20, width: 48, height: 48 },
    settings: { x: left + inner - 126, y: controls, width: 126, height: 48 },
    nameInput: { x: left, y: y + 12, width: save.x - 8 - left, height: 44 },
    save,
    cancel,
    nameHint: { x: left, y: y + 74, width: inner, height: 0 },
    status: { x: left, y: controls, width: inner - 134, height: 48 },
    statusHint: { x: left, y: y + 174, width: inner, height: 0 },
    visibility: { x: left, y: y + 224, width: inner, height: 48 },
    visibilityHint: { x: left, y: y + 288, width: inner, height: 0 },
    hasHints: true,
  };
}

function low(places: SelfPlaces, { y }: Rect): SelfPlaces {
  const at = (rect: Rect, below: number): Rect => ({ ...rect, y: y + below });
  const { settings, status, nameHint } = places;
  const row = { settings: at(settings, 80), status: at(status, 80), nameHint: at(nameHint, 68) };
  return { ...places, ...row, visibility: at(places.visibility, 136), hasHints: false };
}

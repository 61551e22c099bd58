/** Where the parts of a match's talk stand in its panel, in CSS px of the screen. Pure. */
import { EMOTES } from '../../../shared/matchProtocol.ts';
import type { Rect } from '../../design/canvas.ts';

/** `close`: undefined where the talk has a column of its own. `note`: the middle of its line. */
export type TablePlaces = {
  tabs: [Rect, Rect];
  mute: Rect;
  close: Rect | undefined;
  log: Rect;
  emotes: readonly Rect[];
  box: Rect;
  field: Rect;
  send: Rect;
  note: Rect;
};

const HEAD = 48;
const PAD = 12;
const TARGET = 44;
const GAP = 8;
const NOTE = 22;

export function tablePlaces(
  { x, y, width, height }: Rect,
  parts: { hasEmotes: boolean; hasNote: boolean; canClose: boolean },
): TablePlaces {
  const { hasEmotes, hasNote, canClose } = parts;
  const right = x + width - 4;
  const close = canClose ? { x: right - TARGET, y: y + 2, width: TARGET, height: TARGET } : undefined;
  const mute = { x: (close?.x ?? right) - TARGET, y: y + 2, width: TARGET, height: TARGET };
  const tab = Math.min(120, (mute.x - x - 8) / 2);
  const first = { x: x + 8, y: y + 2, width: tab, height: TARGET };
  const box = { x: x + PAD, y: y + height - PAD - TARGET, width: width - 2 * PAD, height: TARGET };
  const perRow = box.width >= EMOTES.length * (TARGET + GAP) - GAP ? EMOTES.length : EMOTES.length / 2;
  const wide = (box.width - GAP * (perRow - 1)) / perRow;
  const rows = hasEmotes ? EMOTES.length / perRow : 0;
  const top = box.y - rows * (TARGET + GAP);
  const end = top - (hasNote ? NOTE : 4);
  return {
    tabs: [first, { ...first, x: first.x + tab }],
    mute,
    close,
    log: { x: x + 1, y: y + HEAD, width: width - 2, height: Math.max(0, end - y - HEAD) },
    emotes: hasEmotes
      ? EMOTES.map((_, n) => ({
          x: box.x + (n % perRow) * (wide + GAP),
          y: top + Math.floor(n / perRow) * (TARGET + GAP),
          width: wide,
          height: TARGET,
        }))
      : [],
    box,
    field: { ...box, width: box.width - TARGET },
    send: { ...box, x: box.x + box.width - TARGET, width: TARGET },
    note: { x: box.x + 2, y: top - NOTE / 2, width: box.width - 4, height: 0 },
  };
}

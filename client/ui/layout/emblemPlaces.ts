/** Where the parts of the choice of an emblem stand, in CSS px of the screen. A low window has them side by side. */
import { LIVERIES, MOTIFS } from '../../../shared/emblem.ts';
import type { Rect, Size } from '../../design/canvas.ts';
import { middleOf } from '../kit/dialog.ts';

export const EMBLEM_PAD = 20;
const HEAD = 48;
const PREVIEW = 96;
const OFFER = 44;
const LABEL = 26;
const BUTTON = 48;
const CELL = { width: 50, height: 48 };
const COLUMNS_MAX = 8;
const MOTIF_COUNT = Object.keys(MOTIFS).length;

export type EmblemPlaces = {
  card: Rect;
  preview: Rect;
  turn: Rect;
  offers: readonly Rect[];
  die: Rect;
  /** Middle of their lines; undefined where there is no room for words. */
  motifLabel: Rect | undefined;
  liveryLabel: Rect | undefined;
  motifs: readonly Rect[];
  liveries: readonly Rect[];
  cancel: Rect;
  save: Rect;
};

/** `offers`: how many suggestions there are. */
export function emblemPlaces(window: Size, offers: number): EmblemPlaces {
  return window.height < 600 && window.width >= 620 ? sideBySide(window, offers) : stacked(window, offers);
}

function stacked(window: Size, offers: number): EmblemPlaces {
  const width = Math.min(COLUMNS_MAX * CELL.width + 2 * EMBLEM_PAD, window.width - 24);
  const inner = width - 2 * EMBLEM_PAD;
  const columns = Math.max(5, Math.min(COLUMNS_MAX, Math.floor(inner / CELL.width)));
  const rows = Math.ceil(MOTIF_COUNT / columns) + Math.ceil(LIVERIES.length / columns);
  const fixed = HEAD + PREVIEW + 12 + 2 * LABEL + BUTTON + 2 * EMBLEM_PAD;
  const card = middleOf(window, width, fixed + rows * CELL.height, { width: 24, height: 16 });
  const hasLabels = card.height >= fixed + rows * 36;
  const label = hasLabels ? LABEL : 6;
  const x = card.x + EMBLEM_PAD;
  const height = (card.height - fixed + 2 * (LABEL - label)) / rows;
  const head = headPlaces({ x, y: card.y + HEAD, width: inner, height: PREVIEW }, offers);
  const motifsY = card.y + HEAD + PREVIEW + 12 + label;
  const motifs = gridOf({ x, y: motifsY, width: inner, height }, MOTIF_COUNT, columns);
  const liveriesY = motifsY + Math.ceil(MOTIF_COUNT / columns) * height + label;
  const liveries = gridOf({ x, y: liveriesY, width: inner, height }, LIVERIES.length, columns);
  const foot = { x, y: card.y + card.height - EMBLEM_PAD - BUTTON, width: inner, height: BUTTON };
  const line = { x, width: inner, height: 0 };
  return {
    ...{ card, ...head, motifs, liveries, ...footPlaces(foot) },
    motifLabel: hasLabels ? { ...line, y: motifsY - 12 } : undefined,
    liveryLabel: hasLabels ? { ...line, y: liveriesY - 12 } : undefined,
  };
}

function sideBySide(window: Size, offers: number): EmblemPlaces {
  const columns = 10;
  const left = 236;
  const card = middleOf(window, left + columns * CELL.width + 3 * EMBLEM_PAD, 372, { width: 24, height: 16 });
  const x = card.x + EMBLEM_PAD;
  const second = x + left + EMBLEM_PAD;
  const width = card.x + card.width - EMBLEM_PAD - second;
  const room = card.height - 2 * 10 - 2 * LABEL;
  const [motifRows, liveryRows] = [Math.ceil(MOTIF_COUNT / columns), Math.ceil(LIVERIES.length / columns)];
  const height = Math.min(CELL.height, room / (motifRows + liveryRows));
  const motifsY = card.y + 10 + LABEL;
  const liveriesY = motifsY + motifRows * height + LABEL;
  const head = headPlaces({ x, y: card.y + HEAD, width: left, height: PREVIEW }, 0);
  const perRow = Math.ceil((offers + 1) / 2);
  const row = { x, y: card.y + HEAD + PREVIEW + 16, width: left, height: OFFER + 8 };
  const [die, ...suggested] = gridOf(row, offers + 1, perRow).reverse();
  const foot = { x, y: card.y + card.height - EMBLEM_PAD - BUTTON, width: left, height: BUTTON };
  const line = { x: second, width, height: 0 };
  return {
    ...{ card, ...head, offers: suggested.reverse(), die: die as Rect },
    motifs: gridOf({ x: second, y: motifsY, width, height }, MOTIF_COUNT, columns),
    liveries: gridOf({ x: second, y: liveriesY, width, height }, LIVERIES.length, columns),
    motifLabel: { ...line, y: motifsY - 12 },
    liveryLabel: { ...line, y: liveriesY - 12 },
    ...footPlaces(foot),
  };
}

/** The emblem with a button that turns it; suggestions and the die beside it, in two rows. */
function headPlaces({ x, y, width, height }: Rect, offers: number) {
  const preview = { x, y, width: height, height };
  const rest = { x: x + height + 16, y, width: width - height - 16, height: height / 2 };
  const perRow = Math.ceil((offers + 2) / 2);
  const places = gridOf(rest, offers + 2, perRow);
  const [turn, die] = [places.pop() as Rect, places.pop() as Rect];
  if (offers > 0) return { preview, offers: places, die, turn };
  return {
    preview,
    offers: [],
    die,
    turn: { ...rest, y: y + height / 2 - 24, height: 48, width: Math.min(116, rest.width) },
  };
}

const footPlaces = ({ x, y, width, height }: Rect) => {
  const half = (width - 8) / 2;
  return { cancel: { x, y, width: half, height }, save: { x: x + half + 8, y, width: half, height } };
};

/** `row`: the first one. */
const gridOf = (row: Rect, count: number, columns: number): Rect[] =>
  Array.from({ length: count }, (_, i) => ({
    x: row.x + ((i % columns) * row.width) / columns,
    y: row.y + Math.floor(i / columns) * row.height,
    width: row.width / columns,
    height: row.height,
  }));

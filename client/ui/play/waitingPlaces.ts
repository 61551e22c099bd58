/** Where the words, the code, the seats and the buttons of the waiting table stand. */
import type { Rect } from '../../design/canvas.ts';

const HEAD = 96;
const CODE = 92;
const SEAT = 56;
/** An avatar's height and the least space around it. */
const SEAT_LEAST = 44;
const FOOT = 72;
const EDGE = 24;
const WIDTH = 460;
const BESIDE = { least: 620, most: 760, share: 0.54 };

/** `area`: what the match leaves free. All but `table` are relative to the table's corner. */
export function waitingPlaces(area: Rect, seats: number, hasCode: boolean): WaitingPlaces {
  const head = HEAD + (hasCode ? CODE : 0);
  const isTall = head + seats * SEAT + FOOT <= area.height;
  return !isTall && area.width >= BESIDE.least
    ? seatsBeside(area, seats, hasCode, head)
    : seatsBelow(area, seats, hasCode, head);
}

/** `main`: how wide the words and the buttons are. `columns`: in which the seats stand. */
export type WaitingPlaces = { table: Rect; main: number; code: Rect | undefined; seats: Rect[]; buttons: Rect };

/** In as few columns as the height allows; at least a row of faces. */
function seatsBelow(area: Rect, seats: number, hasCode: boolean, head: number): WaitingPlaces {
  const free = area.height - head - FOOT;
  const columns = [1, 2].find((each) => Math.ceil(seats / each) * SEAT_LEAST <= free) ?? seats;
  const rows = Math.ceil(seats / columns);
  const row = Math.max(SEAT_LEAST, Math.min(SEAT, free / rows));
  const width = Math.min(columns === 1 ? WIDTH : area.width, area.width);
  const height = Math.min(area.height, head + rows * row + FOOT);
  const column = (width - 2 * EDGE) / columns;
  const table = {
    x: area.x + (area.width - width) / 2,
    y: area.y + Math.max(0, (area.height - height) * 0.35),
    width,
    height,
  };
  return {
    ...mainPlaces(table, width, hasCode),
    seats: Array.from({ length: seats }, (_, n) => ({
      x: EDGE + (n % columns) * column,
      y: head + Math.floor(n / columns) * row,
      width: column - (columns > 1 ? 8 : 0),
      height: row,
    })),
  };
}

/** A low window: the seats stand beside the words and buttons. */
function seatsBeside(area: Rect, seats: number, hasCode: boolean, head: number): WaitingPlaces {
  const width = Math.min(BESIDE.most, area.width);
  const height = Math.min(area.height, Math.max(head + FOOT, seats * SEAT + EDGE));
  const table = {
    x: area.x + (area.width - width) / 2,
    y: area.y + (area.height - height) / 2,
    width,
    height,
  };
  const main = Math.round(width * BESIDE.share);
  const row = Math.min(SEAT, (height - EDGE) / seats);
  return {
    ...mainPlaces(table, main, hasCode),
    seats: Array.from({ length: seats }, (_, n) => ({
      x: main + 8,
      y: (height - row * seats) / 2 + n * row,
      width: width - EDGE - main - 8,
      height: row,
    })),
  };
}

function mainPlaces(table: Rect, main: number, hasCode: boolean): Omit<WaitingPlaces, 'seats'> {
  const width = main - 2 * EDGE;
  return {
    table,
    main,
    code: hasCode ? { x: EDGE, y: HEAD + 8, width, height: CODE - 20 } : undefined,
    buttons: { x: EDGE, y: table.height - FOOT + 8, width, height: 48 },
  };
}

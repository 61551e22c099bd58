/** Where the parts of the command bar stand. Pure; CSS px of the window. */
import type { Rect, Size } from '../../design/canvas.ts';

/** A line of the list: a heading, or an entry by its place among all of them. */
export type Line = { heading: 'actions' | 'people'; count: number } | { at: number };
export type ShownLine = Line & { rect: Rect };
export type CommandPlaces = {
  card: Rect;
  isSheet: boolean;
  field: Rect;
  list: Rect;
  /** What Enter would do, and the keys: undefined where there is no room. */
  side: Rect | undefined;
  foot: Rect | undefined;
  close: Rect;
};

/** Narrower, it is a sheet. */
const SHEET_BELOW = 640;
const WIDTH = 840;
const HEIGHT = 532;
const SIDE = 286;
const HEAD = 64;
const FOOT = 42;
export const ROW = 54;
const HEADING = 32;

/** `room`: what a phone's keyboard leaves of the window. */
export function commandPlaces(window: Size, room: Rect): CommandPlaces {
  const isSheet = window.width < SHEET_BELOW;
  const width = Math.min(WIDTH, window.width - 32);
  const height = Math.min(HEIGHT, room.height - 24);
  const top = room.y + Math.max(12, Math.min(108, (room.height - height) / 3));
  const card = isSheet ? room : { x: Math.round((window.width - width) / 2), y: Math.round(top), width, height };
  const footHeight = isSheet || height < 360 ? 0 : FOOT;
  const sideWidth = isSheet ? 0 : SIDE;
  const body = { y: card.y + HEAD + 1, height: card.height - HEAD - 1 - footHeight };
  return {
    card,
    isSheet,
    field: { x: card.x + 8, y: card.y + 8, width: card.width - 76, height: HEAD - 16 },
    list: { ...body, x: card.x, width: card.width - sideWidth },
    side: isSheet ? undefined : { ...body, x: card.x + card.width - sideWidth, width: sideWidth },
    foot: footHeight === 0 ? undefined : { x: card.x, y: card.y + card.height - FOOT, width: card.width, height: FOOT },
    close: { x: card.x + card.width - 60, y: card.y + 10, width: 48, height: HEAD - 20 },
  };
}

export function linesOf(actions: number, people: number): Line[] {
  const rows = (count: number, from: number): Line[] => Array.from({ length: count }, (_, i) => ({ at: from + i }));
  return [
    ...(actions > 0 ? [{ heading: 'actions', count: actions } as const, ...rows(actions, 0)] : []),
    ...(people > 0 ? [{ heading: 'people', count: people } as const, ...rows(people, actions)] : []),
  ];
}

const heightOf = (line: Line): number => ('heading' in line ? HEADING : ROW);

/** Whole lines only, from the line `first` on. */
export function shownLines(lines: readonly Line[], first: number, list: Rect): ShownLine[] {
  const shown: ShownLine[] = [];
  let y = list.y + 6;
  for (const line of lines.slice(first)) {
    const height = heightOf(line);
    if (y + height > list.y + list.height - 4) break;
    shown.push({ ...line, rect: { x: list.x + 8, y, width: list.width - 16, height } });
    y += height;
  }
  // A heading with nothing under it says nothing.
  const last = shown.at(-1);
  return last && 'heading' in last ? shown.slice(0, -1) : shown;
}

/** The first line, so that the entry is among the shown ones; as near to `before` as may be. */
export function firstFor(lines: readonly Line[], at: number, before: number, list: Rect): number {
  const wanted = lines.findIndex((line) => 'at' in line && line.at === at);
  let first = Math.min(before, wanted <= 1 ? 0 : wanted);
  const isShown = () => shownLines(lines, first, list).some((line) => 'at' in line && line.at === at);
  while (wanted >= 0 && first < wanted && !isShown()) first += 1;
  return Math.max(0, first);
}

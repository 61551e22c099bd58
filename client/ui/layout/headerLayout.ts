/** Where the buttons at the header's end stand, in CSS px. Pure. */
import type { Rect } from '../../design/canvas.ts';
import type { Layout } from './layout.ts';

export type HeaderButtons = {
  /** The sign that opens the command bar; undefined where there is room for a field. */
  search: Rect | undefined;
  messages: Rect;
  /** With the name where there is room for it, else the emblem alone; undefined on the narrowest phones. */
  account: Rect | undefined;
  /** For the words before them. */
  room: number;
};

const BUTTON = 44;
const ACCOUNT = 216;
/** On a narrow screen one's own view is a tab too, and the count matters more. */
const EMBLEM_FROM = 340;
/** An icon without a box stands under the edge of what is below. */
const EDGE = 8;
const FIELD_FROM = 1_100;

export function headerButtons({ header, isWide }: Pick<Layout, 'header' | 'isWide'>): HeaderButtons {
  const { x, y, width, height } = header;
  const at = { y: y + (height - BUTTON) / 2, height: BUTTON };
  const room = isWide ? ACCOUNT : width >= EMBLEM_FROM ? BUTTON - 4 : 0;
  const account = room === 0 ? undefined : { ...at, x: x + width - room, width: isWide ? ACCOUNT : BUTTON };
  const messages = { ...at, x: (account?.x ?? x + width + EDGE) - BUTTON, width: BUTTON };
  const search = width >= FIELD_FROM ? undefined : { ...messages, x: messages.x - BUTTON };
  return { search, messages, account, room: (search ?? messages).x - x - (isWide ? 8 : 0) };
}

/** The sign that opens the command bar, before a message that has the field's place; `from`: where the words end. */
export function signBeside(header: Rect, told: Rect, from: number): Rect | undefined {
  const x = told.x - EDGE - BUTTON;
  const y = header.y + (header.height - BUTTON) / 2;
  return x < from ? undefined : { x, y, width: BUTTON, height: BUTTON };
}

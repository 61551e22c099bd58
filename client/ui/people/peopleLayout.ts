/** Places messages and friends in CSS px of the screen: side by side, or on a phone one at a time. Pure. */
import type { Rect } from '../../design/canvas.ts';

export type ChatPlaces = {
  back: Rect | undefined;
  /** The name, with buttons at its end. */
  head: Rect;
  report: Rect;
  block: Rect;
  log: Rect;
  /** Middle of its line. */
  note: Rect;
  field: Rect;
  send: Rect;
};
export type PeoplePlaces = {
  card: Rect;
  isSheet: boolean;
  tabs: readonly [Rect, Rect] | undefined;
  close: Rect;
  list: Rect | undefined;
  /** Undefined where the list has the sheet. */
  chat: ChatPlaces | undefined;
};

const PEOPLE_WIDE_FROM = 760;
const LIST_WIDTH = 340;
const HEAD = 64;
const TARGET = 44;

/** `isChatting`: a conversation is open. `room`: what is seen of the window, which a keyboard may cover. */
export function peoplePlaces(room: Rect, isChatting: boolean): PeoplePlaces {
  return room.width >= PEOPLE_WIDE_FROM ? wide(room) : sheet(room, isChatting);
}

function wide(room: Rect): PeoplePlaces {
  const width = Math.min(980, room.width - 32);
  const height = Math.min(720, room.height - 24);
  const x = room.x + Math.round((room.width - width) / 2);
  const y = room.y + Math.round((room.height - height) / 2);
  const left = { x, y, width: LIST_WIDTH, height };
  const right = { x: x + LIST_WIDTH, y, width: width - LIST_WIDTH, height };
  const close = { x: x + width - TARGET - 10, y: y + 10, width: TARGET, height: TARGET };
  return {
    card: { x, y, width, height },
    isSheet: false,
    tabs: tabsIn({ ...left, x: x + 12, width: LIST_WIDTH - 24 }),
    close,
    list: { ...left, x: x + 8, y: y + HEAD, width: LIST_WIDTH - 16, height: height - HEAD - 8 },
    chat: chatIn(right, close, false),
  };
}

function sheet(room: Rect, isChatting: boolean): PeoplePlaces {
  const { x, y, width, height } = room;
  const close = { x: x + width - TARGET - 8, y: y + 10, width: TARGET, height: TARGET };
  const chat = isChatting ? chatIn(room, close, true) : undefined;
  const tabs = tabsIn({ x: x + 10, y, width: width - TARGET - 28, height });
  const list = { x: x + 6, y: y + HEAD, width: width - 12, height: height - HEAD - 6 };
  return { card: room, isSheet: true, close, chat, ...(chat ? { tabs: undefined, list: undefined } : { tabs, list }) };
}

function tabsIn({ x, y, width }: Rect): [Rect, Rect] {
  const half = Math.floor((width - 6) / 2);
  const tab = { x, y: y + 10, width: half, height: TARGET };
  return [tab, { ...tab, x: x + width - half }];
}

function chatIn({ x, y, width, height }: Rect, close: Rect, hasBack: boolean): ChatPlaces {
  const pad = hasBack ? 10 : 20;
  const back = hasBack ? { x: x + 4, y: y + 10, width: TARGET, height: TARGET } : undefined;
  const report = { ...close, x: close.x - TARGET };
  const block = { ...close, x: close.x - 2 * TARGET };
  const from = back ? back.x + TARGET + 8 : x + pad;
  const send = { x: x + width - pad - 48, y: y + height - 48 - 12, width: 48, height: 48 };
  const field = { x: x + pad, y: send.y, width: send.x - 8 - x - pad, height: 48 };
  const note = { x: field.x + 4, y: field.y - 14, width: width - 2 * pad - 8, height: 0 };
  const top = y + HEAD;
  return {
    back,
    head: { x: from, y, width: block.x - 8 - from, height: HEAD },
    report,
    block,
    log: { x: x + 1, y: top, width: width - 2, height: field.y - 28 - top },
    note,
    field,
    send,
  };
}

/** Where what waits for an answer stands, from above: invites, then messages and requests. In CSS px, pure. */
import type { Rect } from '../../design/canvas.ts';
import type { Layout } from './layout.ts';

const WIDEST = 380;
export const NOTICE_GAP = 8;
const INVITE = 124;
const CARD = 128;
/** Where a player's card is closed. */
const PROFILE_HEAD = 72;

/**
 * Over the talk where that has a column of its own, so that nothing of the middle is covered; never over the own card, nor,
 * where there is room, over the head of a player's.
 */
export function noticePlaces(layout: Layout, invites: number, cards: number): Rect[] {
  const { isWide, notices, header, talk, self, profile } = layout;
  const beside = isWide && talk && talk.width <= WIDEST ? talk : undefined;
  const width = beside?.width ?? Math.min(WIDEST, notices.width - 16);
  const heights = [...Array.from({ length: invites }, () => INVITE), ...Array.from({ length: cards }, () => CARD)];
  const all = heights.reduce((sum, height) => sum + height + NOTICE_GAP, 0);
  const card = isWide ? self : undefined;
  const isBelow = card !== undefined && (beside !== undefined || card.y + card.height + all <= layout.height);
  // In a low window they stand beside the own card.
  const end = card && !isBelow ? card.x - NOTICE_GAP : notices.x + notices.width;
  const x = beside?.x ?? (isWide ? Math.max(notices.x, end - width) : notices.x + 8);
  const top = card && isBelow ? card.y + card.height + NOTICE_GAP : header.y + header.height + 4;
  const head = isWide && profile && x < profile.x + profile.width ? profile.y + PROFILE_HEAD : top;
  let y = head > top && head + all <= layout.height ? head : top;
  return heights.map((height) => {
    const rect = { x, y, width, height };
    y += height + NOTICE_GAP;
    return rect;
  });
}

/** So many cards as there is room for: on a phone the list stays to be seen. */
export function cardsFor({ isWide, height, header }: Layout, invites: number): number {
  const most = isWide ? 3 : 2;
  const below = height - header.height - invites * (INVITE + NOTICE_GAP) - 64;
  return Math.min(most - invites, Math.floor(below / (CARD + NOTICE_GAP)));
}

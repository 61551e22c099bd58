/** Places messages below each other: bubbles with their lines, and the sender and time above a group. Pure. */

import { type Canvas, textWidth, wrapped } from '../../design/canvas.ts';
import { graphemes } from '../../design/names.ts';
import { isolated, text, timeText } from '../../i18n/text.ts';
import type { Conversation, Message } from '../../model/social/conversations.ts';

/** `bubble`: of the bubble alone; it stands at the end of the line where it is one's own. */
export type MessagePlace = {
  readonly message: Message;
  readonly head: string;
  readonly lines: readonly string[];
  readonly foot: readonly string[];
  readonly y: number;
  readonly height: number;
  /** From the place's top. */
  readonly bubbleY: number;
  readonly bubble: { readonly width: number; readonly height: number };
};

export const BUBBLE_PADDING = 13;
export const MESSAGE_LINE = 20;
export const FOOT_LINE = 17;
const HEAD = 22;
const BETWEEN_GROUPS = 12;
const WITHIN_GROUP = 4;
const EDGE = 14;
/** Messages further apart than this stand in separate groups. */
const BREATH_S = 300;
const BUBBLE_MAX = 460;

export function messagePlaces(
  g: Canvas,
  { channel, messages }: Conversation,
  width: number,
  nowS: number,
): MessagePlace[] {
  const most = Math.min(BUBBLE_MAX, Math.floor(width * 0.78));
  let y = EDGE - BETWEEN_GROUPS;
  return messages.map((message, i) => {
    const before = messages[i - 1];
    const isNew = !before || before.from.id !== message.from.id || message.atS - before.atS > BREATH_S;
    const time = message.atS > 0 ? timeText(message.atS, nowS) : '';
    const isNamed = channel !== 'direct' && !message.isOwn;
    const head = !isNew ? '' : isNamed ? `${isolated(message.from.name)} · ${time}` : time;
    const lines = brokenLines(g, message.text, most - 2 * BUBBLE_PADDING);
    const foot = message.why === '' ? [] : wrapped(g, text('chat.refused', { why: message.why }), 'label', most);
    const widest = Math.max(...lines.map((line) => textWidth(g, line, 'body')));
    const bubbleY = (isNew ? BETWEEN_GROUPS : WITHIN_GROUP) + (head === '' ? 0 : HEAD);
    const bubble = { width: Math.ceil(widest) + 2 * BUBBLE_PADDING, height: lines.length * MESSAGE_LINE + 14 };
    const height = bubbleY + bubble.height + (foot.length > 0 ? foot.length * FOOT_LINE + 4 : 0);
    const place = { message, head, lines, foot, y, height, bubbleY, bubble };
    y += height;
    return place;
  });
}

export const heightOf = (places: readonly MessagePlace[]): number => {
  const last = places.at(-1);
  return last ? last.y + last.height + EDGE : 0;
};

/** A word that is longer than a line is broken anywhere. */
export function brokenLines(g: Canvas, words: string, width: number): string[] {
  return wrapped(g, words, 'body', width).flatMap((line) => {
    if (textWidth(g, line, 'body') <= width) return [line];
    const parts: string[] = [];
    let part = '';
    for (const each of graphemes(line)) {
      if (part !== '' && textWidth(g, part + each, 'body') > width) {
        parts.push(part);
        part = each;
      } else part += each;
    }
    return [...parts, part];
  });
}

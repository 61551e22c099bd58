/** Places the lines of a conversation below each other, in CSS px. Pure. */

import { type Canvas, textWidth, wrapped } from '../../design/canvas.ts';
import { graphemes } from '../../design/names.ts';
import { endOf, type RichLine, richLines } from '../../design/richText.ts';
import { text, timeText } from '../../i18n/text.ts';
import type { Message } from '../../model/social/conversations.ts';
import type { MessageLine, NewsLine, TalkLine } from '../../model/views/talkLines.ts';

/** `head`: the author's name stands above, with emblem and time. `y` and `height`: of the place. */
export type TalkPlace = { readonly y: number; readonly height: number; readonly time: string } & (
  | {
      readonly line: MessageLine;
      readonly hasHead: boolean;
      readonly lines: readonly string[];
      readonly foot: readonly string[];
    }
  /** `act`: where its words stand, from the place's corner. */
  | {
      readonly line: NewsLine;
      readonly lines: readonly RichLine[];
      readonly act: { x: number; y: number; width: number; height: number } | undefined;
    }
  | { readonly line: Extract<TalkLine, { kind: 'gap' }> }
);

export const TEXT_X = 34;
export const EMBLEM = 24;
export const LINE = 20;
export const NEWS_LINE = 18;
export const FOOT_LINE = 17;
export const NEWS = { plain: 'small', strong: 'smallStrong' } as const;
const EDGE = 10;
const BETWEEN = 8;
const WITHIN = 1;
const NEWS_PAD = 4;
const GAP_HEIGHT = 34;
const TIME_ROOM = 8;
/** Messages further apart than this stand in separate groups. */
const BREATH_S = 300;
/** Longer lines are hard to read. */
const TEXT_MAX = 520;

/** `isCoarse`: fingers press what is offered. */
export function talkPlaces(
  g: Canvas,
  all: readonly TalkLine[],
  width: number,
  nowS: number,
  isCoarse = false,
): TalkPlace[] {
  let y = EDGE;
  return all.map((line, i) => {
    const place = placeOf(g, line, all[i - 1], { width, nowS, isCoarse });
    const top = y;
    y += place.height;
    return { ...place, y: top };
  });
}

export const heightOf = (places: readonly TalkPlace[]): number => {
  const last = places.at(-1);
  return last ? last.y + last.height + EDGE : 0;
};

type Around = { width: number; nowS: number; isCoarse: boolean };

function placeOf(g: Canvas, line: TalkLine, before: TalkLine | undefined, around: Around): TalkPlace {
  if (line.kind === 'gap') return { line, y: 0, height: GAP_HEIGHT, time: '' };
  const time = line.atS > 0 ? timeText(line.atS, around.nowS) : '';
  return line.kind === 'news' ? newsPlace(g, line, time, around) : messagePlace(g, line, before, time, around);
}

function messagePlace(
  g: Canvas,
  line: MessageLine,
  before: TalkLine | undefined,
  time: string,
  { width }: Around,
): TalkPlace {
  const { message } = line;
  const hasHead =
    before?.kind !== 'message' ||
    before.message.from.id !== message.from.id ||
    message.atS - before.message.atS > BREATH_S;
  const room = Math.min(TEXT_MAX, width - TEXT_X);
  const lines = keptLines(g, message, room);
  const note = message.why === '' ? '' : text('chat.refused', { why: message.why });
  const waits = message.isWaiting && message.isOwn ? text('talk.waits') : '';
  const foot = [note, waits].flatMap((each) => (each === '' ? [] : wrapped(g, each, 'label', room)));
  const top = hasHead ? BETWEEN + LINE : WITHIN;
  return { line, y: 0, time, hasHead, lines, foot, height: top + lines.length * LINE + foot.length * FOOT_LINE };
}

function newsPlace(g: Canvas, line: NewsLine, time: string, { width, isCoarse }: Around): TalkPlace {
  const room = Math.min(TEXT_MAX, width - TEXT_X) - textWidth(g, time, 'label') - TIME_ROOM;
  const lines = richLines(g, line.words, room, NEWS);
  const pad = line.act && isCoarse ? 13 : NEWS_PAD;
  const height = 2 * pad + lines.length * NEWS_LINE;
  if (!line.act) return { line, y: 0, time, lines, act: undefined, height };
  const wide = textWidth(g, line.act.label, 'smallStrong');
  const end = endOf(g, lines, NEWS);
  const fits = end + 8 + wide <= room;
  const target = isCoarse ? 44 : 24;
  const middle = pad + (lines.length - (fits ? 0.5 : -0.5)) * NEWS_LINE;
  const act = { x: TEXT_X + (fits ? end + 8 : 0) - 4, y: middle - target / 2, width: wide + 8, height: target };
  return { line, y: 0, time, lines, act, height: fits ? height : height + NEWS_LINE };
}

/** A message breaks as it broke before: measuring every word of a long talk again takes milliseconds. */
const kept = new WeakMap<Message, { width: number; lines: readonly string[] }>();
function keptLines(g: Canvas, message: Message, width: number): readonly string[] {
  const known = kept.get(message);
  if (known?.width === width) return known.lines;
  const lines = brokenLines(g, message.text, width);
  kept.set(message, { width, lines });
  return lines;
}

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

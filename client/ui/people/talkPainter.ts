/** One line of a conversation: a message below its author, something that happened, or the mark of what was missed. */
import { type Canvas, drawLines, drawText, fillRound, type Size, textWidth } from '../../design/canvas.ts';
import { directionOf } from '../../design/names.ts';
import { drawRich } from '../../design/richText.ts';
import { COLOR } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawCup, drawDoor, drawGrid } from '../kit/icons.ts';
import { drawBolt } from '../kit/peopleIcons.ts';
import { EMBLEM, FOOT_LINE, LINE, NEWS, NEWS_LINE, type TalkPlace, TEXT_X } from './talkLayout.ts';

/** `isFocused`: the keys act on it. */
export function paintTalk(g: Canvas, size: Size, place: TalkPlace, isFocused: boolean): void {
  if (isFocused) fillRound(g, { x: -4, y: 0, width: size.width + 8, height: size.height }, 8, COLOR.hover);
  if ('hasHead' in place) paintMessage(g, size, place);
  else if ('lines' in place) paintNews(g, size, place);
  else paintGap(g, size, place.line.words);
}

function paintMessage(g: Canvas, size: Size, place: Extract<TalkPlace, { hasHead: boolean }>): void {
  const { line, lines, foot, hasHead, time } = place;
  const { message, name, emblem, isFriend } = line;
  let y = size.height - foot.length * FOOT_LINE - lines.length * LINE;
  g.globalAlpha = message.state === 'pending' ? 0.65 : 1;
  if (hasHead) {
    const middle = y - LINE / 2;
    drawAvatar(g, { emblem }, 0, middle - 9, EMBLEM, COLOR.panel);
    const end = size.width - textWidth(g, time, 'label');
    drawText(g, time, size.width, middle, { type: 'label', color: COLOR.muted, align: 'right' });
    const tag = isFriend ? text('talk.friend') : '';
    const tagRoom = tag === '' ? 0 : textWidth(g, tag, 'label') + 8;
    const author = message.isOwn ? text('talk.you') : name;
    const width = end - TEXT_X - 10 - tagRoom;
    drawText(g, author, TEXT_X, middle, { type: 'bodyStrong', color: COLOR.text, width });
    const after = TEXT_X + Math.min(width, textWidth(g, author, 'bodyStrong')) + 8;
    if (tag !== '') drawText(g, tag, after, middle, { type: 'label', color: COLOR.focus });
  }
  const color = message.state === 'refused' ? COLOR.muted : COLOR.soft;
  paintWords(g, lines, message.text, y + LINE / 2, size.width, color);
  g.globalAlpha = 1;
  y += lines.length * LINE;
  const note = { type: 'label', color: message.why === '' ? COLOR.muted : COLOR.bad } as const;
  drawLines(g, foot, TEXT_X, y + FOOT_LINE / 2, FOOT_LINE, { ...note, width: size.width - TEXT_X });
}

/** They begin where the script of the whole message begins, whatever the language of the page. */
function paintWords(g: Canvas, lines: readonly string[], words: string, y: number, width: number, color: string): void {
  const direction = directionOf(words);
  const isPageRtl = g.getTransform().a < 0;
  const isAtEnd = (direction === 'rtl') !== isPageRtl;
  const style = { type: 'body', color, align: isAtEnd ? 'right' : 'left', direction } as const;
  drawLines(g, lines, isAtEnd ? width : TEXT_X, y, LINE, style);
}

function paintNews(g: Canvas, size: Size, place: Extract<TalkPlace, { act: unknown }>): void {
  const { line, lines, act, time } = place;
  const below = act && act.y + act.height / 2 > (lines.length + 0.5) * NEWS_LINE ? NEWS_LINE : 0;
  const top = (size.height - below - lines.length * NEWS_LINE) / 2;
  paintSign(g, line.sign, EMBLEM / 2, top + NEWS_LINE / 2);
  drawText(g, time, size.width, top + NEWS_LINE / 2, { type: 'label', color: COLOR.muted, align: 'right' });
  const style = { ...NEWS, color: COLOR.muted, strongColor: COLOR.soft };
  for (const [i, each] of lines.entries())
    drawRich(g, each, TEXT_X, top + (i + 0.5) * NEWS_LINE, size.width - TEXT_X, style);
}

export function paintSign(g: Canvas, sign: string, x: number, y: number): void {
  switch (sign) {
    case 'won':
      return drawCup(g, x, y, 7, COLOR.lamp);
    case 'streak':
      return drawBolt(g, x, y, 8, COLOR.lamp);
    case 'opened':
      return drawGrid(g, x, y, 6, COLOR.focus);
    case 'came':
      return drawDoor(g, x, y, 7, COLOR.good, COLOR.panel);
  }
}

/** A line on both sides of the words. */
function paintGap(g: Canvas, size: Size, words: string): void {
  const middle = size.height / 2;
  const wide = Math.min(size.width - 40, textWidth(g, words, 'label'));
  const side = (size.width - wide) / 2 - 10;
  g.fillStyle = COLOR.lamp;
  g.globalAlpha = 0.55;
  g.fillRect(0, Math.round(middle), side, 1);
  g.fillRect(size.width - side, Math.round(middle), side, 1);
  g.globalAlpha = 1;
  drawText(g, words, size.width / 2, middle, { type: 'label', color: COLOR.lamp, align: 'center', width: wide });
}

/** For screen readers. */
export function sentenceOf({ line, time, ...place }: TalkPlace): string {
  if (line.kind === 'gap') return line.words;
  if (line.kind === 'news') return `${time}: ${line.words}`;
  const { message, name } = line;
  const params = { time, text: isolated(message.text) };
  const said = message.isOwn ? text('chat.saidYou', params) : text('chat.said', { ...params, name: isolated(name) });
  return 'foot' in place && place.foot.length > 0 ? `${said}. ${place.foot.join(' ')}` : said;
}

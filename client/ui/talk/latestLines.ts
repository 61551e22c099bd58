/** The last lines of the lobby below what one plays: a phone's view of the talk, and the way to it. */
import { makeButton, makeSection, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, text, timeText } from '../../i18n/text.ts';
import { lobbyLines, type TalkLine } from '../../model/views/talkLines.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { LATEST_LINE } from '../layout/sideLayout.ts';
import { paintSign } from '../people/talkPainter.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

/** `author`: '' of something that happened, which stands in `words`. */
type Look = { emblem: number | undefined; sign: string; author: string; words: string; time: string };

const PAD = 12;
const EMBLEM = 20;
const TEXT_X = PAD + EMBLEM + 10;

export class LatestLines {
  readonly #context: ScreenContext;
  readonly #section: HTMLElement;
  readonly #control: Control;

  constructor(context: ScreenContext, onOpen: () => void) {
    this.#context = context;
    this.#section = makeSection(context.root, 'section', text('talk.latest'));
    const element = makeButton(this.#section, text('talk.latest'), context.wake, () => {
      context.actions.social.showTalk('lobby');
      onOpen();
    });
    this.#control = new Control(context, element, DEPTH.panel);
  }

  update({ layout, nowS = 0 }: Frame): void {
    this.#section.hidden = layout.latest === undefined;
    if (!layout.latest) return;
    const lines = lobbyLines(this.#context.model).filter(({ kind }) => kind !== 'gap');
    const room = Math.max(1, Math.floor((layout.latest.height - PAD) / LATEST_LINE));
    const looks = lines.slice(-room).map((line) => lookOf(line, nowS));
    const words = looks.map((look) => [look.author, look.words].filter((part) => part !== '').join(': '));
    setAttribute(this.#control.element, 'aria-label', [text('talk.latest'), ...words].join('. '));
    const { isLit } = this.#control;
    this.#control.show(layout.latest, JSON.stringify([looks, isLit]), (g, size) => paintLatest(g, size, looks, isLit));
  }
}

function lookOf(line: TalkLine, nowS: number): Look {
  const time = timeText(line.atS, nowS);
  if (line.kind !== 'message') {
    return { emblem: undefined, sign: line.kind === 'news' ? line.sign : '', author: '', words: line.words, time };
  }
  const { message, name, emblem } = line;
  const author = message.isOwn ? text('talk.you') : isolated(name);
  return { emblem, sign: '', author, words: message.text, time };
}

function paintLatest(g: Canvas, size: Size, looks: readonly Look[], isLit: boolean): void {
  paintBox(g, size, SIZE.radius, isLit ? COLOR.hover : COLOR.panel, COLOR.panelEdge);
  if (looks.length === 0) {
    const style = { type: 'small', color: COLOR.muted, align: 'center', width: size.width - 2 * PAD } as const;
    return drawText(g, text('chat.empty'), size.width / 2, size.height / 2, style);
  }
  const top = (size.height - looks.length * LATEST_LINE) / 2;
  for (const [i, look] of looks.entries()) paintLook(g, size, look, top + (i + 0.5) * LATEST_LINE);
}

function paintLook(g: Canvas, size: Size, { emblem, sign, author, words, time }: Look, y: number): void {
  if (emblem !== undefined) drawAvatar(g, { emblem }, PAD, y - EMBLEM / 2, EMBLEM, COLOR.panel);
  else paintSign(g, sign, PAD + EMBLEM / 2, y);
  drawText(g, time, size.width - PAD, y, { type: 'label', color: COLOR.muted, align: 'right' });
  const end = size.width - PAD - textWidth(g, time, 'label') - 10;
  const room = end - TEXT_X;
  const wide = author === '' ? 0 : Math.min(room * 0.5, textWidth(g, author, 'smallStrong')) + 6;
  if (author !== '') drawText(g, author, TEXT_X, y, { type: 'smallStrong', color: COLOR.text, width: wide - 6 });
  drawText(g, words, TEXT_X + wide, y, { type: 'small', color: COLOR.soft, width: Math.max(20, room - wide) });
}

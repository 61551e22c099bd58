/** How many players have each status, as a ring if there is room and as a bar if not. */

import type { Status } from '../../../shared/status.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE, statusColor } from '../../design/tokens.ts';
import { numberText, percentText, text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { drawStatus } from '../kit/statusShape.ts';
import { filtersFor } from '../layout/rosterLayout.ts';
import type { Census, Frame, ScreenContext } from '../screenContext.ts';

const LINE = 32;
const LINE_MAX = 52;
const RING_MIN = 150;
const RING_MAX = 280;

type Share = { status: Status; count: number; share: number };

export class CensusCard {
  readonly #node: Node;
  readonly #hiddenText: HTMLElement;

  constructor(context: ScreenContext) {
    this.#node = context.stage.node(DEPTH.panel);
    const section = makeSection(context.root, 'section', text('census.title'), 'h2');
    this.#hiddenText = make('p', 'visuallyHidden', section);
  }

  update(frame: Frame): void {
    const rect = frame.layout.census;
    const { census } = frame;
    if (!rect) return;
    const shares = sharesOf(census);
    const summary = summaryOf(census);
    const lines = shares.map((each) => shareText(each));
    setText(this.#hiddenText, [summary, ...lines].join('. '));
    this.#node.show(rect, `${summary} ${lines}`, (g, size) =>
      paintCensus(g, size, summary, census.isKnown ? census.total : undefined, shares),
    );
  }
}

function sharesOf({ counts, total }: Census): Share[] {
  return filtersFor(counts).map((status) => {
    return { status, count: counts[status], share: total === 0 ? 0 : counts[status] / total };
  });
}

const shareText = ({ status, count, share }: Share): string =>
  text('census.share', { status: text(`status.${status}`), count, percent: percentText(share) });

function summaryOf({ online, total, isKnown }: Census): string {
  if (!isKnown) return text('online.unknown');
  if (online === undefined || online <= total) return text('census.text', { count: total });
  return text('census.elsewhere', { here: total, online });
}

function paintCensus(
  g: Canvas,
  size: Size,
  summary: string,
  total: number | undefined,
  shares: readonly Share[],
): void {
  const width = size.width - 2 * SPACE.xl;
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  drawText(g, text('census.title'), SPACE.xl, 32, { type: 'title', color: COLOR.text });
  drawText(g, summary, SPACE.xl, 56, { type: 'small', color: COLOR.muted, width });
  const ringRoom = size.height - 96 - shares.length * LINE;
  const hasRing = ringRoom >= RING_MIN;
  const line = hasRing ? LINE : Math.min(LINE_MAX, (size.height - 108) / shares.length);
  const top = hasRing ? size.height - shares.length * line - 20 : 100;
  const r = Math.min(RING_MAX, ringRoom - 24, size.width * 0.66) / 2;
  if (hasRing) paintRing(g, size.width / 2, 76 + ringRoom / 2, r, total, shares);
  else paintBar(g, SPACE.xl, 80, width, shares);
  shares.forEach((each, i) => {
    paintLegend(g, size.width, top + i * line + line / 2, each, total !== undefined);
  });
}

const numberOf = (count: number | undefined): string =>
  count === undefined ? text('census.unknown') : numberText(count);

function paintLegend(g: Canvas, width: number, y: number, { status, count, share }: Share, isKnown: boolean): void {
  drawStatus(g, status, 30, y, 5.5, COLOR.panel);
  drawText(g, text(`status.${status}`), 46, y, { type: 'body', color: COLOR.soft });
  const style = { type: 'bodyStrong', color: COLOR.text, align: 'right' } as const;
  drawText(g, numberOf(isKnown ? count : undefined), width - 84, y, style);
  if (isKnown) drawText(g, percentText(share), width - 24, y, { type: 'small', color: COLOR.muted, align: 'right' });
}

function paintRing(
  g: Canvas,
  x: number,
  y: number,
  r: number,
  total: number | undefined,
  shares: readonly Share[],
): void {
  const line = Math.max(12, r * 0.2);
  g.lineWidth = line;
  g.lineCap = 'butt';
  g.strokeStyle = COLOR.track;
  g.beginPath();
  g.arc(x, y, r - line / 2, 0, 2 * Math.PI);
  g.stroke();
  const gap = shares.filter(({ share }) => share > 0).length > 1 ? 2.5 / r : 0;
  let at = -Math.PI / 2;
  for (const { status, share } of shares) {
    const end = at + share * 2 * Math.PI;
    g.strokeStyle = statusColor(status);
    g.beginPath();
    if (end - gap > at) g.arc(x, y, r - line / 2, at, end - gap);
    g.stroke();
    at = end;
  }
  drawText(g, numberOf(total), x, y - 8, { type: 'big', color: COLOR.text, align: 'center' });
  drawText(g, text('census.here'), x, y + 20, { type: 'small', color: COLOR.muted, align: 'center' });
}

/** One bar, a piece for each status, with hairlines of the panel between them. */
function paintBar(g: Canvas, x: number, y: number, width: number, shares: readonly Share[]): void {
  g.save();
  g.beginPath();
  g.roundRect(x, y, width, 10, 5);
  g.clip();
  g.fillStyle = COLOR.track;
  g.fillRect(x, y, width, 10);
  let at = x;
  for (const { status, share } of shares) {
    g.fillStyle = statusColor(status);
    g.fillRect(at, y, Math.max(0, share * width - (share === 1 ? 0 : 2)), 10);
    at += share * width;
  }
  g.restore();
}

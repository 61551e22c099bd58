/** How matches went, a mark each: won is filled, lost and drawn are outlines, and each has its letter. */
import type { Outcome } from '../../../shared/records.ts';
import { type Canvas, drawText, fillRound, strokeRound } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';

const SIZE = 20;
const STEP = 24;

/** `x`: the middle of all of them; `y`: their top. */
export function drawForm(g: Canvas, outcomes: readonly Outcome[], x: number, y: number): void {
  const from = x - ((outcomes.length - 1) * STEP + SIZE) / 2;
  for (const [i, outcome] of outcomes.entries()) {
    const rect = { x: from + i * STEP, y, width: SIZE, height: SIZE };
    const outline = outcome === 'lost' ? COLOR.bad : COLOR.muted;
    if (outcome === 'won') fillRound(g, rect, 6, COLOR.good);
    else strokeRound(g, rect, 6, outline, 1.5);
    const color = outcome === 'won' ? COLOR.page : outline;
    drawText(g, text(`form.${outcome}`), rect.x + SIZE / 2, y + SIZE / 2, { type: 'label', color, align: 'center' });
  }
}

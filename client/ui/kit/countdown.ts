/** A ring that empties, with the seconds in it. */

import { type Canvas, drawText, upright } from '../../design/canvas.ts';
import { COLOR, type TypeName } from '../../design/tokens.ts';
import { numberText } from '../../i18n/text.ts';

/** Around (x, y). `share`: of the time that is left, 0 to 1. */
export function paintCountdown(
  g: Canvas,
  at: { x: number; y: number; r: number },
  { seconds, share }: { seconds: number; share: number },
  type: TypeName = 'hero',
): void {
  upright(g, at.x, () => paintRing(g, at, share));
  drawText(g, numberText(seconds), at.x, at.y, { type, color: COLOR.text, align: 'center' });
}

function paintRing(g: Canvas, { x, y, r }: { x: number; y: number; r: number }, share: number): void {
  g.lineWidth = Math.max(4, r * 0.14);
  g.lineCap = 'round';
  g.strokeStyle = COLOR.track;
  g.beginPath();
  g.arc(x, y, r, 0, 2 * Math.PI);
  g.stroke();
  if (share > 0) {
    g.strokeStyle = COLOR.gold;
    g.beginPath();
    g.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
    g.stroke();
  }
}

import type { Status } from '../../../shared/status.ts';
import { type Canvas, upright } from '../../design/canvas.ts';
import { colorOf, initialOf } from '../../design/names.ts';
import { AVATAR_COLORS, FONT } from '../../design/tokens.ts';
import { drawStatus } from './statusShape.ts';

/** A disc with the initial, and the status at its lower right, cut out of `behind`. `x, y`: the upper left corner. */
export function drawAvatar(
  g: Canvas,
  player: { id: string; name: string; status?: Status | null },
  x: number,
  y: number,
  size: number,
  behind: string,
): void {
  const r = size / 2;
  g.beginPath();
  g.arc(x + r, y + r, r, 0, 2 * Math.PI);
  g.fillStyle = colorOf(player.id, AVATAR_COLORS);
  g.fill();
  const initial = initialOf(player.name);
  const font = (px: number): string => `650 ${Math.round(px)}px ${FONT}`;
  g.font = font(size * 0.42);
  // Some scripts write a whole syllable as one character.
  const room = (size * 0.72) / g.measureText(initial).width;
  if (room < 1) g.font = font(size * 0.42 * room);
  g.fillStyle = '#ffffff';
  g.textAlign = 'center';
  g.textBaseline = 'alphabetic';
  const box = g.measureText(initial);
  const baseline = y + r + (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2;
  upright(g, x + r, () => g.fillText(initial, x + r, baseline));
  if (!player.status) return;
  const badge = size * (size > 48 ? 0.14 : 0.165);
  const at = size * 0.86;
  g.beginPath();
  g.arc(x + at, y + at, badge + Math.max(2, size * 0.06), 0, 2 * Math.PI);
  g.fillStyle = behind;
  g.fill();
  drawStatus(g, player.status, x + at, y + at, badge, behind);
}

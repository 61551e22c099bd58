/** A mode's picture: of the games that have one (client/presentation), else the first letter of its title. */
import type { Mode } from '../../../shared/modes.ts';
import { type Canvas, fillRound, upright } from '../../design/canvas.ts';
import { colorOf, initialOf } from '../../design/names.ts';
import { AVATAR_COLORS, DARK, FONT, SIZE } from '../../design/tokens.ts';
import { presentationOf } from '../../presentation/list.ts';

/** `x, y`: the upper left corner. */
export function drawModeIcon(g: Canvas, mode: Mode, x: number, y: number, size: number): void {
  upright(g, x + size / 2, () => {
    g.save();
    g.translate(x, y);
    fillRound(g, { x: 0, y: 0, width: size, height: size }, SIZE.radiusSmall, DARK.page);
    const shown = presentationOf(mode.id);
    if (shown) shown.drawIcon(g, size, mode.id);
    else drawInitial(g, mode, size);
    g.restore();
  });
}

function drawInitial(g: Canvas, mode: Mode, size: number): void {
  fillRound(g, { x: 0, y: 0, width: size, height: size }, SIZE.radiusSmall, colorOf(mode.id, AVATAR_COLORS));
  g.font = `700 ${Math.round(size * 0.5)}px ${FONT}`;
  g.fillStyle = '#ffffff';
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillText(initialOf(mode.title), size / 2, size * 0.53);
}

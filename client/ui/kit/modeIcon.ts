/** A mode's picture: of the games that have one here, else the first letter of its title. */
import type { Mode } from '../../../shared/modes.ts';
import { type Canvas, fillRound, upright } from '../../design/canvas.ts';
import { colorOf, initialOf } from '../../design/names.ts';
import { AVATAR_COLORS, DARK, FONT, SIZE } from '../../design/tokens.ts';

type Draw = (g: Canvas, size: number) => void;

/** `x, y`: the upper left corner. */
export function drawModeIcon(g: Canvas, mode: Mode, x: number, y: number, size: number): void {
  upright(g, x + size / 2, () => {
    g.save();
    g.translate(x, y);
    fillRound(g, { x: 0, y: 0, width: size, height: size }, SIZE.radiusSmall, DARK.page);
    const draw = PICTURES[mode.room];
    if (draw) draw(g, size);
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

const trail = (g: Canvas, size: number, color: string, points: readonly [number, number][]): void => {
  g.strokeStyle = color;
  g.lineWidth = size * 0.075;
  g.lineJoin = 'round';
  g.lineCap = 'round';
  g.beginPath();
  for (const [i, [x, y]] of points.entries()) {
    if (i === 0) g.moveTo(x * size, y * size);
    else g.lineTo(x * size, y * size);
  }
  g.stroke();
  const [x, y] = points.at(-1) as [number, number];
  g.fillStyle = '#ffffff';
  g.beginPath();
  g.arc(x * size, y * size, size * 0.07, 0, 2 * Math.PI);
  g.fill();
};

const PICTURES: Readonly<Record<string, Draw>> = {
  cycles(g, size) {
    trail(g, size, '#3bc4ff', [
      [0.18, 0.82],
      [0.18, 0.26],
      [0.56, 0.26],
      [0.56, 0.56],
    ]);
    trail(g, size, '#ff9f2e', [
      [0.82, 0.16],
      [0.82, 0.78],
      [0.38, 0.78],
      [0.38, 0.48],
    ]);
  },
  'connect-four'(g, size) {
    const [gold, red] = [DARK.gold, '#ff7a6e'];
    const colors = ['', gold, '', red, gold, red, gold, red, red];
    for (const [i, color] of colors.entries()) {
      g.fillStyle = color || DARK.track;
      g.beginPath();
      g.arc(size * (0.24 + 0.26 * (i % 3)), size * (0.24 + 0.26 * Math.floor(i / 3)), size * 0.1, 0, 2 * Math.PI);
      g.fill();
    }
  },
};

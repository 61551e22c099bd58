/** Light-cycles in the lobby. */
import type { CyclesSummary } from '../../../shared/games/cycles/summary.ts';
import type { Canvas } from '../../design/canvas.ts';
import { presentation } from '../presentation.ts';
import { arenaPicture } from './arenaPicture.ts';
import { paintTrails } from './checkTrails.ts';
import { cyclesDemo } from './cyclesDemo.ts';
import { TONES } from './tones.ts';

type Points = readonly (readonly [x: number, y: number])[];
/** Of two riders, and of four. */
const DUEL: readonly Points[] = [
  [
    [0.18, 0.82],
    [0.18, 0.26],
    [0.56, 0.26],
    [0.56, 0.56],
  ],
  [
    [0.82, 0.16],
    [0.82, 0.78],
    [0.38, 0.78],
    [0.38, 0.48],
  ],
];
const FOUR: readonly Points[] = [
  [
    [0.2, 0.46],
    [0.2, 0.2],
    [0.46, 0.2],
  ],
  [
    [0.58, 0.2],
    [0.82, 0.2],
    [0.82, 0.46],
  ],
  [
    [0.82, 0.58],
    [0.82, 0.82],
    [0.58, 0.82],
  ],
  [
    [0.46, 0.82],
    [0.2, 0.82],
    [0.2, 0.58],
  ],
];

export const cycles = presentation<CyclesSummary>({
  rule: {
    en: 'Don’t touch a wall.',
    de: 'Berühre keine Wand.',
    es: 'No toques ningún muro.',
    ja: '壁にさわるな。',
    ar: 'لا تلمس أي جدار.',
  },
  more: {
    en: 'You leave one behind you, and so does your rival.',
    de: 'Du ziehst eine hinter dir her, und dein Gegner auch.',
    es: 'Tú dejas uno detrás de ti, y tu rival también.',
    ja: '走ったあとは壁になる。相手も同じだ。',
    ar: 'أنت تترك جدارًا خلفك، وخصمك كذلك.',
  },
  drawIcon(g, size, mode) {
    const trails = mode === 'cycles-duel' ? DUEL : FOUR;
    for (const [seat, points] of trails.entries()) drawTrail(g, size, TONES[seat]?.color ?? '', points);
  },
  paintCheck: paintTrails,
  picture: arenaPicture,
  demo: cyclesDemo,
  replay: () => import('./cyclesReplay.ts'),
});

function drawTrail(g: Canvas, size: number, color: string, points: Points): void {
  g.strokeStyle = color;
  g.lineWidth = size * 0.075;
  g.lineJoin = 'round';
  g.lineCap = 'round';
  g.beginPath();
  for (const [x, y] of points) g.lineTo(x * size, y * size);
  g.stroke();
  const [x, y] = points.at(-1) ?? [0, 0];
  g.fillStyle = '#ffffff';
  g.beginPath();
  g.arc(x * size, y * size, size * 0.07, 0, 2 * Math.PI);
  g.fill();
}

/** The few icons, as paths around a middle, which fill a box from −1 to 1. */
import { type Canvas, upright } from '../../design/canvas.ts';

/** `x, y`: the middle. `r`: half of the box. */
export type DrawIcon = (g: Canvas, x: number, y: number, r: number, color: string) => void;
/** `line`: width in px, at least `share` of `r`; 0: filled. `isUpright`: not mirrored in right-to-left languages. */
type IconStyle = { line?: number; share?: number; isUpright?: boolean };

export function iconOf(path: string, { line = 1.8, share = 0, isUpright = false }: IconStyle = {}): DrawIcon {
  const draw: DrawIcon = (g, x, y, r, color) => {
    g.save();
    g.translate(x, y);
    g.scale(r, r);
    g.strokeStyle = color;
    g.fillStyle = color;
    g.lineWidth = Math.max(line / r, share);
    g.lineCap = 'round';
    g.lineJoin = 'round';
    if (line > 0) g.stroke(new Path2D(path));
    else g.fill(new Path2D(path));
    g.restore();
  };
  return isUpright ? (g, x, y, r, color) => upright(g, x, () => draw(g, x, y, r, color)) : draw;
}

export const circle = (x: number, y: number, r: number): string =>
  `M${x + r} ${y}a${r} ${r} 0 1 1 ${-2 * r} 0a${r} ${r} 0 1 1 ${2 * r} 0`;

export const drawSearch = iconOf(`${circle(-0.18, -0.18, 0.68)}M.34 .34L.9 .9`, { line: 2 });
export const drawSort = iconOf('M-1 -.75H1M-1 0H.2M-1 .75H-.6');
export const drawFilter = iconOf('M-1 -.85H1L.25 .05V.95L-.25 .65V.05Z');
export const drawCross = iconOf('M-1 -1L1 1M1 -1L-1 1', { line: 2 });
export const drawChevron = iconOf('M-1 -.5L0 .5L1 -.5', { line: 2 });
export const drawPencil = iconOf('M-1 1L-.8 .3L.5 -1L1 -.5L-.3 .8ZM.15 -.65L.65 -.15');
export const drawPeople = iconOf(
  `${circle(-0.3, -0.4, 0.38)}M-1 .85C-1 0 .4 0 .4 .85M.45 -.75C.85 -.7 .85 -.1 .45 -.05M.75 .25Q1 .4 1 .85`,
);
export const drawPerson = iconOf(`${circle(0, -0.4, 0.42)}M-.8 .9C-.8 0 .8 0 .8 .9`);
export const drawCup = iconOf(
  'M-.55 -.9H.55V-.3C.55 .5 -.55 .5 -.55 -.3ZM-.55 -.6C-1.2 -.6 -1.1 .15 -.45 .05M.55 -.6C1.2 -.6 1.1 .15 .45 .05M0 .3V.85M-.45 .9H.45',
);
export const drawHistory = iconOf('M-.757 -.386A.85 .85 0 1 1 -.601 .601M-.95 -.85L-.78 -.28L-.2 -.4M0 -.4V.1L.35 .3', {
  isUpright: true,
});
export const drawGrid = iconOf('M-.9 -.7H-.7M-.25 -.7H.9M-.9 0H-.7M-.25 0H.9M-.9 .7H-.7M-.25 .7H.9');
export const drawPlay = iconOf('M-.6 -.85L.85 0L-.6 .85Z', { isUpright: true });
export const drawCheckMark = iconOf('M-.7 .05L-.15 .6L.75 -.55', { line: 2, share: 0.28, isUpright: true });
export const drawEye = iconOf(`M-1 0Q0 -1.15 1 0Q0 1.15 -1 0Z${circle(0, 0, 0.26)}`, { line: 1.5 });
export const drawPlus = iconOf('M-1 0H1M0 -1V1');
export const drawCrown = iconOf('M-1 .7V-.45L-.45 .05L0 -.8L.45 .05L1 -.45V.7Z', { line: 0 });

const TEETH = [0, 45, 90, 135, 180, 225, 270, 315]
  .map((degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)] as const)
  .map(([x, y]) => `M${0.7 * x} ${0.7 * y}L${0.98 * x} ${0.98 * y}`);
export const drawGear = iconOf(`${circle(0, 0, 0.66)}${circle(0, 0, 0.24)}${TEETH.join('')}`, { line: 2 });

const speaker = iconOf('M-9 -3.5H-5L0 -8V8L-5 3.5H-9Z', { line: 0 });
const waves = iconOf('M4.108 -3.917A5 5 0 0 1 4.108 3.917M6.905 -7.442A9.5 9.5 0 0 1 6.905 7.442', { line: 2 });
const silence = iconOf('M4 -4L11 4M11 -4L4 4', { line: 2 });
/** 22 px wide. Silent, its waves are a cross. */
export function drawSpeaker(g: Canvas, x: number, y: number, color: string, isMuted: boolean): void {
  speaker(g, x, y, 1, color);
  (isMuted ? silence : waves)(g, x, y, 1, color);
}

/** The wordmark's sign: an open door with light in it. */
export function drawDoor(g: Canvas, x: number, y: number, r: number, frame: string, light: string): void {
  upright(g, x, () => paintDoor(g, x, y, r, frame, light));
}

function paintDoor(g: Canvas, x: number, y: number, r: number, frame: string, light: string): void {
  g.save();
  g.fillStyle = light;
  g.beginPath();
  g.roundRect(x - r * 0.45, y - r * 0.8, r * 1.2, r * 1.8, [r * 0.6, r * 0.6, 0, 0]);
  g.fill();
  g.fillStyle = frame;
  g.beginPath();
  g.moveTo(x - r * 0.75, y - r * 0.62);
  g.lineTo(x + r * 0.1, y - r);
  g.lineTo(x + r * 0.1, y + r);
  g.lineTo(x - r * 0.75, y + r);
  g.closePath();
  g.fill();
  g.fillStyle = light;
  g.beginPath();
  g.arc(x - r * 0.12, y + r * 0.1, r * 0.1, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}

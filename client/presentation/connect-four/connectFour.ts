/** Connect four in the lobby. */
import { type BoardSummary, packBoard, unpackBoard } from '../../../shared/games/connect-four/summary.ts';
import { DARK } from '../../design/tokens.ts';
import { presentation } from '../presentation.ts';
import { boardPicture } from './boardPicture.ts';
import { circle, FILL } from './disc.ts';

/** A game that was played once, and won on the diagonal. */
const MOVES = [5, 3, 1, 3, 6, 2, 3, 2, 3, 5, 3, 3, 5, 2, 2, 6, 1, 4, 4];
/** Frames a move, and how long the end stands still. */
const PACE = 2;
const REST = 6;

const ICON = ['', FILL[0], '', FILL[1], FILL[0], FILL[1], FILL[0], FILL[1], FILL[1]];

export const connectFour = presentation<BoardSummary>({
  rule: {
    en: 'Four in a row wins.',
    de: 'Vier in einer Reihe gewinnen.',
    es: 'Gana quien alinee cuatro.',
    ja: '四つ並べたら勝ち。',
    ar: 'أربعة في صف تفوز.',
  },
  more: {
    en: 'Across, down or diagonally. Your rival wants the same.',
    de: 'Waagrecht, senkrecht oder schräg. Dein Gegner will dasselbe.',
    es: 'En horizontal, vertical o diagonal. Tu rival quiere lo mismo.',
    ja: '横でも縦でも斜めでも。相手も同じことを狙う。',
    ar: 'أفقيًا أو عموديًا أو قطريًا. وخصمك يريد الأمر نفسه.',
  },
  drawIcon(g, size) {
    for (const [i, color] of ICON.entries()) {
      circle(g, size * (0.24 + 0.26 * (i % 3)), size * (0.24 + 0.26 * Math.floor(i / 3)), size * 0.1);
      g.fillStyle = color || DARK.track;
      g.fill();
    }
  },
  picture: boardPicture,
  demo: {
    frames: MOVES.length * PACE + REST,
    at: (frame) => unpackBoard(packBoard(MOVES.slice(0, Math.floor(frame / PACE) + 1), 0)) as BoardSummary,
  },
  replay: () => import('./boardReplay.ts'),
});

/** Above the arena: who plays, in which shape and colour, with how many rounds; which round it is, and the walls' time. */
import { CLOSING_TICK, WINS_NEEDED } from '../../../shared/games/cycles/rules.ts';
import { PILOTS } from '../../../shared/games/cycles/state.ts';
import { setText } from '../../a11y/overlay.ts';
import { isolated, text } from '../../i18n/text.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../ui/canvas.ts';
import type { Node, Stage } from '../../ui/stage.ts';
import { COLOR, SIZE } from '../../ui/tokens.ts';
import type { Player } from './arenaView.ts';
import { roundText, wallsText } from './calls.ts';
import type { Places } from './places.ts';
import type { RaceView, RiderView } from './race.ts';
import { shapePath, toneOf, WALL } from './tones.ts';

type ChipLook = { name: string; isOwn: boolean; wins: number; word: string; isOut: boolean };
type ClockLook = { round: string; walls: string; isClosing: boolean; part: number };

/** The bar of the walls' time goes in such steps. */
const PARTS = 50;

export class ScoreView {
  readonly #stage: Stage;
  readonly #clock: Node;
  readonly #chips: Node[] = [];
  readonly #said: HTMLElement;

  /** `said`: holds the score for ears. */
  constructor(stage: Stage, said: HTMLElement) {
    this.#stage = stage;
    this.#clock = stage.node(6);
    this.#said = said;
  }

  update(view: RaceView, { chips, clock }: Places, players: readonly Player[]): void {
    const looks = view.riders.map((rider, seat) => chipLook(rider, players[seat]));
    for (const [seat, look] of looks.entries()) this.#showChip(seat, chips[seat], look);
    const left = Math.max(0, 1 - view.tick / CLOSING_TICK);
    const look: ClockLook = {
      round: roundText(view),
      walls: wallsText(view),
      isClosing: view.ring > 0,
      part: Math.ceil(left * PARTS) / PARTS,
    };
    this.#clock.show(clock, JSON.stringify(look), (g, size) => paintClock(g, size, look));
    setText(this.#said, looks.map(chipWords).join(', '));
  }

  #showChip(seat: number, rect: Rect | undefined, look: ChipLook): void {
    this.#chips[seat] ??= this.#stage.node(6);
    if (!rect) return this.#chips[seat].hide();
    this.#chips[seat].show(rect, JSON.stringify(look), (g, size) => paintChip(g, size, seat, look));
  }
}

function chipLook({ wins, pilot, isOut }: RiderView, player: Player | undefined): ChipLook {
  const { name, isOwn } = player ?? { name: '', isOwn: false };
  return { name, isOwn, wins, isOut, word: pilotWord(pilot) };
}

function pilotWord(pilot: number): string {
  if (PILOTS[pilot] === 'bot') return text('cycles.bot');
  return PILOTS[pilot] === 'autopilot' ? text('cycles.autopilot') : '';
}

function chipWords({ name, wins, word }: ChipLook): string {
  const by = { name: isolated(name), wins };
  return word === '' ? text('cycles.score', by) : text('cycles.scoreBy', { ...by, pilot: word });
}

function paintChip(g: Canvas, size: Size, seat: number, { name, isOwn, wins, word, isOut }: ChipLook): void {
  const { color } = toneOf(seat);
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radiusSmall, isOwn ? COLOR.raised : COLOR.panel);
  strokeRound(g, box, SIZE.radiusSmall, isOwn ? color : COLOR.panelEdge, isOwn ? 1.5 : 1);
  g.globalAlpha = isOut ? 0.55 : 1;
  const isNarrow = size.width < 120;
  const isLow = size.height < 40;
  const x = isNarrow ? 15 : 22;
  const [upper, lower] = [size.height * (isLow ? 0.32 : 0.34), size.height * (isLow ? 0.74 : 0.72)];
  shapePath(g, seat, x, isNarrow ? upper : size.height / 2, isNarrow ? 6 : 9);
  g.fillStyle = color;
  g.fill();
  const left = isNarrow ? x + 12 : x + 19;
  const type = isNarrow ? 'smallStrong' : 'name';
  drawText(g, name, left, upper, { type, color: isOut ? COLOR.muted : COLOR.text, width: size.width - left - 6 });
  const pips = isNarrow ? 12 : left;
  paintPips(g, pips + 4, lower, wins, color);
  const said = [isOwn && !isNarrow ? text('cycles.you') : '', isOut ? text('cycles.out') : '', word];
  const words = said.filter((each) => each !== '').join(' · ');
  const from = pips + 4 + WINS_NEEDED * 13;
  drawText(g, words, from, lower, { type: 'tiny', color: COLOR.soft, width: size.width - from - 4 });
  g.globalAlpha = 1;
}

/** A round won is full, one that is needed still is a ring. */
function paintPips(g: Canvas, x: number, y: number, wins: number, color: string): void {
  for (let pip = 0; pip < WINS_NEEDED; pip++) {
    g.beginPath();
    g.arc(x + pip * 13, y, 4, 0, 2 * Math.PI);
    g.fillStyle = color;
    g.strokeStyle = COLOR.muted;
    g.lineWidth = 1.2;
    if (pip < wins) g.fill();
    else g.stroke();
  }
}

/** In one line where there is room, else one under the other. */
function paintClock(g: Canvas, size: Size, { round, walls, isClosing, part }: ClockLook): void {
  const color = isClosing ? WALL.color : COLOR.soft;
  const isWide = textWidth(g, round, 'smallStrong') + textWidth(g, walls, 'small') + 16 < size.width;
  const middle = isWide ? (size.height - 8) / 2 : size.height * 0.25;
  drawText(g, round, 2, middle, { type: 'smallStrong', color: COLOR.text, width: size.width - 2 });
  if (isWide) drawText(g, walls, size.width - 2, middle, { type: 'small', color, align: 'right' });
  else drawText(g, walls, 2, size.height * 0.64, { type: 'tiny', color, width: size.width - 2 });
  if (walls === '') return;
  const bar = { x: 0, y: size.height - 6, width: size.width, height: 3 };
  fillRound(g, bar, 1.5, isClosing ? `${WALL.color}50` : COLOR.track);
  fillRound(g, { ...bar, width: Math.max(0.01, size.width * part) }, 1.5, part < 0.13 ? WALL.color : COLOR.focus);
}

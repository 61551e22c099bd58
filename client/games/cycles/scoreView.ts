/** Above the arena: the players with their shapes, colours and rounds, the current round, and the walls' time. */
import { CLOSING_TICK, WINS_NEEDED } from '../../../shared/games/cycles/rules.ts';
import { PILOTS } from '../../../shared/games/cycles/state.ts';
import { setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, DARK, SIZE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { shapePath, toneOf, WALL } from '../../presentation/cycles/tones.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { drawAvatar } from '../../ui/kit/avatar.ts';
import type { Node, Stage } from '../../ui/kit/stage.ts';
import { drawStatus } from '../../ui/kit/statusShape.ts';
import type { Player } from './arenaView.ts';
import { roundText, wallsText } from './calls.ts';
import type { Places } from './places.ts';
import type { RaceView, RiderView } from './race.ts';

type ChipLook = Player & { wins: number; pilot: number; isOut: boolean };
type ClockLook = { round: string; walls: { long: string; short: string }; isClosing: boolean; part: number };

/** Number of steps of the bar that shows the walls' time. */
const PARTS = 50;
const NARROW_BELOW = 132;
const AVATAR = 32;
const NOBODY: Player = { name: '', isOwn: false, emblem: null, rating: '' };
/** Distance between the rings for won rounds. */
const PIP = 12;

export class ScoreView {
  readonly #stage: Stage;
  readonly #clock: Node;
  readonly #chips: Node[] = [];
  readonly #hiddenText: HTMLElement;

  readonly #mode: string;

  /** `hiddenText`: holds the score for screen readers. `mode`: of the ratings. */
  constructor(stage: Stage, hiddenText: HTMLElement, mode: string) {
    this.#mode = mode;
    this.#stage = stage;
    this.#clock = stage.node(6);
    this.#hiddenText = hiddenText;
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
    setText(this.#hiddenText, looks.map((look) => chipText(look, this.#mode)).join(', '));
  }

  #showChip(seat: number, rect: Rect | undefined, look: ChipLook): void {
    this.#chips[seat] ??= this.#stage.node(6);
    if (!rect) return this.#chips[seat].hide();
    this.#chips[seat].show(rect, JSON.stringify(look), (g, size) => paintChip(g, size, seat, look));
  }
}

function chipLook({ wins, pilot, isOut }: RiderView, player: Player | undefined): ChipLook {
  return { ...(player ?? NOBODY), wins, isOut, pilot };
}

function pilotLabel(pilot: number): string {
  if (PILOTS[pilot] === 'bot') return text('cycles.bot');
  return PILOTS[pilot] === 'autopilot' ? text('cycles.autopilot') : '';
}

function chipText({ name, rating, wins, pilot }: ChipLook, mode: string): string {
  const label = pilotLabel(pilot);
  const by = { name: isolated(name), wins };
  const score = label === '' ? text('cycles.score', by) : text('cycles.scoreBy', { ...by, pilot: label });
  return rating === '' ? score : `${score} (${text('roster.rating', { mode: modeTitle(mode), rating })})`;
}

/** As dark as the arena, since the riders' colours are made for it. */
function paintChip(g: Canvas, size: Size, seat: number, look: ChipLook): void {
  const { color } = toneOf(seat);
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radiusSmall, look.isOwn ? DARK.raised : DARK.panel);
  strokeRound(g, box, SIZE.radiusSmall, look.isOwn ? color : DARK.panelEdge, look.isOwn ? 1.5 : 1);
  g.globalAlpha = look.isOut ? 0.55 : 1;
  if (size.width < NARROW_BELOW) paintNarrow(g, size, seat, look);
  else paintWide(g, size, seat, look);
  g.globalAlpha = 1;
}

function paintWide(g: Canvas, size: Size, seat: number, look: ChipLook): void {
  const { name, isOwn, wins, pilot, isOut, rating } = look;
  const left = 8 + AVATAR + 10;
  const [upper, lower] = [size.height * 0.33, size.height * 0.73];
  const ground = isOwn ? DARK.raised : DARK.panel;
  drawAvatar(g, look, 8, size.height / 2 - AVATAR / 2, AVATAR, ground);
  // The rider's shape and colour, as on the floor.
  paintShape(g, seat, 8 + AVATAR - 3, size.height / 2 + AVATAR / 2 - 4, 8.5, ground);
  paintShape(g, seat, 8 + AVATAR - 3, size.height / 2 + AVATAR / 2 - 4, 6);
  drawText(g, name, left, upper, {
    type: 'name',
    color: isOut ? DARK.muted : DARK.text,
    width: size.width - left - 6,
  });
  paintPips(g, left + 4, lower, PIP, wins, seat);
  const parts = [rating, isOwn ? text('cycles.you') : '', isOut ? text('cycles.out') : '', pilotLabel(pilot)];
  const words = parts.filter((each) => each !== '').join(' · ');
  const from = left + 4 + WINS_NEEDED * PIP;
  drawText(g, words, from, lower, { type: 'tiny', color: DARK.soft, width: size.width - from - 4 });
}

/** For four chips in a row on a phone: signs instead of text. */
function paintNarrow(g: Canvas, size: Size, seat: number, { name, wins, pilot, isOut }: ChipLook): void {
  const [upper, lower] = [size.height * 0.32, size.height * 0.73];
  drawText(g, name, 7, upper, { type: 'smallStrong', color: isOut ? DARK.muted : DARK.text, width: size.width - 11 });
  paintShape(g, seat, 12, lower, 5.5);
  paintPips(g, 26, lower, Math.min(10, (size.width - 36) / WINS_NEEDED), wins, seat);
  if (pilotLabel(pilot) !== '') paintPilot(g, size.width - 9, lower, pilot);
}

function paintShape(g: Canvas, seat: number, x: number, y: number, r: number, fill = toneOf(seat).color): void {
  shapePath(g, seat, x, y, r);
  g.fillStyle = fill;
  g.fill();
}

/** A robot's face for a bot; the ring of reconnecting players for the autopilot. */
function paintPilot(g: Canvas, x: number, y: number, pilot: number): void {
  if (PILOTS[pilot] === 'autopilot') return drawStatus(g, 'reconnecting', x, y, 6, DARK.panel);
  fillRound(g, { x: x - 5.5, y: y - 4, width: 11, height: 9 }, 2.5, DARK.soft);
  g.fillRect(x - 0.75, y - 7, 1.5, 3);
  g.fillStyle = DARK.panel;
  g.fillRect(x - 3.2, y - 1.2, 2.2, 2.4);
  g.fillRect(x + 1, y - 1.2, 2.2, 2.4);
}

/** A filled dot for each round won, a ring for each still needed. */
function paintPips(g: Canvas, x: number, y: number, step: number, wins: number, seat: number): void {
  for (let pip = 0; pip < WINS_NEEDED; pip++) {
    g.beginPath();
    g.arc(x + pip * step, y, step / 3, 0, 2 * Math.PI);
    g.fillStyle = toneOf(seat).color;
    g.strokeStyle = DARK.muted;
    g.lineWidth = 1.2;
    if (pip < wins) g.fill();
    else g.stroke();
  }
}

/** In one line if there is room, else in two. */
function paintClock(g: Canvas, size: Size, { round, walls, isClosing, part }: ClockLook): void {
  const color = isClosing ? COLOR.bad : COLOR.soft;
  const isWide = textWidth(g, round, 'smallStrong') + textWidth(g, walls.long, 'small') + 16 < size.width;
  const middle = isWide ? (size.height - 8) / 2 : size.height * 0.25;
  drawText(g, round, 2, middle, { type: 'smallStrong', color: COLOR.text, width: size.width - 2 });
  if (isWide) drawText(g, walls.long, size.width - 2, middle, { type: 'small', color, align: 'right' });
  else drawText(g, walls.short, 2, size.height * 0.64, { type: 'tiny', color, width: size.width - 2 });
  if (walls.long === '') return;
  const bar = { x: 0, y: size.height - 6, width: size.width, height: 3 };
  fillRound(g, bar, 1.5, isClosing ? `${WALL.color}50` : COLOR.track);
  fillRound(g, { ...bar, width: Math.max(0.01, size.width * part) }, 1.5, part < 0.13 ? WALL.color : COLOR.focus);
}

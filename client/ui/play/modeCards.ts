/** What to play: a real radio button over each card that is drawn. */

import { MODES, type Mode } from '../../../shared/modes.ts';
import { make, makeRadio, setAttribute } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  fillRound,
  type Size,
  strokeRound,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { listText, text } from '../../i18n/text.ts';
import { modeKind, modeTitle } from '../../model/play/queueView.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import type { PlayPlaces } from '../layout/playLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

type Card = { mode: Mode; radio: Control<HTMLInputElement> };
type CardLook = { mode: Mode; kind: PlayPlaces['kind']; isChosen: boolean; isHovered: boolean; isEnabled: boolean };

export class ModeCards {
  readonly #context: ScreenContext;
  readonly #cards: readonly Card[];

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const { wake, actions } = context;
    const group = make('div', 'part', section, { role: 'radiogroup', 'aria-label': text('mode.choice') });
    this.#cards = MODES.map((mode) => {
      const label = listText([modeTitle(mode.id), ...factsOf(mode)]);
      const element = makeRadio(group, 'mode', label, wake, () => actions.play.choose(mode.id));
      return { mode, radio: new Control(context, element, DEPTH.control) };
    });
  }

  /** `why`: why another mode can not be chosen now. */
  update(places: PlayPlaces | undefined, why: string | undefined): void {
    if (!places) return;
    const { play } = this.#context.model;
    const chosen = play.state.queue?.mode ?? play.mode;
    for (const [i, { mode, radio }] of this.#cards.entries()) {
      const isChosen = mode.id === chosen;
      radio.element.checked = isChosen;
      radio.element.disabled = why !== undefined;
      setAttribute(radio.element, 'title', why);
      const isEnabled = why === undefined || isChosen;
      const look = { mode, kind: places.kind, isChosen, isHovered: radio.isHovered && why === undefined, isEnabled };
      const { mode: _, ...key } = look;
      radio.show(places.cards[i], JSON.stringify(key), (g, size) => paintMode(g, size, look));
    }
  }
}

/** "2 to 4 players", and "Open to all · bots". */
function factsOf({ id, players: { min, max }, bots }: Mode): [players: string, kind: string] {
  const players = min === max ? text('mode.players', { count: max }) : text('mode.range', { min, max });
  const kind = modeKind(id);
  return [players, bots ? `${kind} · ${text('mode.bots')}` : kind];
}

function paintMode(g: Canvas, size: Size, look: CardLook): void {
  const { mode, kind, isChosen, isHovered, isEnabled } = look;
  const box = { x: 0, y: 0, ...size };
  g.globalAlpha = isEnabled ? 1 : 0.5;
  fillRound(g, box, SIZE.radius - 3, isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised);
  strokeRound(g, box, SIZE.radius - 3, isChosen ? COLOR.focus : COLOR.heroEdge, isChosen ? 2 : 1);
  if (kind === 'low') {
    const lines = balanced(g, modeTitle(mode.id), 'tiny', size.width - 8).slice(0, 2);
    const style = { type: 'tiny', color: COLOR.text, align: 'center', width: size.width - 6 } as const;
    drawLinesAround(g, lines, size.width / 2, size.height / 2, 14, style);
  } else {
    const icon = kind === 'wide' ? 56 : 40;
    const left = (size.height - icon) / 2;
    drawModeIcon(g, mode, left, left, icon);
    const x = left + icon + 14;
    const width = size.width - x - (isChosen ? 34 : 10);
    const lines = kind === 'wide' ? factsOf(mode) : [factsOf(mode).join(' · ')];
    const top = size.height / 2 - (lines.length * 18) / 2;
    drawText(g, modeTitle(mode.id), x, top, { type: 'name', color: COLOR.text, width });
    drawLines(g, lines, x, top + 21, 18, { type: 'small', color: COLOR.soft, width });
  }
  if (isChosen && kind !== 'low') paintDot(g, size.width - 20, 20);
  g.globalAlpha = 1;
}

function paintDot(g: Canvas, x: number, y: number): void {
  strokeRound(g, { x: x - 8, y: y - 8, width: 16, height: 16 }, 8, COLOR.focus, 2);
  fillRound(g, { x: x - 3.5, y: y - 3.5, width: 7, height: 7 }, 3.5, COLOR.focus);
}

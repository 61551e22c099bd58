/** What to play: a real radio button over each card that is drawn. */

import { MODES, type Mode } from '../../../shared/modes.ts';
import { Hotspot, make, setAttribute } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { listText, text } from '../../i18n/text.ts';
import { modeKind, modeTitle } from '../../model/play/queueView.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import type { Node } from '../kit/stage.ts';
import type { PlayPlaces } from '../layout/playLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

type Card = { mode: Mode; radio: Hotspot<HTMLInputElement>; node: Node };
type CardLook = { mode: Mode; kind: PlayPlaces['kind']; isChosen: boolean; isHovered: boolean; isEnabled: boolean };

export class ModeCards {
  readonly #context: ScreenContext;
  readonly #cards: readonly Card[];

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const group = make('div', 'part', section);
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', text('mode.choice'));
    this.#cards = MODES.map((mode) => ({
      mode,
      radio: new Hotspot(this.#makeRadio(group, mode), context.wake),
      node: context.stage.node(DEPTH.control),
    }));
  }

  /** `why`: another mode can not be chosen now, for that reason. */
  update(places: PlayPlaces | undefined, why: string | undefined): void {
    const { play } = this.#context.model;
    const chosen = play.state.queue?.mode ?? play.mode;
    for (const [i, { mode, radio, node }] of this.#cards.entries()) {
      const rect = places?.cards[i];
      radio.place(rect);
      if (!rect || !places) {
        node.hide();
        continue;
      }
      const isChosen = mode.id === chosen;
      radio.element.checked = isChosen;
      radio.element.disabled = why !== undefined;
      setAttribute(radio.element, 'title', why);
      const isEnabled = why === undefined || isChosen;
      const look = { mode, kind: places.kind, isChosen, isHovered: radio.isHovered && why === undefined, isEnabled };
      const { mode: _, ...key } = look;
      node.show(rect, JSON.stringify(key), (g, size) => paintMode(g, size, look));
    }
  }

  #makeRadio(group: HTMLElement, mode: Mode): HTMLInputElement {
    const radio = make('input', 'control', group);
    radio.type = 'radio';
    radio.name = 'mode';
    radio.value = mode.id;
    radio.hidden = true;
    radio.setAttribute('aria-label', listText([modeTitle(mode.id), ...factsOf(mode)]));
    radio.addEventListener('change', () => {
      this.#context.actions.play.choose(mode.id);
      this.#context.wake();
    });
    return radio;
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
  const box: Rect = { x: 0, y: 0, ...size };
  g.globalAlpha = isEnabled ? 1 : 0.5;
  fillRound(g, box, SIZE.radius - 3, isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised);
  strokeRound(g, box, SIZE.radius - 3, isChosen ? COLOR.focus : COLOR.heroEdge, isChosen ? 2 : 1);
  if (kind === 'low') {
    const lines = balanced(g, modeTitle(mode.id), 'tiny', size.width - 8).slice(0, 2);
    lines.forEach((line, i) => {
      const y = size.height / 2 + (i - (lines.length - 1) / 2) * 14;
      drawText(g, line, size.width / 2, y, { type: 'tiny', color: COLOR.text, align: 'center', width: size.width - 6 });
    });
  } else {
    const icon = kind === 'wide' ? 56 : 40;
    const left = (size.height - icon) / 2;
    drawModeIcon(g, mode, left, left, icon);
    const x = left + icon + 14;
    const width = size.width - x - (isChosen ? 34 : 10);
    const lines = kind === 'wide' ? factsOf(mode) : [factsOf(mode).join(' · ')];
    const top = size.height / 2 - (lines.length * 18) / 2;
    drawText(g, modeTitle(mode.id), x, top, { type: 'name', color: COLOR.text, width });
    lines.forEach((line, i) => {
      drawText(g, line, x, top + 21 + i * 18, { type: 'small', color: COLOR.soft, width });
    });
  }
  if (isChosen && kind !== 'low') paintDot(g, size.width - 20, 20);
  g.globalAlpha = 1;
}

/** The mark of a chosen radio button. */
function paintDot(g: Canvas, x: number, y: number): void {
  g.strokeStyle = COLOR.focus;
  g.lineWidth = 2;
  g.beginPath();
  g.arc(x, y, 7, 0, 2 * Math.PI);
  g.stroke();
  g.fillStyle = COLOR.focus;
  g.beginPath();
  g.arc(x, y, 3.5, 0, 2 * Math.PI);
  g.fill();
}

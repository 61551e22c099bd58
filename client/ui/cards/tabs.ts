/** The views of a screen that has no room for all: at the lower edge, within a thumb's reach. */

import { makeButton, makeSection, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { durationText, text } from '../../i18n/text.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawGrid, drawPeople, drawPerson, drawPlay } from '../kit/icons.ts';
import type { Tab } from '../layout/sideLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const TABS: readonly Tab[] = ['players', 'play', 'matches', 'you'];
const ICON = { players: drawPeople, play: drawPlay, matches: drawGrid, you: drawPerson };

/** `label`: in the place of the tab's word, while there is something to say. `isMarked`: something new waits there. */
type TabLook = { tab: Tab; label: string; isOpen: boolean; isMarked: boolean };

export class Tabs {
  readonly #context: ScreenContext;
  readonly #controls: readonly Control[];

  constructor(context: ScreenContext, onChoose: (tab: Tab) => void) {
    this.#context = context;
    const section = makeSection(context.root, 'nav', text('tabs.label'));
    this.#controls = TABS.map((tab) => {
      const button = makeButton(section, text(`tab.${tab}`), context.wake, () => onChoose(tab));
      return new Control(context, button, DEPTH.tabs);
    });
  }

  update({ layout, tab: open, now }: Frame): void {
    const shown = layout.tabs.some(({ tab }) => tab === open) ? open : 'play';
    for (const { tab, rect } of layout.tabs) {
      const control = this.#controls[TABS.indexOf(tab)] as Control;
      const look = this.#tabLook(tab, tab === shown, now);
      setAttribute(control.element, 'aria-current', look.isOpen ? 'page' : undefined);
      control.show(rect, JSON.stringify(look), (g, size) => paintTab(g, size, look));
    }
  }

  #tabLook(tab: Tab, isOpen: boolean, now: number): TabLook {
    const { queue, cancelled } = this.#context.model.play.state;
    const label = tab === 'play' && queue ? durationText(now - queue.since) : text(`tab.${tab}`);
    return { tab, label, isOpen, isMarked: tab === 'play' && !isOpen && cancelled !== undefined };
  }
}

/** Beside each other where the bar is low. */
function paintTab(g: Canvas, size: Size, { tab, label, isOpen, isMarked }: TabLook): void {
  const color = isOpen ? COLOR.current : COLOR.muted;
  const middle = size.width / 2;
  const isLow = size.height < 56;
  g.fillStyle = COLOR.panel;
  if (isLow)
    fillRound(g, { x: 3, y: 0, width: size.width - 6, height: size.height }, 9, isOpen ? COLOR.selected : COLOR.panel);
  else g.fillRect(0, 0, size.width, size.height);
  g.fillStyle = COLOR.panelEdge;
  if (!isLow) g.fillRect(0, 0, size.width, 1);
  const [x, y] = isLow ? [middle - 32, size.height / 2] : [middle, 22];
  ICON[tab](g, x, y, isLow ? 8 : 10, color);
  if (isMarked) fillRound(g, { x: x + 8, y: y - 12, width: 9, height: 9 }, 4.5, COLOR.bad);
  if (isLow) drawText(g, label, middle - 16, y, { type: 'smallStrong', color });
  else drawText(g, label, middle, 45, { type: 'label', color, align: 'center' });
}

/** The views of a screen that has no room for all: at the lower edge, within a thumb's reach. */

import { makeButton, makeSection, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { durationText, text } from '../../i18n/text.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawGrid, drawPeople, drawPerson, drawPlay } from '../kit/icons.ts';
import { drawBubble, drawCount } from '../kit/peopleIcons.ts';
import type { Tab } from '../layout/sideLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const TABS: readonly Tab[] = ['play', 'matches', 'players', 'talk', 'you'];
const ICON = { play: drawPlay, matches: drawGrid, players: drawPeople, talk: drawBubble, you: drawPerson };
/** Icon and word stand one above the other. */
const UPRIGHT_FROM = 56;
const ICON_ROOM = 24;

/** `label`: in the place of the tab's word, while there is something to say. `isMarked`: something new waits there; `count`: so much. */
type TabLook = { tab: Tab; label: string; isOpen: boolean; isMarked: boolean; count: number };

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
      const view = text(`tab.${tab}`);
      const name = look.count > 0 ? text('people.tab', { view, count: look.count }) : view;
      setAttribute(control.element, 'aria-label', name);
      control.show(rect, JSON.stringify(look), (g, size) => paintTab(g, size, look));
    }
  }

  #tabLook(tab: Tab, isOpen: boolean, now: number): TabLook {
    const { play, social } = this.#context.model;
    const { queue, cancelled } = play.state;
    const label = tab === 'play' && queue ? durationText(now - queue.since) : text(`tab.${tab}`);
    const count = tab === 'talk' ? social.unread : 0;
    return { tab, label, isOpen, isMarked: tab === 'play' && !isOpen && cancelled !== undefined, count };
  }
}

/** Beside each other where the bar is low; a phone's has a foot that only its ground fills. */
function paintTab(g: Canvas, size: Size, look: TabLook): void {
  const { tab, label, isOpen, isMarked, count } = look;
  const color = isOpen ? COLOR.lamp : COLOR.muted;
  if (size.height < UPRIGHT_FROM) return paintLowTab(g, size, look, color);
  g.fillStyle = COLOR.panel;
  g.fillRect(0, 0, size.width, size.height);
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, 0, size.width, 1);
  const middle = size.width / 2;
  ICON[tab](g, middle, 23, 10, color);
  if (count > 0) drawCount(g, middle + 14, 14, count, COLOR.panel);
  if (isMarked) fillRound(g, { x: middle + 8, y: 11, width: 9, height: 9 }, 4.5, COLOR.bad);
  drawText(g, label, middle, 47, { type: 'label', color, align: 'center', width: size.width - 2 });
}

function paintLowTab(g: Canvas, size: Size, { tab, label, isOpen, isMarked, count }: TabLook, color: string): void {
  const box = { x: 3, y: 0, width: size.width - 6, height: size.height };
  fillRound(g, box, SIZE.radiusSmall, isOpen ? COLOR.selected : COLOR.panel);
  const words = textWidth(g, label, 'smallStrong');
  const y = size.height / 2;
  // Where there is no room for both, the word says more.
  const isIconic = words + ICON_ROOM <= box.width - 12;
  const x = (size.width - words - (isIconic ? ICON_ROOM : 0)) / 2;
  if (isIconic) ICON[tab](g, x + 8, y, 8, color);
  const after = x + (isIconic ? ICON_ROOM : 0) + words + 16;
  const isBeside = after + 14 <= box.width;
  const ground = isOpen ? COLOR.selected : COLOR.panel;
  if (count > 0)
    drawCount(g, isBeside ? after : box.width - 6, isBeside ? y : 11, count, isBeside ? ground : COLOR.page);
  if (isMarked) fillRound(g, { x: box.width - 9, y: 6, width: 9, height: 9 }, 4.5, COLOR.bad);
  const width = box.width - 8;
  drawText(g, label, x + (isIconic ? ICON_ROOM : 0), y, { type: 'smallStrong', color, width });
}

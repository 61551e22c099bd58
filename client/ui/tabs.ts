/** The narrow screen's two views, at the lower edge within a thumb's reach. */
import { type Hotspot, makeButton, makeSection, setAttribute } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { type Canvas, drawText, type Size } from './canvas.ts';
import { drawPeople, drawPerson } from './icons.ts';
import type { Tab } from './layout.ts';
import type { Node } from './stage.ts';
import { COLOR } from './tokens.ts';
import type { Context, Frame } from './view.ts';

const TABS: readonly Tab[] = ['players', 'you'];

export class Tabs {
  readonly #parts: readonly { tab: Tab; spot: Hotspot<HTMLButtonElement>; node: Node }[];

  constructor(context: Context, onChoose: (tab: Tab) => void) {
    const section = makeSection(context.root, 'nav', text('tabs.label'));
    this.#parts = TABS.map((tab) => ({
      tab,
      spot: makeButton(section, text(`tab.${tab}`), context.wake, () => onChoose(tab)),
      node: context.stage.node(20),
    }));
  }

  update({ layout, tab: open }: Frame): void {
    for (const [i, { tab, spot, node }] of this.#parts.entries()) {
      const rect = layout.tabs[i];
      spot.place(rect);
      if (!rect) {
        node.hide();
        continue;
      }
      const isOpen = tab === open;
      setAttribute(spot.element, 'aria-current', isOpen ? 'page' : undefined);
      node.show(rect, `${isOpen}`, (g, size) => paintTab(g, size, tab, isOpen));
    }
  }
}

function paintTab(g: Canvas, size: Size, tab: Tab, isOpen: boolean): void {
  const color = isOpen ? COLOR.fair : COLOR.muted;
  const middle = size.width / 2;
  g.fillStyle = COLOR.panel;
  g.fillRect(0, 0, size.width, size.height);
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, 0, size.width, 1);
  if (tab === 'players') drawPeople(g, middle, 22, 10, color);
  else drawPerson(g, middle, 22, 10, color);
  drawText(g, text(`tab.${tab}`), middle, 45, { type: 'label', color, align: 'center' });
}

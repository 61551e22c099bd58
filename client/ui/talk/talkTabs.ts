/** Lobby, table and whispers: each with what of it is new. */
import { make, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { TalkTab } from '../../model/social/socialModel.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCount } from '../kit/peopleIcons.ts';
import type { Paint } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export type TabNews = { tab: TalkTab; count: number };
type TabLook = { label: string; count: number; isOn: boolean };

const TABS: readonly TalkTab[] = ['lobby', 'table', 'whispers'];
const COUNT = 24;
const PAD = 10;

export class TalkTabs {
  readonly #buttons: Record<TalkTab, Button>;
  readonly #measure: Canvas;

  constructor(context: ScreenContext, section: HTMLElement, measure: Canvas) {
    this.#measure = measure;
    const group = make('div', 'part', section, { role: 'group', 'aria-label': text('talk.panel') });
    const buttonOf = (tab: TalkTab) =>
      new Button(context, group, DEPTH.control, () => context.actions.social.showTalk(tab));
    this.#buttons = { lobby: buttonOf('lobby'), table: buttonOf('table'), whispers: buttonOf('whispers') };
  }

  elementOf(tab: TalkTab): HTMLElement {
    return this.#buttons[tab].element;
  }

  /** From the start, as wide as their words; where that is too much, all alike. */
  update(bar: Rect, news: readonly TabNews[], open: TalkTab): void {
    const looks = news.map(({ tab, count }) => ({ label: text(`talk.${tab}`), count, isOn: tab === open }));
    const widths = looks.map(({ label, count }) => {
      return 2 * PAD + textWidth(this.#measure, label, 'bodyStrong') + (count > 0 ? COUNT + 4 : 0);
    });
    const sum = widths.reduce((all, each) => all + each, 0);
    const isTight = sum > bar.width;
    let x = bar.x;
    for (const tab of TABS) {
      const at = news.findIndex((each) => each.tab === tab);
      const look = looks[at];
      if (!look) continue;
      const width = isTight ? bar.width / news.length : Math.ceil(widths[at] as number);
      const mark: Paint = (g, size) => paintTab(g, size, look);
      const { label, count, isOn } = look;
      const name = count > 0 ? text('people.tab', { view: label, count }) : label;
      this.#buttons[tab].show({ ...bar, x, width }, { label: '', name: `${name}`, kind: 'bare', mark });
      setAttribute(this.#buttons[tab].element, 'aria-pressed', String(isOn));
      x += width;
    }
  }
}

function paintTab(g: Canvas, size: Size, { label, count, isOn }: TabLook): void {
  const taken = count > 0 ? COUNT + 4 : 0;
  const room = size.width - 2 * PAD - taken;
  const words = Math.min(room, textWidth(g, label, 'bodyStrong'));
  const x = (size.width - words - taken) / 2;
  const y = size.height / 2;
  drawText(g, label, x, y, { type: 'bodyStrong', color: isOn ? COLOR.text : COLOR.muted, width: room });
  if (count > 0) drawCount(g, x + words + 4 + COUNT / 2, y, count, COLOR.panel);
  if (isOn) fillRound(g, { x: x - 2, y: size.height - 3, width: words + taken + 4, height: 3 }, 1.5, COLOR.lamp);
}

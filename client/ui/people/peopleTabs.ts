/** Messages or friends: two buttons, each with what of it is new. */

import { make, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { PeopleView } from '../../model/social/socialModel.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCount } from '../kit/peopleIcons.ts';
import type { Paint } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

const VIEWS: readonly PeopleView[] = ['messages', 'friends'];

type TabLook = { label: string; count: number; isOn: boolean };

export class PeopleTabs {
  readonly #context: ScreenContext;
  readonly #buttons: Record<PeopleView, Button>;

  constructor(context: ScreenContext, dialog: HTMLElement) {
    this.#context = context;
    const group = make('div', 'part', dialog, { role: 'group', 'aria-label': text('people.open') });
    const buttonOf = (view: PeopleView) =>
      new Button(context, group, DEPTH.dialogPart, () => context.actions.social.showView(view));
    this.#buttons = { messages: buttonOf('messages'), friends: buttonOf('friends') };
  }

  elementOf(view: PeopleView): HTMLElement {
    return this.#buttons[view].element;
  }

  update(places: readonly Rect[], open: PeopleView): void {
    const { social } = this.#context.model;
    for (const [i, view] of VIEWS.entries()) {
      const isOn = view === open;
      const label = text(`people.${view}`);
      const count = view === 'messages' ? social.unread : social.friends.rows('asking').length;
      const name = count > 0 ? text('people.tab', { view: label, count }) : label;
      const mark: Paint = (g, size) => paintTab(g, size, { label, count, isOn });
      this.#buttons[view].show(places[i], { label: '', name, kind: isOn ? 'chosen' : 'bare', mark });
      setAttribute(this.#buttons[view].element, 'aria-pressed', String(isOn));
    }
  }
}

function paintTab(g: Canvas, size: Size, { label, count, isOn }: TabLook): void {
  const room = size.width - 16 - (count > 0 ? 26 : 0);
  const width = Math.min(room, textWidth(g, label, 'bodyStrong'));
  const x = (size.width - width - (count > 0 ? 26 : 0)) / 2;
  const y = size.height / 2;
  const behind = isOn ? COLOR.selected : COLOR.panel;
  drawText(g, label, x, y, { type: 'bodyStrong', color: isOn ? COLOR.text : COLOR.soft, width: room });
  if (count > 0) drawCount(g, x + width + 16, y, count, behind);
  const line = { x: SIZE.radiusSmall, y: size.height - 3, width: size.width - 2 * SIZE.radiusSmall, height: 3 };
  if (isOn) fillRound(g, line, 1.5, COLOR.lamp);
}

/** Opens the command bar: a field to look at, or its sign alone. */
import type { Rect } from '../../design/canvas.ts';
import { drawText, paintBox, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawSearch } from '../kit/icons.ts';
import type { Paint } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

const KEYS = 'Ctrl K';

export class CommandButton {
  readonly #button: Button;

  constructor(context: ScreenContext, section: HTMLElement, open: () => void) {
    this.#button = new Button(context, section, DEPTH.row, open);
    this.#button.element.setAttribute('aria-haspopup', 'dialog');
    this.#button.element.setAttribute('aria-keyshortcuts', '/ Control+K');
  }

  update(rect: Rect | undefined): void {
    const isField = rect !== undefined && rect.width > 100;
    const { isLit } = this.#button;
    const mark: Paint = (g, size) => {
      const middle = size.height / 2;
      const color = isLit ? COLOR.text : COLOR.soft;
      if (!isField) return drawSearch(g, size.width / 2, middle, 9, color);
      paintBox(g, size, SIZE.radiusSmall, isLit ? COLOR.raisedHover : COLOR.panel, COLOR.panelEdge);
      drawSearch(g, 22, middle, 7.5, COLOR.soft);
      const keys = textWidth(g, KEYS, 'label');
      const width = size.width - 42 - keys - 34;
      drawText(g, text('command.placeholder'), 42, middle, { type: 'body', color: COLOR.muted, width });
      drawText(g, KEYS, size.width - 14, middle, { type: 'label', color: COLOR.muted, align: 'right' });
    };
    this.#button.show(rect, { label: '', name: text('command.open'), kind: 'bare', mark: (g, size) => mark(g, size) });
  }
}

import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';
import { setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawChevron } from '../kit/icons.ts';
import { Select } from '../kit/select.ts';
import { drawStatus } from '../kit/statusShape.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Narrower, the word needs the room. */
const ARROW_FROM = 140;

export class StatusSelect {
  readonly #context: ScreenContext;
  readonly #select: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const choices = CHOSEN_STATUSES.map((status) => ({ value: status, label: text(`chosen.${status}`) }));
    this.#select = new Select(
      context,
      section,
      text('you.status'),
      choices,
      (value) => {
        void context.actions.setStatus(value as ChosenStatus);
      },
      DEPTH.sheetControl,
    );
  }

  update(rect: Rect | undefined, isEnabled: boolean): void {
    const status = this.#context.model.self.shown('chosenStatus') ?? 'online';
    const { element, isLit } = this.#select;
    element.disabled = !isEnabled;
    setAttribute(element, 'title', isEnabled ? undefined : text('you.offline'));
    const isHovered = isLit && isEnabled;
    this.#select.choose(rect, status, `${status} ${isHovered} ${isEnabled}`, (g, size) =>
      paintSelect(g, size, status, isHovered, isEnabled),
    );
  }
}

function paintSelect(g: Canvas, size: Size, status: ChosenStatus, isHovered: boolean, isEnabled: boolean): void {
  const fill = isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised;
  const middle = size.height / 2;
  const hasArrow = size.width >= ARROW_FROM;
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintBox(g, size, SIZE.radiusSmall, fill, COLOR.heroEdge);
  drawStatus(g, status, 20, middle, 6, fill);
  drawText(g, text(`chosen.${status}`), 36, middle, {
    type: 'bodyStrong',
    color: COLOR.text,
    width: size.width - 36 - (hasArrow ? 34 : 6),
  });
  if (hasArrow) drawChevron(g, size.width - 22, middle, 5, COLOR.soft);
  g.globalAlpha = 1;
}

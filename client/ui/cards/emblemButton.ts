/** One's own emblem as a button that opens the choice of another. The emblem itself is drawn by the card around it. */
import { isEmblem } from '../../../shared/emblem.ts';
import { makeButton, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { emblemWords } from '../../model/emblemWords.ts';
import { Control } from '../kit/control.ts';
import { drawPencil } from '../kit/icons.ts';
import type { ScreenContext } from '../screenContext.ts';

export class EmblemButton {
  readonly #context: ScreenContext;
  readonly #control: Control;

  /** `depth`: above the card. */
  constructor(context: ScreenContext, section: HTMLElement, depth: number) {
    this.#context = context;
    const element = makeButton(section, '', context.wake, () => context.actions.chooseEmblem());
    this.#control = new Control(context, element, depth);
  }

  /** `rect`: where the card draws the emblem; undefined where it does not. */
  update(rect: Rect | undefined, isEnabled: boolean): void {
    const { self } = this.#context.model;
    const emblem = self.shown('emblem');
    const place = isEmblem(emblem) ? rect : undefined;
    const { element, isLit } = this.#control;
    if (place && isEmblem(emblem)) {
      setAttribute(element, 'aria-label', text('emblem.choose', { emblem: emblemWords(emblem) }));
      element.disabled = !isEnabled && element !== document.activeElement;
      setAttribute(element, 'title', isEnabled ? undefined : text('you.offline'));
    }
    this.#control.show(place, `${isLit} ${isEnabled}`, (g, size) => paintPencil(g, size, isLit && isEnabled));
  }
}

/** At the upper right, so that the status below stays free. */
function paintPencil(g: Canvas, size: Size, isLit: boolean): void {
  const r = Math.max(10, Math.round(size.width * 0.18));
  const box = { x: size.width - 2 * r, y: 0, width: 2 * r, height: 2 * r };
  fillRound(g, box, r, isLit ? COLOR.accent : COLOR.panel);
  if (!isLit) strokeRound(g, box, r, COLOR.heroEdge);
  drawPencil(g, box.x + r, r, r * 0.5, isLit ? COLOR.onAccent : COLOR.soft);
  if (isLit) strokeRound(g, { x: 0, y: 0, ...size }, size.width / 2, COLOR.focus, 2);
}

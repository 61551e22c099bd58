/** One of a few, in a small place: the browser's own select, transparent over its picture. */

import { setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { type DrawIcon, drawChevron } from './icons.ts';
import { type Choice, Select } from './select.ts';
import type { KitContext } from './stage.ts';

/** `label`: what stands in it, where there is room. `isSet`: it is not as it usually is. */
type SelectLook = { label: string; isSet: boolean; state: string; icon: DrawIcon };

/** Below this, and where it would be cut off, there is no room for a word. */
const LABEL_FROM = 90;

export class SelectBox {
  readonly #select: Select;
  readonly #icon: DrawIcon;

  constructor(
    context: KitContext,
    section: HTMLElement,
    label: string,
    icon: DrawIcon,
    onChoose: (value: string) => void,
  ) {
    this.#select = new Select(context, section, label, [], onChoose);
    this.#icon = icon;
  }

  show(rect: Rect | undefined, choices: readonly Choice[], value: string, isSet: boolean): void {
    if (!rect) return;
    this.#select.offer(choices);
    const label = choices.find((choice) => choice.value === value)?.label ?? '';
    setAttribute(this.#select.element, 'title', label);
    const look = { label, isSet, state: this.#select.state, icon: this.#icon };
    this.#select.choose(rect, value, `${label} ${isSet} ${look.state}`, (g, size) => paintSelectBox(g, size, look));
  }
}

export function paintSelectBox(g: Canvas, size: Size, { label, isSet, state, icon }: SelectLook): void {
  const box = { x: 0, y: 0, ...size };
  const middle = size.height / 2;
  fillRound(g, box, SIZE.radiusSmall, state === 'rest' ? COLOR.raised : COLOR.raisedHover);
  if (isSet) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 1.5);
  const color = isSet ? COLOR.text : COLOR.muted;
  if (size.width < LABEL_FROM || textWidth(g, label, 'small') > size.width - 58)
    return icon(g, size.width / 2, middle, 8, color);
  icon(g, 19, middle, 7, color);
  drawText(g, label, 34, middle, { type: 'small', color: COLOR.soft, width: size.width - 58 });
  drawChevron(g, size.width - 15, middle, 4, COLOR.muted);
}

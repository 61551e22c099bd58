/** One of a few, in a small place: the browser's own select, transparent over its picture. */

import { Hotspot, make, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { DEPTH } from './depths.ts';
import { drawChevron } from './icons.ts';
import type { KitContext, Node } from './stage.ts';

export type Choice = { value: string; label: string };
/** `word`: what stands in it, where there is room. `isSet`: it is not as it usually is. */
type SelectLook = { word: string; isSet: boolean; state: string; icon: SelectIcon };
type SelectIcon = (g: Canvas, x: number, y: number, r: number, color: string) => void;

/** Below this, and where it would be cut off, there is no room for a word. */
const WORD_FROM = 90;

export class SelectBox {
  readonly #node: Node;
  readonly #spot: Hotspot<HTMLSelectElement>;
  readonly #icon: SelectIcon;

  constructor(
    { stage, wake }: KitContext,
    section: HTMLElement,
    label: string,
    icon: SelectIcon,
    onChoose: (value: string) => void,
  ) {
    this.#icon = icon;
    this.#node = stage.node(DEPTH.control);
    const select = make('select', 'control', section);
    select.hidden = true;
    select.setAttribute('aria-label', label);
    select.addEventListener('change', () => {
      onChoose(select.value);
      wake();
    });
    this.#spot = new Hotspot(select, wake);
  }

  /** `value`: the chosen one. */
  show(rect: Rect | undefined, choices: readonly Choice[], value: string, isSet: boolean): void {
    const { element, state } = this.#spot;
    this.#spot.place(rect);
    if (!rect) return this.#node.hide();
    offer(element, choices);
    if (element.value !== value) element.value = value;
    const word = choices.find((choice) => choice.value === value)?.label ?? '';
    setAttribute(element, 'title', word);
    const look = { word, isSet, state, icon: this.#icon };
    this.#node.show(rect, `${word} ${isSet} ${state}`, (g, size) => paintSelectBox(g, size, look));
  }
}

/** Touches only what is another: an open select should not flicker. */
function offer(select: HTMLSelectElement, choices: readonly Choice[]): void {
  while (select.options.length > choices.length) select.lastElementChild?.remove();
  for (const [i, { value, label }] of choices.entries()) {
    const option = select.options[i] ?? select.appendChild(new Option());
    setText(option, label);
    if (option.value !== value) option.value = value;
  }
}

export function paintSelectBox(g: Canvas, size: Size, { word, isSet, state, icon }: SelectLook): void {
  const box = { x: 0, y: 0, ...size };
  const middle = size.height / 2;
  fillRound(g, box, SIZE.radiusSmall, state === 'rest' ? COLOR.raised : COLOR.raisedHover);
  if (isSet) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 1.5);
  const color = isSet ? COLOR.text : COLOR.muted;
  if (size.width < WORD_FROM || textWidth(g, word, 'small') > size.width - 58)
    return icon(g, size.width / 2, middle, 8, color);
  icon(g, 19, middle, 7, color);
  drawText(g, word, 34, middle, { type: 'small', color: COLOR.soft, width: size.width - 58 });
  drawChevron(g, size.width - 15, middle, 4, COLOR.muted);
}

/** One of a few: the browser's own select, transparent over its picture. */
import { makeSelect, setText } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { Control } from './control.ts';
import { DEPTH } from './depths.ts';
import type { KitContext, Paint } from './stage.ts';

/** Of the list of languages: it gets the focus back when the whole screen has been made anew in another one. */
export const LANGUAGE_SELECT = 'language';

export type Choice = { value: string; label: string };

export class Select extends Control<HTMLSelectElement> {
  constructor(
    context: KitContext,
    section: HTMLElement,
    label: string,
    choices: readonly Choice[],
    onChoose: (value: string) => void,
    depth: number = DEPTH.control,
  ) {
    super(context, makeSelect(section, label, context.wake, onChoose), depth);
    this.offer(choices);
  }

  /** Touches only what changed: an open select should not flicker. */
  offer(choices: readonly Choice[]): void {
    const { element } = this;
    while (element.options.length > choices.length) element.lastElementChild?.remove();
    for (const [i, { value, label }] of choices.entries()) {
      const option = element.options[i] ?? element.appendChild(new Option());
      setText(option, label);
      if (option.value !== value) option.value = value;
    }
  }

  choose(rect: Rect | undefined, value: string, key: string, paint: Paint): void {
    if (this.element.value !== value) this.element.value = value;
    this.show(rect, key, paint);
  }
}

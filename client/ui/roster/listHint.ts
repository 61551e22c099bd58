/** What the words beside the count mean: a bubble that opens by pointing, by a tap or by keyboard. */

import { Hotspot, make, makeButton, setAttribute, setText } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLinesAround,
  measure,
  paintBox,
  type Rect,
  type Size,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import type { ListNote } from '../../model/listNote.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Layout } from '../layout/layout.ts';
import type { ScreenContext } from '../screenContext.ts';

const WIDTH_MAX = 340;
const LINE = 19;
const PADDING = SPACE.l;

export class ListHint {
  readonly #context: ScreenContext;
  readonly #bubble: Node;
  readonly #spot: Hotspot<HTMLButtonElement>;
  readonly #hiddenText: HTMLElement;
  #isOpen = false;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    // Above the list, below the banner.
    this.#bubble = context.stage.node(DEPTH.explanation);
    const button = makeButton(section, '', context.wake, () => this.#open(!this.#isOpen));
    this.#spot = new Hotspot(button, context.wake);
    this.#hiddenText = make('p', 'visuallyHidden', section, { id: 'list-hint' });
    this.#spot.element.setAttribute('aria-describedby', this.#hiddenText.id);
    this.#listen(this.#spot.element);
  }

  get isLit(): boolean {
    return this.#isOpen || this.#spot.isHovered;
  }

  /** `at`: where the header shows the words, from its own left; undefined where it does not. */
  update(layout: Layout, note: ListNote | undefined, at: { x: number; width: number } | undefined): void {
    setText(this.#hiddenText, note?.hint ?? '');
    const target = note && at ? targetAt(layout.header, at) : undefined;
    this.#spot.place(target);
    if (!note || !target) this.#isOpen = false;
    else setAttribute(this.#spot.element, 'aria-label', note.label);
    if (!note || !target || !this.#isOpen) return;
    const room = Math.min(WIDTH_MAX, layout.header.width) - 2 * PADDING;
    const lines = balanced(measure(), note.hint, 'small', room);
    const width = Math.max(...lines.map((line) => textWidth(measure(), line, 'small'))) + 2 * PADDING;
    const height = lines.length * LINE + 2 * PADDING - 6;
    const end = layout.header.x + layout.header.width;
    const rect = { x: Math.min(target.x, end - width), y: target.y + target.height + 2, width, height };
    this.#bubble.show(rect, note.hint, (g, size) => paintBubble(g, size, lines));
  }

  /** A mouse opens by pointing, a keyboard by focus, a finger by a tap, which `click` tells. */
  #listen(button: HTMLButtonElement): void {
    button.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') this.#open(true);
    });
    button.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') this.#open(false);
    });
    button.addEventListener('focus', () => {
      if (button.matches(':focus-visible')) this.#open(true);
    });
    button.addEventListener('blur', () => this.#open(false));
    const { until: signal } = this.#context;
    const pressed = ({ target }: PointerEvent) => {
      if (target !== button) this.#open(false);
    };
    const keyed = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') this.#open(false);
    };
    window.addEventListener('pointerdown', pressed, { signal });
    window.addEventListener('keydown', keyed, { signal });
  }

  #open(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    this.#context.wake();
  }
}

/** A finger wide and high, around the words. */
function targetAt(header: Rect, { x, width }: { x: number; width: number }): Rect {
  const wide = Math.max(44, width + 16);
  const high = Math.min(44, header.height);
  return { x: header.x + x - (wide - width) / 2, y: header.y + (header.height - high) / 2, width: wide, height: high };
}

function paintBubble(g: Canvas, size: Size, lines: readonly string[]): void {
  paintBox(g, size, SIZE.radius, COLOR.selected, COLOR.heroEdge);
  drawLinesAround(g, lines, PADDING, size.height / 2, LINE, { type: 'small', color: COLOR.text });
}

/** A button: the real one for fingers, keys and ears, and the one that is drawn. */
import { type Hotspot, makeButton, setAttribute } from '../../a11y/overlay.ts';
import type { Canvas, Rect, Size } from '../../design/canvas.ts';
import { type ButtonLook, buttonKey, paintButton } from './buttonPainter.ts';
import type { KitContext, Node } from './stage.ts';

/** `name`: for ears, where the label alone says too little. `why`: it can not be pressed, for that reason. */
type ButtonParts = Pick<ButtonLook, 'label' | 'kind'> & {
  name?: string;
  isDisabled?: boolean;
  why?: string;
  /** Drawn over the button. */
  mark?: (g: Canvas, size: Size) => void;
};

export class Button {
  readonly #spot: Hotspot<HTMLButtonElement>;
  readonly #node: Node;
  #isDisabled = false;

  constructor({ stage, wake }: KitContext, section: HTMLElement, depth: number, onPress: () => void) {
    this.#spot = makeButton(section, '', wake, () => {
      if (!this.#isDisabled) onPress();
    });
    this.#node = stage.node(depth);
  }

  get element(): HTMLButtonElement {
    return this.#spot.element;
  }

  get isLit(): boolean {
    return this.#spot.state !== 'rest';
  }

  /** `rect`: on the screen; undefined: away. `scrolled`: it stands in what scrolls, there in other places, and is cut off at `clip`. */
  show(rect: Rect | undefined, look: ButtonParts, scrolled?: { rect: Rect; clip: Rect }): void {
    this.#spot.place(rect && (scrolled?.rect ?? rect));
    if (!rect) return this.#node.hide();
    this.#draw(rect, look, scrolled?.clip);
  }

  hide(): void {
    this.#spot.place(undefined);
    this.#node.hide();
  }

  #draw(rect: Rect, { name, why, mark, ...look }: ButtonParts, clip: Rect | undefined): void {
    const { element, state } = this.#spot;
    const isDisabled = look.isDisabled === true || why !== undefined;
    setAttribute(element, 'aria-label', name ?? look.label);
    setAttribute(element, 'title', why);
    this.#isDisabled = isDisabled;
    // What has the focus keeps it while it waits, and its reason can be heard.
    const isFocused = element === document.activeElement;
    element.disabled = isDisabled && !isFocused;
    setAttribute(element, 'aria-disabled', isDisabled && isFocused ? 'true' : undefined);
    const drawn = { ...look, state, isDisabled };
    this.#node.show(
      rect,
      `${buttonKey(drawn)} ${mark !== undefined}`,
      (g, size) => {
        paintButton(g, size, drawn);
        mark?.(g, size);
      },
      clip,
    );
  }

  /** For good. */
  remove(): void {
    this.#spot.element.remove();
    this.#node.remove();
  }
}

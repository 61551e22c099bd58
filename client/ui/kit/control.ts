/** What can be pressed or chosen: the real element for input and screen readers, and its drawing. */
import { Hotspot } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import type { KitContext, Node, Paint } from './stage.ts';

/** It stands in what scrolls, there at `rect`, and is cut off at `clip`. */
export type Scrolled = { rect: Rect; clip: Rect };

/** It goes where an update does not show it. */
export class Control<E extends HTMLElement = HTMLButtonElement> extends Hotspot<E> {
  readonly #node: Node;

  constructor({ stage, wake }: KitContext, element: E, depth: number) {
    super(element, wake);
    this.#node = stage.node(depth);
    this.#node.onSwept = () => this.place(undefined);
  }

  get isLit(): boolean {
    return this.state !== 'rest';
  }

  /** `rect`: on the screen; undefined: away. `key`: as long as it is the same, nothing is painted anew. */
  show(rect: Rect | undefined, key: string, paint: Paint, scrolled?: Scrolled): void {
    this.place(rect && (scrolled?.rect ?? rect));
    this.#node.show(rect, key, paint, scrolled?.clip);
  }

  remove(): void {
    this.element.remove();
    this.#node.remove();
  }
}

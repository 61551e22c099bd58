/** The frame of a dialog: its element with a title and words for screen readers, and its card. */
import { make, setText } from '../../a11y/overlay.ts';
import type { Rect, Size } from '../../design/canvas.ts';
import { DEPTH } from './depths.ts';
import type { KitContext, Node, Paint } from './stage.ts';

type DialogParts = {
  role: 'dialog' | 'alertdialog';
  /** Before the ids of its title and words. */
  id: string;
  hasText?: boolean;
  onEscape?: () => void;
};

export class Dialog {
  readonly element: HTMLElement;
  readonly title: HTMLElement;
  readonly #text: HTMLElement | undefined;
  readonly #card: Node;

  constructor({ stage, root }: KitContext, { role, id, hasText = false, onEscape }: DialogParts) {
    this.#card = stage.node(DEPTH.dialog);
    const labels = { 'aria-labelledby': `${id}-title`, ...(hasText && { 'aria-describedby': `${id}-text` }) };
    this.element = make('div', 'part above', root, { role, 'aria-modal': 'true', hidden: '', ...labels });
    this.title = make('h2', 'visuallyHidden', this.element, { id: `${id}-title` });
    if (hasText) this.#text = make('p', 'visuallyHidden', this.element, { id: `${id}-text` });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !onEscape) return;
      event.stopPropagation();
      onEscape();
    });
  }

  /** `clip`: the part of it that is open yet. */
  show(rect: Rect, title: string, key: string, paint: Paint, text = '', clip?: Rect): void {
    this.element.hidden = false;
    setText(this.title, title);
    if (this.#text) setText(this.#text, text);
    this.#card.show(rect, `${title} ${key}`, paint, clip);
  }

  hide(): undefined {
    this.element.hidden = true;
    return undefined;
  }
}

/** In the middle of the window, `margin` from its edges where it is too small. */
export function middleOf(window: Size, width: number, height: number, margin: Size): Rect {
  const card = {
    width: Math.min(width, window.width - margin.width),
    height: Math.min(height, window.height - margin.height),
  };
  const x = Math.round((window.width - card.width) / 2);
  return { ...card, x, y: Math.max(8, Math.round((window.height - card.height) / 2)) };
}

/** A button of the game: a real one for input and screen readers, and its drawing. */
import { Hotspot, make, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { Node, Stage } from '../../ui/kit/stage.ts';

type Draw = (g: Canvas, size: Size) => void;

export class GameButton {
  readonly #spot: Hotspot<HTMLButtonElement>;
  readonly #node: Node;

  /** `isEager`: acts when the finger goes down instead of up. */
  constructor(stage: Stage, parent: HTMLElement, isEager: boolean, onPress: () => void) {
    // Until it is shown it has no name.
    const element = make('button', 'control', parent, { type: 'button', hidden: '' });
    this.#spot = new Hotspot(element, () => {});
    this.#node = stage.node(7);
    element.addEventListener('pointerdown', (event) => {
      // Steering must not move the focus.
      event.preventDefault();
      if (isEager) onPress();
    });
    element.addEventListener('click', ({ detail }) => {
      // Without a pointer, the click came from a key or a screen reader.
      if (!isEager || detail === 0) onPress();
    });
    // Two quick taps must not open a magnifier or a menu.
    element.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  get element(): HTMLButtonElement {
    return this.#spot.element;
  }

  show(rect: Rect | undefined, name: string, draw: Draw): void {
    this.#spot.place(rect);
    if (!rect) return this.#node.hide();
    setAttribute(this.#spot.element, 'aria-label', name);
    const { state } = this.#spot;
    this.#node.show(rect, `${name} ${state}`, (g, size) => {
      const box = { x: 0, y: 0, ...size };
      fillRound(g, box, SIZE.radius, state === 'rest' ? COLOR.panel : COLOR.raisedHover);
      strokeRound(g, box, SIZE.radius, COLOR.raisedEdge);
      draw(g, size);
    });
  }
}

export function drawTurn(g: Canvas, { width, height }: Size, side: 'left' | 'right'): void {
  g.save();
  g.translate(width / 2, height / 2);
  if (side === 'right') g.scale(-1, 1);
  g.strokeStyle = COLOR.text;
  g.fillStyle = COLOR.text;
  g.lineWidth = 5;
  g.lineCap = 'round';
  g.lineJoin = 'round';
  g.beginPath();
  g.moveTo(16, 22);
  g.lineTo(16, 4);
  g.quadraticCurveTo(16, -10, 2, -10);
  g.lineTo(-12, -10);
  g.stroke();
  g.beginPath();
  g.moveTo(-9, -22);
  g.lineTo(-22, -10);
  g.lineTo(-9, 2);
  g.stroke();
  g.restore();
}

import { makeButton, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, type Palette, SIZE } from '../../design/tokens.ts';
import { Control, type Scrolled } from './control.ts';
import type { DrawIcon } from './icons.ts';
import type { KitContext, Paint } from './stage.ts';

type Kind = 'primary' | 'quiet' | 'hero' | 'onBanner' | 'danger' | 'accept' | 'bare' | 'chosen';
/** `name`: for screen readers, if the label says too little. `why`: why it can not be pressed. */
export type ButtonLook = {
  label: string;
  kind: Kind;
  name?: string;
  isDisabled?: boolean;
  why?: string | undefined;
  /** Drawn over the button; what it shows is in the name too. */
  mark?: Paint;
};

/** What a button keeps free beside its label, on both sides together. */
export const LABEL_EDGES = 16;

export class Button {
  readonly #control: Control;
  #isDisabled = false;

  constructor(context: KitContext, section: HTMLElement, depth: number, onPress: () => void) {
    const element = makeButton(section, '', context.wake, () => {
      if (!this.#isDisabled) onPress();
    });
    this.#control = new Control(context, element, depth);
  }

  get element(): HTMLButtonElement {
    return this.#control.element;
  }

  get isLit(): boolean {
    return this.#control.isLit;
  }

  show(rect: Rect | undefined, look: ButtonLook, scrolled?: Scrolled): void {
    const { element, state } = this.#control;
    const { label, kind, name = label, why, mark } = look;
    const isDisabled = look.isDisabled === true || why !== undefined;
    if (rect) {
      setAttribute(element, 'aria-label', name);
      setAttribute(element, 'title', why);
      this.#isDisabled = isDisabled;
      // What has the focus keeps it while it waits, and its reason can be heard.
      const isFocused = element === document.activeElement;
      element.disabled = isDisabled && !isFocused;
      setAttribute(element, 'aria-disabled', isDisabled && isFocused ? 'true' : undefined);
    }
    const paint: Paint = (g, size) => {
      paintButton(g, size, label, kind, state, isDisabled);
      mark?.(g, size);
    };
    this.#control.show(rect, `${label} ${kind} ${state} ${isDisabled} ${mark && name}`, paint, scrolled);
  }

  remove(): void {
    this.#control.remove();
  }
}

/** An icon as a button's mark. `r`: half its size. */
export const signOf =
  (draw: DrawIcon, r: number, color: keyof Palette = 'soft'): Paint =>
  (g, size) =>
    draw(g, size.width / 2, size.height / 2, r, COLOR[color]);

export function paintButton(g: Canvas, size: Size, label: string, kind: Kind, state: string, isDisabled = false): void {
  const isHovered = state !== 'rest' && !isDisabled;
  const [fill, color] = {
    primary: [isHovered ? COLOR.accentHover : COLOR.accent, COLOR.onAccent],
    quiet: [isHovered ? COLOR.raisedHover : COLOR.raised, COLOR.text],
    hero: [isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised, COLOR.text],
    onBanner: [COLOR.bannerButton, COLOR.onBannerButton],
    danger: [isHovered ? COLOR.dangerHover : COLOR.danger, COLOR.onDanger],
    accept: [isHovered ? COLOR.acceptHover : COLOR.accept, COLOR.onAccept],
    chosen: [COLOR.selected, COLOR.text],
    bare: [isHovered ? COLOR.heroRaised : undefined, COLOR.soft],
  }[kind];
  g.globalAlpha = isDisabled ? 0.45 : 1;
  if (fill) paintBox(g, size, SIZE.radiusSmall, fill, kind === 'quiet' ? COLOR.raisedEdge : undefined);
  // What matters most is written larger.
  const isLarge = size.height >= 52 && (kind === 'primary' || kind === 'danger' || kind === 'accept');
  const type = isLarge ? 'title' : 'bodyStrong';
  const y = size.height / 2 + (state === 'pressed' ? 1 : 0);
  drawText(g, label, size.width / 2, y, {
    type,
    color: color as string,
    align: 'center',
    width: size.width - LABEL_EDGES,
  });
  g.globalAlpha = 1;
}

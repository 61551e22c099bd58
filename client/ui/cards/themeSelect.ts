/** Light, dark, as the system has it, or no canvas at all. */
import type { Canvas, Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { isTheme, THEMES, type Theme } from '../../page/theme.ts';
import { paintButton } from '../kit/button.ts';
import { Select } from '../kit/select.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Not a palette, but what somebody who looks for another look may want. */
const PLAIN = 'plain' as const;

export class ThemeSelect {
  readonly #context: ScreenContext;
  readonly #select: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const choices = ([...THEMES, PLAIN] as const).map((name) => ({ value: name, label: text(`theme.${name}`) }));
    this.#select = new Select(context, section, text('you.theme'), choices, (value) => this.#choose(value));
    this.#select.element.value = context.theme.chosen;
  }

  update(rect: Rect | undefined): void {
    const { chosen } = this.#context.theme;
    const { state } = this.#select;
    this.#select.show(rect, `${state} ${chosen}`, (g, size) => {
      paintButton(g, size, '', 'hero', state);
      DRAW[chosen](g, size.width / 2, size.height / 2, 10, COLOR.text);
    });
  }

  #choose(value: string): void {
    const { theme, choices } = this.#context;
    if (isTheme(value)) return theme.choose(value);
    // What the full view looks like stays as it was.
    this.#select.element.value = theme.chosen;
    choices.showPlain(true);
  }
}

type Draw = (g: Canvas, x: number, y: number, r: number, color: string) => void;

const DRAW: Record<Theme, Draw> = {
  /** Half of each. */
  system(g, x, y, r, color) {
    g.lineWidth = 1.8;
    g.strokeStyle = color;
    g.fillStyle = color;
    g.beginPath();
    g.arc(x, y, r * 0.85, 0, 2 * Math.PI);
    g.stroke();
    g.beginPath();
    g.arc(x, y, r * 0.85, Math.PI / 2, (3 * Math.PI) / 2);
    g.fill();
  },
  light(g, x, y, r, color) {
    g.lineWidth = 1.8;
    g.lineCap = 'round';
    g.strokeStyle = color;
    g.beginPath();
    g.arc(x, y, r * 0.42, 0, 2 * Math.PI);
    for (let ray = 0; ray < 8; ray++) {
      const [right, down] = [Math.cos((ray * Math.PI) / 4), Math.sin((ray * Math.PI) / 4)];
      g.moveTo(x + right * r * 0.76, y + down * r * 0.76);
      g.lineTo(x + right * r, y + down * r);
    }
    g.stroke();
  },
  dark(g, x, y, r, color) {
    g.lineWidth = 1.8;
    g.lineJoin = 'round';
    g.strokeStyle = color;
    g.beginPath();
    // A disc out of which another has bitten, from the upper right; both arcs end where the circles meet.
    const [disc, bite, away, towards] = [r * 0.9, r * 0.7, r * 0.56, -Math.PI / 4];
    const outer = Math.acos((disc ** 2 + away ** 2 - bite ** 2) / (2 * disc * away));
    const inner = Math.acos((bite ** 2 + away ** 2 - disc ** 2) / (2 * bite * away));
    const back = towards + Math.PI;
    g.arc(x, y, disc, towards + outer, towards - outer + 2 * Math.PI);
    g.arc(x + away * Math.cos(towards), y + away * Math.sin(towards), bite, back + inner, back - inner, true);
    g.closePath();
    g.stroke();
  },
};

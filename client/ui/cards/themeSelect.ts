/** Light, dark, as the system has it, or no canvas at all. */
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { isTheme, THEMES, type Theme } from '../../page/theme.ts';
import { paintButton } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { circle, type DrawIcon, iconOf } from '../kit/icons.ts';
import { Select } from '../kit/select.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Not a palette: the view without a canvas. */
const PLAIN = 'plain' as const;

const half = iconOf('M0 .85A.85 .85 0 0 1 0 -.85Z', { line: 0 });
const ring = iconOf(circle(0, 0, 0.85));
const RAYS = [0, 45, 90, 135, 180, 225, 270, 315]
  .map((degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)] as const)
  .map(([x, y]) => `M${0.76 * x} ${0.76 * y}L${x} ${y}`);
const DRAW: Record<Theme, DrawIcon> = {
  system(g, x, y, r, color) {
    half(g, x, y, r, color);
    ring(g, x, y, r, color);
  },
  light: iconOf(`${circle(0, 0, 0.42)}${RAYS.join('')}`),
  /** A disc out of which another has bitten, from the upper right. */
  dark: iconOf('M.89498 .09494A.9 .9 0 1 1 -.09494 -.89498A.7 .7 0 1 0 .89498 .09494Z'),
};

export class ThemeSelect {
  readonly #context: ScreenContext;
  readonly #select: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const choices = ([...THEMES, PLAIN] as const).map((name) => ({ value: name, label: text(`theme.${name}`) }));
    this.#select = new Select(
      context,
      section,
      text('you.theme'),
      choices,
      (value) => this.#choose(value),
      DEPTH.sheetControl,
    );
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

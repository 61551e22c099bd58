/** The language, behind a globe. It needs no lobby, so it is never disabled. */
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { isLanguage, LANGUAGE_IDS, LANGUAGES } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import { paintButton } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { circle, iconOf } from '../kit/icons.ts';
import { Select } from '../kit/select.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Where the focus goes back to, when the whole screen has been made anew in another language. */
export const LANGUAGE_SELECT = 'language';

const drawGlobe = iconOf(`${circle(0, 0, 1)}M-1 0H1M.42 0a.42 1 0 1 1 -.84 0a.42 1 0 1 1 .84 0`);

export class LanguageSelect {
  readonly #context: ScreenContext;
  readonly #select: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const choices = LANGUAGE_IDS.map((id) => ({ value: id, label: LANGUAGES[id].name }));
    this.#select = new Select(
      context,
      section,
      text('you.language'),
      choices,
      (id) => void this.#choose(id),
      DEPTH.sheetControl,
    );
    this.#select.element.id = LANGUAGE_SELECT;
    for (const option of this.#select.element.options) option.lang = option.value;
    this.#select.element.value = context.language.id;
  }

  update(rect: Rect | undefined): void {
    const { state } = this.#select;
    this.#select.show(rect, state, (g, size) => {
      paintButton(g, size, '', 'hero', state);
      drawGlobe(g, size.width / 2, size.height / 2, 10, COLOR.text);
    });
  }

  async #choose(id: string): Promise<void> {
    const { language, actions, wake } = this.#context;
    if (!isLanguage(id) || (await language.choose(id))) return;
    this.#select.element.value = language.id;
    actions.refused(text('you.languageFailed'));
    wake();
  }
}

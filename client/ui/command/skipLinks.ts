/** The first tab stops: straight to what one came for. Seen while they have the focus. */
import { make, setText } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class SkipLinks {
  readonly #links: readonly HTMLElement[];

  constructor({ root }: ScreenContext, go: { play: () => void; list: () => void }) {
    const link = (words: string, act: () => void): HTMLElement => {
      const button = make('button', 'skip', root, { type: 'button' });
      setText(button, words);
      button.addEventListener('click', act);
      return button;
    };
    this.#links = [link(text('skip.play'), go.play), link(text('skip.list'), go.list)];
  }

  update({ layout }: Frame): void {
    for (const link of this.#links) link.hidden = layout.match !== undefined;
  }
}

/** Light or dark, and how strong the contrast is: by the system or by the player's kept choices. */
import { paintIn, palettesOf, type Scheme } from '../design/tokens.ts';
import { KeptChoice } from '../storage/keptChoice.ts';
import { type ItemStorage, wordForm } from '../storage/keptItem.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** chosenTheme.js reads it too. */
export const THEME_FORM = wordForm('foyer.theme', THEMES);
export const CONTRASTS = ['system', 'normal', 'more'] as const;
export type Contrast = (typeof CONTRASTS)[number];
/** chosenTheme.js reads it too. */
export const CONTRAST_FORM = wordForm('foyer.contrast', CONTRASTS);

type ThemePage = {
  /** May throw. */
  storage: () => ItemStorage;
  systemDark: Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  systemMore: Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  root: { dataset: DOMStringMap };
  /** The metas that colour the browser's own bars: one for each scheme of the system. */
  bars: readonly { media: string; content: string }[];
};

export class PageTheme {
  readonly contrast: KeptChoice<Contrast>;
  readonly #page: ThemePage;
  readonly #theme: KeptChoice<Theme>;
  readonly #listeners = new Set<() => void>();

  constructor(page: ThemePage) {
    this.#page = page;
    this.#theme = new KeptChoice<Theme>(THEME_FORM, 'system', page.storage);
    this.contrast = new KeptChoice<Contrast>(CONTRAST_FORM, 'system', page.storage);
  }

  get chosen(): Theme {
    return this.#theme.chosen;
  }

  get scheme(): Scheme {
    if (this.chosen !== 'system') return this.chosen;
    return this.#page.systemDark.matches ? 'dark' : 'light';
  }

  get hasMore(): boolean {
    const { chosen } = this.contrast;
    return chosen === 'system' ? this.#page.systemMore.matches : chosen === 'more';
  }

  /** `listener` repaints. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Call before the first paint. */
  start(): void {
    const { systemDark, systemMore } = this.#page;
    this.#apply();
    for (const choice of [this.#theme, this.contrast]) choice.onChange(() => this.#changed());
    systemDark.addEventListener('change', () => {
      if (this.chosen === 'system') this.#changed();
    });
    systemMore.addEventListener('change', () => {
      if (this.contrast.chosen === 'system') this.#changed();
    });
  }

  choose(theme: Theme): void {
    this.#theme.choose(theme);
  }

  readAgain(): void {
    this.#theme.readAgain();
    this.contrast.readAgain();
  }

  #changed(): void {
    this.#apply();
    for (const listener of this.#listeners) listener();
  }

  #apply(): void {
    const { root, bars } = this.#page;
    const { chosen, hasMore } = this;
    paintIn(this.scheme, hasMore);
    root.dataset.theme = chosen;
    root.dataset.contrast = hasMore ? 'more' : 'normal';
    for (const bar of bars) {
      const system = bar.media.includes('dark') ? 'dark' : 'light';
      bar.content = palettesOf(hasMore)[chosen === 'system' ? system : chosen].page;
    }
  }
}

export function browserTheme(): PageTheme {
  return new PageTheme({
    storage: () => window.localStorage,
    systemDark: matchMedia('(prefers-color-scheme: dark)'),
    systemMore: matchMedia('(prefers-contrast: more)'),
    root: document.documentElement,
    bars: [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')],
  });
}

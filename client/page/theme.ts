/** Light or dark, by the system or by the player's kept choice. */
import { PALETTES, paintIn, type Scheme } from '../design/tokens.ts';
import { type ItemStorage, KeptItem, wordForm } from '../storage/keptItem.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** chosenTheme.js reads it too. */
export const THEME_FORM = wordForm('foyer.theme', THEMES);

export const isTheme = (name: string | undefined): name is Theme => THEMES.some((theme) => theme === name);

type ThemePage = {
  /** May throw. */
  storage: () => ItemStorage;
  systemDark: Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  root: { dataset: DOMStringMap };
  /** The metas that colour the browser's own bars: one for each scheme of the system. */
  bars: readonly { media: string; content: string }[];
};

export class PageTheme {
  readonly #page: ThemePage;
  readonly #item: KeptItem<Theme>;
  readonly #listeners = new Set<() => void>();
  #chosen: Theme = 'system';

  constructor(page: ThemePage) {
    this.#page = page;
    this.#item = new KeptItem(THEME_FORM, page.storage);
  }

  get chosen(): Theme {
    return this.#chosen;
  }

  get scheme(): Scheme {
    if (this.#chosen !== 'system') return this.#chosen;
    return this.#page.systemDark.matches ? 'dark' : 'light';
  }

  /** `listener` repaints. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Call before the first paint. */
  start(): void {
    this.#chosen = this.#item.read() ?? 'system';
    this.#apply();
    this.#page.systemDark.addEventListener('change', () => {
      if (this.#chosen === 'system') this.#changed();
    });
  }

  choose(theme: Theme): void {
    this.#chosen = theme;
    this.#item.write(theme);
    this.#changed();
  }

  #changed(): void {
    this.#apply();
    for (const listener of this.#listeners) listener();
  }

  #apply(): void {
    const { root, bars } = this.#page;
    paintIn(this.scheme);
    root.dataset.theme = this.#chosen;
    for (const bar of bars) {
      const system = bar.media.includes('dark') ? 'dark' : 'light';
      bar.content = PALETTES[this.#chosen === 'system' ? system : this.#chosen].page;
    }
  }
}

export function browserTheme(): PageTheme {
  return new PageTheme({
    storage: () => window.localStorage,
    systemDark: matchMedia('(prefers-color-scheme: dark)'),
    root: document.documentElement,
    bars: [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')],
  });
}

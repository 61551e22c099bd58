/** The language of this page: the player's choice, else the browser's. Stored, and set on the document. */
import { type ItemStorage, KeptItem, wordForm } from '../storage/keptItem.ts';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId, localeOf, preferredLanguage } from './languages.ts';
import { speak } from './text.ts';

export const LANGUAGE_FORM = wordForm('foyer.language', LANGUAGE_IDS);

/** `storage` keeps the choice and may throw. `wanted` lists the browser's languages, the preferred one first. */
type LanguagePage = {
  storage: () => ItemStorage;
  wanted: readonly string[];
  root: Pick<HTMLElement, 'lang' | 'dir'>;
};

export class PageLanguage {
  readonly #page: LanguagePage;
  readonly #item: KeptItem<LanguageId>;
  readonly #listeners = new Set<() => void>();
  #id: LanguageId = 'en';
  /** The latest choice wins, even if an earlier catalogue loads after it. */
  #turn = 0;

  constructor(page: LanguagePage) {
    this.#page = page;
    this.#item = new KeptItem(LANGUAGE_FORM, page.storage);
  }

  get id(): LanguageId {
    return this.#id;
  }

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.#id].direction;
  }

  /** Runs the listener after each change: all text is to be drawn again. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Runs before the first paint. Falls back to English if the catalogue cannot be loaded. */
  async start(): Promise<void> {
    await this.#use(preferredLanguage(this.#item.read(), this.#page.wanted)).catch(() => {});
  }

  /** Returns false, and changes nothing, if the catalogue cannot be loaded. */
  async choose(id: LanguageId): Promise<boolean> {
    try {
      if (!(await this.#use(id))) return true;
    } catch {
      return false;
    }
    this.#item.write(id);
    for (const listener of this.#listeners) listener();
    return true;
  }

  /** Another tab may have chosen. */
  async readAgain(): Promise<void> {
    const wanted = preferredLanguage(this.#item.read(), this.#page.wanted);
    if (wanted === this.#id || !(await this.#use(wanted).catch(() => false))) return;
    for (const listener of this.#listeners) listener();
  }

  async #use(id: LanguageId): Promise<boolean> {
    this.#turn += 1;
    const turn = this.#turn;
    const { direction, load } = LANGUAGES[id];
    const words = await load();
    if (turn !== this.#turn) return false;
    const { root, wanted } = this.#page;
    const locale = localeOf(id, wanted);
    speak(locale, words);
    this.#id = id;
    root.lang = locale;
    root.dir = direction;
    return true;
  }
}

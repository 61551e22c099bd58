/** The language of this page: chosen from the browser's or by the player, kept, and told to the document. */
import { type ItemStorage, KeptItem } from '../storage/keptItem.ts';
import { LANGUAGES, type LanguageId, localeOf, preferredLanguage } from './languages.ts';
import { speak } from './text.ts';

/** `storage`: where the choice is kept; may throw. `wanted`: the browser's languages, the most wanted first. */
type LanguagePage = {
  storage: () => ItemStorage;
  wanted: readonly string[];
  root: Pick<HTMLElement, 'lang' | 'dir'>;
};

export class PageLanguage {
  readonly #page: LanguagePage;
  readonly #item: KeptItem;
  readonly #listeners = new Set<() => void>();
  #id: LanguageId = 'en';
  /** Of two choices in quick succession the later one counts, whichever catalogue comes first. */
  #turn = 0;

  constructor(page: LanguagePage) {
    this.#page = page;
    this.#item = new KeptItem('foyer.language', page.storage);
  }

  get id(): LanguageId {
    return this.#id;
  }

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.#id].direction;
  }

  /** Whatever is painted in words is to be painted again. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Before the first paint. Where its catalogue can not be loaded the page is in English. */
  async start(): Promise<void> {
    await this.#use(preferredLanguage(this.#item.read(), this.#page.wanted)).catch(() => {});
  }

  /** Returns whether it is spoken now; where its catalogue can not be loaded, nothing changes. */
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

  /** False where a later choice took its place. */
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

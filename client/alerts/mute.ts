/** One choice for all sounds of the page, the lobby's and the games'. This browser keeps it for all its tabs. */
import { KeptChoice } from '../storage/keptChoice.ts';
import { type ItemStorage, wordForm } from '../storage/keptItem.ts';

export const MUTE_FORM = wordForm('foyer.muted', ['yes', 'no']);

export class Mute {
  readonly #choice: KeptChoice<'yes' | 'no'>;

  /** `storage` may throw. */
  constructor(storage: () => ItemStorage) {
    this.#choice = new KeptChoice<'yes' | 'no'>(MUTE_FORM, 'no', storage);
  }

  get isOn(): boolean {
    return this.#choice.chosen === 'yes';
  }

  toggle(): void {
    this.#choice.choose(this.isOn ? 'no' : 'yes');
  }

  readAgain(): void {
    this.#choice.readAgain();
  }
}

export const browserMute = (): Mute => new Mute(() => window.localStorage);

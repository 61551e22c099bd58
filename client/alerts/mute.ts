/** One choice for all sounds of the page, the lobby's and the games'. This browser keeps it for all its tabs. */
import { type ItemStorage, KeptItem, wordForm } from '../storage/keptItem.ts';

export const MUTE_FORM = wordForm('foyer.muted', ['yes', 'no']);

export class Mute {
  readonly #item: KeptItem<'yes' | 'no'>;
  #isOn = false;

  /** `storage` may throw. */
  constructor(storage: () => ItemStorage) {
    this.#item = new KeptItem(MUTE_FORM, storage);
    this.readAgain();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    this.#item.write(this.#isOn ? 'yes' : 'no');
  }

  readAgain(): void {
    const kept = this.#item.read();
    if (kept !== undefined) this.#isOn = kept === 'yes';
  }
}

export function browserMute(): Mute {
  const mute = new Mute(() => window.localStorage);
  window.addEventListener('storage', () => mute.readAgain());
  return mute;
}

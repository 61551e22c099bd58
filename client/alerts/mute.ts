/** One choice for all sounds of the page, the lobby's and the games'. This browser keeps it for all its tabs. */
import { type ItemStorage, KeptItem } from '../storage/keptItem.ts';

export class Mute {
  readonly #item: KeptItem;
  #isOn = false;

  /** `storage` may throw. */
  constructor(storage: () => ItemStorage) {
    this.#item = new KeptItem('foyer.muted', storage);
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

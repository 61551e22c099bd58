/** The bell as a browser has it; whatever it lacks stays silent. */
import { Chime } from './chime.ts';
import type { Bell } from './matchAlert.ts';
import type { Mute } from './mute.ts';
import type { WordBell } from './wordAlert.ts';

/** With a finger it is the end of the touch that counts. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown', 'click'] as const;

export class BrowserBell implements Bell, WordBell {
  readonly #chime: Chime;
  #isAble: boolean | undefined;

  constructor(mute: Mute) {
    this.#chime = new Chime(mute);
    // Whatever the gesture is for; again after each one: a phone suspends what plays when it rings.
    for (const type of GESTURES)
      window.addEventListener(type, () => this.#chime.unlock(), { capture: true, passive: true });
  }

  found(): void {
    this.#chime.found();
  }

  invited(): void {
    this.#chime.invited();
  }

  said(): void {
    this.#chime.said();
  }

  vibrate(pattern: readonly number[]): void {
    // Before the first gesture the browser refuses, and says so in the console.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([...pattern]);
  }

  notify(title: string, words: string): () => void {
    if (!('Notification' in window) || Notification.permission !== 'granted') return () => {};
    if (document.visibilityState === 'visible') return () => {};
    try {
      const shown = new Notification(title, { body: words, tag: 'foyer.match', requireInteraction: true });
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
      return () => shown.close();
    } catch {
      // A phone, where it was granted at another time.
      return () => {};
    }
  }

  canAskToNotify(): boolean {
    this.#isAble ??= canNotify();
    return this.#isAble && Notification.permission === 'default';
  }

  async askToNotify(): Promise<void> {
    if (this.canAskToNotify()) await Notification.requestPermission();
  }
}

/**
 * Phones have the word and throw at the deed: there it takes a service worker. They are not asked for what would not come;
 * sound, vibration and title are what they have. Without the permission, making one shows nothing.
 */
function canNotify(): boolean {
  if (!('Notification' in window)) return false;
  if (Notification.permission === 'granted') return true;
  try {
    new Notification('').close();
    return true;
  } catch {
    return false;
  }
}

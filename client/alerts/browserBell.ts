/** The bell as a browser has it; whatever it lacks stays silent. */
import { Chime } from './chime.ts';
import type { Bell } from './matchAlert.ts';
import type { Mute } from './mute.ts';

/** With a finger it is the end of the touch that counts. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown', 'click'] as const;

export class BrowserBell implements Bell {
  readonly #chime: Chime;

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

  vibrate(pattern: readonly number[]): void {
    // Before the first gesture the browser refuses, and says so in the console.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([...pattern]);
  }

  notify(title: string, words: string): () => void {
    if (!canNotify() || Notification.permission !== 'granted' || document.visibilityState === 'visible')
      return () => {};
    try {
      const shown = new Notification(title, { body: words, tag: 'foyer.match', requireInteraction: true });
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
      return () => shown.close();
    } catch {
      // Phones want a service worker for it.
      return () => {};
    }
  }

  canAskToNotify(): boolean {
    return canNotify() && Notification.permission === 'default';
  }

  async askToNotify(): Promise<void> {
    if (this.canAskToNotify()) await Notification.requestPermission();
  }
}

const canNotify = (): boolean => 'Notification' in window;

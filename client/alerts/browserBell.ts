/** The bell as a browser has it; whatever it lacks stays silent. */
import { Chime } from './chime.ts';
import type { Bell } from './matchAlert.ts';

export class BrowserBell implements Bell {
  readonly #chime = new Chime();

  unlock(): void {
    this.#chime.unlock();
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

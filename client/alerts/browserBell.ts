/** The bell of a browser; what the browser lacks stays silent. */
import { SOUND, VOLUME } from '../design/tokens.ts';
import { Chime } from './chime.ts';
import type { Bell } from './matchAlert.ts';
import type { MessageBell } from './messageAlert.ts';
import type { Mute } from './mute.ts';

/** For a finger, the end of the touch is the gesture. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown', 'click'] as const;

export class BrowserBell implements Bell, MessageBell {
  readonly #chime: Chime;
  #isAble: boolean | undefined;

  constructor(mute: Mute) {
    this.#chime = new Chime(mute, VOLUME.lobby);
    // Each gesture counts, not only the first: a phone that rings suspends the audio.
    for (const type of GESTURES)
      window.addEventListener(type, () => this.#chime.unlock(), { capture: true, passive: true });
  }

  found(): void {
    this.#chime.play(SOUND.found);
  }

  invited(): void {
    this.#chime.play(SOUND.invited);
  }

  messageArrived(): void {
    this.#chime.play(SOUND.messageArrived);
  }

  vibrate(pattern: readonly number[]): void {
    // Before the first gesture the browser refuses with a message in the console.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([...pattern]);
  }

  notify(title: string, body: string): () => void {
    if (!('Notification' in window) || Notification.permission !== 'granted') return () => {};
    if (document.visibilityState === 'visible') return () => {};
    try {
      const shown = new Notification(title, { body, tag: 'foyer.match', requireInteraction: true });
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
      return () => shown.close();
    } catch {
      // A phone that has the permission from elsewhere.
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

/** Phones have `Notification`, but its constructor throws there, so they are never asked for the permission. */
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

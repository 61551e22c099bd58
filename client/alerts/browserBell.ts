/** The bell of a browser; what the browser lacks stays silent. */
import { SOUND, VOLUME } from '../design/tokens.ts';
import { isQuietAt } from '../page/quietHours.ts';
import type { PageSettings } from '../page/settings.ts';
import { Chime } from './chime.ts';
import type { Bell } from './matchAlert.ts';
import type { MessageBell } from './messageAlert.ts';
import type { Mute } from './mute.ts';
import { shownByWorker } from './workerNotice.ts';

/** For a finger, the end of the touch is the gesture. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown', 'click'] as const;

/** Whether the player wants notifications, in the background too, and when not. */
type Settings = Pick<PageSettings, 'notices' | 'push' | 'quiet'>;

/** `unable`: this browser shows none. `ask`: the player has not been asked yet. */
export type NoticeState = 'unable' | 'ask' | 'denied' | 'granted';

export class BrowserBell implements Bell, MessageBell {
  readonly #chime: Chime;
  readonly #settings: Settings;
  #isAble: boolean | undefined;

  constructor(mute: Mute, settings: Settings) {
    this.#settings = settings;
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

  notify(title: string, body: string, tag: string): () => void {
    if (!('Notification' in window) || Notification.permission !== 'granted') return () => {};
    const { notices, push, quiet } = this.#settings;
    if (document.visibilityState === 'visible' || notices.chosen === 'no') return () => {};
    if (isQuietAt(quiet.chosen, new Date())) return () => {};
    const options = { body, tag: `foyer.${tag}`, requireInteraction: true };
    if (push.chosen === 'yes') return shownByWorker(title, options);
    try {
      const shown = new Notification(title, options);
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

  get noticeState(): NoticeState {
    this.#isAble ??= canNotify();
    if (!this.#isAble) return 'unable';
    return Notification.permission === 'default' ? 'ask' : Notification.permission;
  }

  canAskToNotify(): boolean {
    return this.noticeState === 'ask' && this.#settings.notices.chosen === 'yes';
  }

  async askToNotify(): Promise<void> {
    if (this.noticeState === 'ask') await Notification.requestPermission();
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

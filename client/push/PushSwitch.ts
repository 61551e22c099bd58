/**
 * Whether this browser is to be reached while the page is in the background. The choice is the browser's; the server is told of
 * it, of the language and of the quiet hours, at each start and with each change. Loaded with the settings, and at the start of a
 * page whose browser is reached.
 */
import { closeNotices } from '../alerts/workerNotice.ts';
import type { PageLanguage } from '../i18n/language.ts';
import { hoursOf } from '../page/quietHours.ts';
import type { KeptChoice } from '../storage/keptChoice.ts';
import { type Subscribed, subscribe, type Tell, unsubscribe } from './subscribing.ts';

/** `unable`: this browser cannot be reached, or is not here. `denied`: the player forbade notifications. */
export type PushState = 'unable' | 'denied' | 'off' | 'on';
export type PushAnswer = { ok: true } | { ok: false; why: 'denied' | Exclude<Subscribed, { ok: true }>['why'] };

/** `tell`: asks the server, with the player's token. `made`: the one switch of the page, once it is needed. */
export type PushDeps = {
  wanted: KeptChoice<'yes' | 'no'>;
  quiet: KeptChoice<string>;
  language: Pick<PageLanguage, 'id' | 'onChange'>;
  tell: Tell;
  made?: PushSwitch;
};

export function pushSwitchOf(deps: PushDeps): PushSwitch {
  deps.made ??= new PushSwitch(deps);
  return deps.made;
}

export class PushSwitch {
  readonly #deps: PushDeps;
  /** While it is being turned. */
  #turnsOn: boolean | undefined;

  constructor(deps: PushDeps) {
    this.#deps = deps;
    const again = () => void this.renew();
    deps.quiet.onChange(again);
    deps.language.onChange(again);
    document.addEventListener('visibilitychange', () => {
      // The page shows what was notified.
      if (document.visibilityState === 'visible' && this.state === 'on') void closeNotices();
    });
  }

  get state(): PushState {
    const isAble =
      isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
    if (!isAble) return 'unable';
    if (Notification.permission === 'denied') return 'denied';
    const isOn = this.#deps.wanted.chosen === 'yes' && Notification.permission === 'granted';
    return (this.#turnsOn ?? isOn) ? 'on' : 'off';
  }

  /** Tells the server what holds now, and renews what was lost. */
  async renew(): Promise<void> {
    if (this.state === 'on') await this.#subscribe();
  }

  /** By a press: browsers ask for the permission then alone. */
  async turn(isOn: boolean): Promise<PushAnswer> {
    if (this.#turnsOn !== undefined) return { ok: true };
    this.#turnsOn = isOn;
    try {
      return await (isOn ? this.#turnOn() : this.#turnOff());
    } finally {
      this.#turnsOn = undefined;
    }
  }

  async #turnOn(): Promise<PushAnswer> {
    if (Notification.permission === 'default') await Notification.requestPermission();
    if (Notification.permission !== 'granted') return { ok: false, why: 'denied' };
    const answer = await this.#subscribe();
    if (answer.ok) this.#deps.wanted.choose('yes');
    return answer;
  }

  async #turnOff(): Promise<PushAnswer> {
    const { wanted, tell } = this.#deps;
    wanted.choose('no');
    await unsubscribe(tell);
    return { ok: true };
  }

  #subscribe(): Promise<Subscribed> {
    const { language, quiet, tell } = this.#deps;
    const hours = hoursOf(quiet.chosen);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return subscribe({ language: language.id, quiet: hours ? { ...hours, timeZone } : null, tell });
  }
}

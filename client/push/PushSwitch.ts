/**
 * Whether this browser is to be reached while the page is in the background. The choice is the browser's; the server is told of
 * it, of the language and of the quiet hours, at each start and with each change.
 */
import { closeNotices } from '../alerts/workerNotice.ts';
import type { PageLanguage } from '../i18n/language.ts';
import type { LobbyEvent } from '../net/events.ts';
import type { Records } from '../net/records.ts';
import { hoursOf } from '../page/quietHours.ts';
import type { KeptChoice } from '../storage/keptChoice.ts';
import type { Subscribed, Telling } from './subscribing.ts';

/** `unable`: this browser cannot be reached, or is not here. `denied`: the player forbade notifications. */
export type PushState = 'unable' | 'denied' | 'off' | 'on';
export type PushAnswer =
  | { ok: true }
  | { ok: false; why: 'denied' | 'load' | Exclude<Subscribed, { ok: true }>['why'] };

type PushSwitchDeps = {
  wanted: KeptChoice<'yes' | 'no'>;
  quiet: KeptChoice<string>;
  language: Pick<PageLanguage, 'id' | 'onChange'>;
  tell: Records['tell'];
  load: () => Promise<typeof import('./subscribing.ts')>;
};

export class PushSwitch {
  readonly #deps: PushSwitchDeps;
  /** While it is being turned. */
  #turnsOn: boolean | undefined;
  #hasStarted = false;

  constructor(deps: PushSwitchDeps) {
    this.#deps = deps;
    const again = () => void (this.state === 'on' && this.#subscribe());
    deps.quiet.onChange(again);
    deps.language.onChange(again);
  }

  get state(): PushState {
    const isAble =
      isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
    if (!isAble) return 'unable';
    if (Notification.permission === 'denied') return 'denied';
    const isOn = this.#deps.wanted.chosen === 'yes' && Notification.permission === 'granted';
    return (this.#turnsOn ?? isOn) ? 'on' : 'off';
  }

  /** Once the server is reached: the subscription may have been lost, or be another player's of this browser. */
  handle(event: LobbyEvent): void {
    if (this.#hasStarted || event.type !== 'linkChanged' || event.link.kind !== 'online') return;
    this.#hasStarted = true;
    if (this.state === 'on') void this.#subscribe();
  }

  /** The page shows what was notified. */
  pageShown(): void {
    if (this.state === 'on') void closeNotices();
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
    const { wanted, load, tell } = this.#deps;
    wanted.choose('no');
    const module = await load().catch(() => undefined);
    if (!module) return { ok: false, why: 'load' };
    await module.unsubscribe(tell);
    return { ok: true };
  }

  async #subscribe(): Promise<PushAnswer> {
    const module = await this.#deps.load().catch(() => undefined);
    return module ? module.subscribe(this.#telling()) : { ok: false, why: 'load' };
  }

  #telling(): Telling {
    const { language, quiet, tell } = this.#deps;
    const hours = hoursOf(quiet.chosen);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { language: language.id, quiet: hours ? { ...hours, timeZone } : null, tell };
  }
}

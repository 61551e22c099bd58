/**
 * Announces a ready check by sound, vibration, and a notification on a hidden page, until the check ends, any tab
 * answers, or the link drops. It runs outside Phaser's loop, which pauses in a hidden tab. Timers of a long hidden tab
 * run once a minute, but the first ring comes with the event.
 */
import { text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Check } from '../model/play/playState.ts';
import type { LobbyEvent } from '../net/events.ts';
import { isAsking } from '../page/title.ts';
import { modeTitle } from '../presentation/titles.ts';

export interface Bell {
  found(): void;
  invited(): void;
  vibrate(pattern: readonly number[]): void;
  /** Shows one if it is permitted and the page is hidden; returns what removes it. */
  notify(title: string, words: string): () => void;
}

type MatchAlertDeps = {
  bell: Bell;
  model: LobbyModel;
  /** Monotonic ms. */
  now(): number;
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(timer: number | undefined): void;
};

export const RING_AGAIN_MS = 6_000;
const PATTERN = [220, 90, 220, 90, 400];

export class MatchAlert {
  readonly #deps: MatchAlertDeps;
  #proposalId: string | undefined;
  #timer: number | undefined;
  #takeBack: () => void = () => {};

  constructor(deps: MatchAlertDeps) {
    this.#deps = deps;
    deps.model.subscribe(() => this.#follow());
  }

  handle(event: LobbyEvent): void {
    if (event.type === 'invited') this.#deps.bell.invited();
  }

  #follow(): void {
    const check = this.#openCheck();
    if (check?.proposalId === this.#proposalId) return;
    this.#silence();
    if (!check) return;
    this.#proposalId = check.proposalId;
    this.#ring(check);
    const title = text('notify.check', { mode: modeTitle(check.mode) });
    this.#takeBack = this.#deps.bell.notify(title, text('notify.checkText'));
  }

  #silence(): void {
    this.#proposalId = undefined;
    this.#deps.clearTimeout(this.#timer);
    this.#takeBack();
    this.#takeBack = () => {};
  }

  /** Undefined while the link is down and until the server confirms the check again: nothing can be answered then. */
  #openCheck(): Check | undefined {
    const { model, now } = this.#deps;
    const { check, isUnconfirmed } = model.play.state;
    if (!check || isUnconfirmed.check || model.link.kind !== 'online' || now() >= check.acceptBy) return undefined;
    if (model.play.searchIn !== 'here') return undefined;
    return isAsking(model, now()) ? check : undefined;
  }

  #ring(check: Check): void {
    const { bell, now, setTimeout } = this.#deps;
    bell.found();
    bell.vibrate(PATTERN);
    this.#timer = setTimeout(() => this.#ringAgain(), Math.min(RING_AGAIN_MS, check.acceptBy - now()));
  }

  #ringAgain(): void {
    const check = this.#openCheck();
    if (check) this.#ring(check);
    else this.#silence();
  }
}

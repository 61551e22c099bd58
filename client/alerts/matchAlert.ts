/**
 * So that nobody misses a ready check: a sound, again after a while, vibration, and a notification where the page is
 * hidden. It follows what the model knows, so it ends with the check's time, with its answer in any tab, and with the link.
 * Outside Phaser's loop, which pauses in a hidden tab. Timers of a tab that was hidden for long run once a minute: the first
 * ring comes with the event, and a page that was just heard is not slowed down. Title and icon are title.ts's.
 */
import { text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Check } from '../model/play/playState.ts';
import { modeTitle } from '../model/play/queueView.ts';
import type { LobbyEvent } from '../net/events.ts';
import { isAsking } from '../page/title.ts';

/** What the browser can do. */
export interface Bell {
  found(): void;
  invited(): void;
  vibrate(pattern: readonly number[]): void;
  /** Shows one where it is granted and the page is hidden; returns what takes it back. */
  notify(title: string, words: string): () => void;
}

export type MatchAlertDeps = {
  bell: Bell;
  model: LobbyModel;
  /** Monotonic ms. */
  now(): number;
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(timer: number | undefined): void;
};

/** Rung again for who left the room to fetch a coffee. */
export const RING_AGAIN_MS = 6_000;
const PATTERN = [220, 90, 220, 90, 400];

export class MatchAlert {
  readonly #deps: MatchAlertDeps;
  #proposalId: string | undefined;
  #timer: number | undefined;
  #takeBack: () => void = () => {};

  constructor(deps: MatchAlertDeps) {
    this.#deps = deps;
  }

  /** After the model has heard it. */
  heard(event: LobbyEvent): void {
    if (event.type === 'invited') this.#deps.bell.invited();
    this.look();
  }

  /** Whatever the model knows now. */
  look(): void {
    const check = this.#asked();
    if (check?.proposalId === this.#proposalId) return;
    this.quiet();
    if (!check) return;
    this.#proposalId = check.proposalId;
    this.#ring(check);
    const title = text('notify.check', { mode: modeTitle(check.mode) });
    this.#takeBack = this.#deps.bell.notify(title, text('notify.checkText'));
  }

  /** The player answered, or there is nothing to answer any more. */
  quiet(): void {
    this.#proposalId = undefined;
    this.#deps.clearTimeout(this.#timer);
    this.#takeBack();
    this.#takeBack = () => {};
  }

  /** Without the link nothing can be answered; back again, the server says first whether there still is a check. */
  #asked(): Check | undefined {
    const { model, now } = this.#deps;
    const { check, isUnconfirmed } = model.play.state;
    if (!check || isUnconfirmed.check || model.link.kind !== 'online' || now() >= check.acceptBy) return undefined;
    // Of several tabs the one that has the search rings.
    if (model.play.searchIn !== 'here') return undefined;
    return isAsking(model, now()) ? check : undefined;
  }

  #ring(check: Check): void {
    const { bell, now, setTimeout } = this.#deps;
    bell.found();
    bell.vibrate(PATTERN);
    this.#timer = setTimeout(() => this.#again(), Math.min(RING_AGAIN_MS, check.acceptBy - now()));
  }

  #again(): void {
    const check = this.#asked();
    if (check) this.#ring(check);
    else this.quiet();
  }
}

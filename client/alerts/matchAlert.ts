/**
 * Announces a ready check by sound, vibration, and a notification on a hidden page, until the check ends, any tab
 * answers, or the link drops. It runs outside Phaser's loop, which pauses in a hidden tab. Timers of a long hidden tab
 * run once a minute, but the first ring comes with the event.
 */
import { text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Check } from '../model/play/playState.ts';
import { inviteText } from '../model/views/inviteText.ts';
import type { LobbyEvent } from '../net/events.ts';
import { isAsking } from '../page/title.ts';
import { modeTitle } from '../presentation/titles.ts';

export interface Bell {
  found(): void;
  invited(): void;
  vibrate(pattern: readonly number[]): void;
  /** Shows one if it is permitted and the page is hidden; returns what removes it. */
  notify(title: string, words: string, tag: string): () => void;
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
  /** What removes the notification of an invite, by its id. */
  readonly #invites = new Map<string, () => void>();

  constructor(deps: MatchAlertDeps) {
    this.#deps = deps;
    deps.model.subscribe(() => this.#follow());
  }

  handle(event: LobbyEvent): void {
    if (event.type !== 'invited') return;
    const { bell } = this.#deps;
    bell.invited();
    const { inviteId } = event.payload;
    this.#invites.get(inviteId)?.();
    this.#invites.set(inviteId, bell.notify(inviteText(event.payload), text('notify.inviteText'), inviteId));
  }

  /** With the invite goes what told of it. */
  #followInvites(): void {
    const open = new Set(this.#deps.model.play.state.invites.map(({ inviteId }) => inviteId));
    for (const [inviteId, takeBack] of this.#invites) {
      if (open.has(inviteId)) continue;
      takeBack();
      this.#invites.delete(inviteId);
    }
  }

  #follow(): void {
    this.#followInvites();
    const check = this.#openCheck();
    if (check?.proposalId === this.#proposalId) return;
    this.#silence();
    if (!check) return;
    this.#proposalId = check.proposalId;
    this.#ring(check);
    const title = text('notify.check', { mode: modeTitle(check.mode) });
    this.#takeBack = this.#deps.bell.notify(title, text('notify.checkText'), 'match');
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

/**
 * So that nobody misses a ready check: a sound, again after a while, vibration, and a notification where the page is
 * hidden. Outside Phaser's loop, which pauses in a hidden tab. The title and the icon flash in title.ts.
 */
import { text } from '../i18n/text.ts';
import { modeTitle } from '../model/play/queueView.ts';
import type { LobbyEvent } from '../net/events.ts';

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

  /** `selfId`: who accepted, here or in another tab, needs no more ringing. */
  heard(event: LobbyEvent, selfId: string | undefined): void {
    if (event.type === 'invited') this.#deps.bell.invited();
    if (event.type === 'matchReady' || event.type === 'matchCancelled') this.quiet();
    if (event.type === 'queueUpdated' && !event.payload.queue) this.quiet();
    if (event.type !== 'matchProposed') return;
    const { proposalId, players, mode } = event.payload;
    if (players.some(({ id, isReady }) => isReady && id === selfId)) return this.quiet();
    if (proposalId === this.#proposalId) return;
    this.#proposalId = proposalId;
    this.#ring();
    this.#takeBack = this.#deps.bell.notify(text('notify.check', { mode: modeTitle(mode) }), text('notify.checkText'));
  }

  /** The player answered, or there is nothing to answer any more. */
  quiet(): void {
    this.#deps.clearTimeout(this.#timer);
    this.#takeBack();
    this.#takeBack = () => {};
  }

  #ring(): void {
    this.#deps.clearTimeout(this.#timer);
    this.#deps.bell.found();
    this.#deps.bell.vibrate(PATTERN);
    this.#timer = this.#deps.setTimeout(() => this.#ring(), RING_AGAIN_MS);
  }
}

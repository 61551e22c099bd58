/**
 * Remembers each "no": the same ask to the same player waits longer after each one. Pure; times in ms of the caller's
 * clock, ids in the order of their latest "no". Footprint: at most DECLINED_MAX entries, each kept for a day.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { ASK_WAITS_MS } from '../../../shared/limits.ts';

/** An asker who is let through once more after so many others were told no harms nobody. */
export const DECLINED_MAX = 20_000;
/** A day without another "no" clears the earlier ones. */
const FORGOTTEN_AFTER_MS = 86_400_000;

export type AskKind = 'party' | 'challenge' | 'friend';
export type DeclinedAsk = {
  readonly kind: AskKind;
  readonly from: PlayerId;
  readonly to: PlayerId;
  readonly count: number;
  readonly lastAt: number;
};
export type DeclinedEffect =
  | { type: 'save'; kind: 'declined'; id: string; value: DeclinedAsk }
  | { type: 'forget'; kind: 'declined'; id: string };

export const declinedId = ({ kind, from, to }: Pick<DeclinedAsk, 'kind' | 'from' | 'to'>): string =>
  `${kind} ${from} ${to}`;

export class DeclinedAsks {
  readonly #emit: (effect: DeclinedEffect) => void;
  readonly #byId = new Map<string, DeclinedAsk>();

  constructor(emit: (effect: DeclinedEffect) => void) {
    this.#emit = emit;
  }

  /** In any order. */
  restore(stored: readonly DeclinedAsk[]): void {
    for (const ask of stored.toSorted((a, b) => a.lastAt - b.lastAt)) this.#byId.set(declinedId(ask), ask);
  }

  stored(): DeclinedAsk[] {
    return [...this.#byId.values()];
  }

  /** How long `from` may not ask again; 0: they may. */
  waitMs(kind: AskKind, from: PlayerId, to: PlayerId, now: number): number {
    const ask = this.#byId.get(declinedId({ kind, from, to }));
    if (!ask) return 0;
    const waitMs = ASK_WAITS_MS[Math.min(ask.count, ASK_WAITS_MS.length) - 1] ?? 0;
    return Math.min(waitMs, Math.max(0, ask.lastAt + waitMs - now));
  }

  add(kind: AskKind, from: PlayerId, to: PlayerId, now: number): void {
    const id = declinedId({ kind, from, to });
    const before = this.#byId.get(id);
    const isRecent = before !== undefined && now - before.lastAt < FORGOTTEN_AFTER_MS;
    const value = { kind, from, to, count: isRecent ? before.count + 1 : 1, lastAt: now };
    this.#byId.delete(id);
    this.#byId.set(id, value);
    this.#emit({ type: 'save', kind: 'declined', id, value });
    for (const [oldest, { lastAt }] of this.#byId) {
      if (this.#byId.size <= DECLINED_MAX && now - lastAt < FORGOTTEN_AFTER_MS) break;
      this.#forget(oldest);
    }
  }

  /** One of them has said yes to the other: both may ask again. */
  clear(kind: AskKind, one: PlayerId, other: PlayerId): void {
    this.#forget(declinedId({ kind, from: one, to: other }));
    this.#forget(declinedId({ kind, from: other, to: one }));
  }

  #forget(id: string): void {
    if (this.#byId.delete(id)) this.#emit({ type: 'forget', kind: 'declined', id });
  }
}

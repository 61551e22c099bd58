import type { Client, Deferred, Delayed, Room } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';

type Hold = { timer: Delayed; resume: Deferred<Client>; expired: () => void };

/** The sessions of a match room: one for each player and spectator, live or held for the reconnection window. */
export class MatchSessions {
  readonly #clock: Room['clock'];
  readonly #byPlayer = new Map<PlayerId, string>();
  readonly #holds = new Map<string, Hold>();

  constructor(clock: Room['clock']) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#byPlayer.size;
  }

  of(player: PlayerId): string | undefined {
    return this.#byPlayer.get(player);
  }

  isHeld(session: string): boolean {
    return this.#holds.has(session);
  }

  /** Returns the live session that this one replaces. */
  enter(player: PlayerId, session: string): string | undefined {
    const before = this.#byPlayer.get(player);
    this.#byPlayer.set(player, session);
    return before === undefined || before === session || this.#release(before, 'replaced') ? undefined : before;
  }

  /** False where the player has another session by now, or none. */
  leave(player: PlayerId, session: string): boolean {
    return this.#byPlayer.get(player) === session && this.#byPlayer.delete(player);
  }

  /** `resume`: Colyseus' promise of the return. `expired`: called at the end of the window. */
  hold(session: string, resume: Deferred<Client>, windowMs: number, expired: () => void): void {
    const timer = this.#clock.setTimeout(() => this.expire(session), windowMs);
    this.#holds.set(session, { timer, resume, expired });
    // Rejects at the end of the window, at the room's end, and at once where the socket had not acknowledged its join.
    resume.then(undefined, () => {});
  }

  resume(session: string): void {
    this.#holds.get(session)?.timer.clear();
    this.#holds.delete(session);
  }

  /** Ends the window now. False where the session is not held. */
  expire(session: string): boolean {
    const expired = this.#holds.get(session)?.expired;
    if (!this.#release(session, 'expired')) return false;
    expired?.();
    return true;
  }

  /** No window ends any more. */
  stop(): void {
    for (const { timer } of this.#holds.values()) timer.clear();
  }

  #release(session: string, why: string): boolean {
    const hold = this.#holds.get(session);
    if (!hold) return false;
    this.resume(session);
    // A plain promise where the socket had not acknowledged its join.
    hold.resume.reject?.(new Error(why));
    return true;
  }
}

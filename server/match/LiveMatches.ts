/** The matches with rooms in this process: the process' end ends them, and operators end a player's part in them. */
import type { PlayerId } from '../../shared/ids.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import type { CloseReason } from '../domain/presence/player.ts';
import type { SessionEvent } from '../lobby/LocalPlayers.ts';
import type { Clock } from '../ports.ts';

/** A match's room. `gathering`: open, and not begun. `busy`: its players are in it, or on their way. */
export type LiveMatch = {
  readonly stage: 'gathering' | 'busy' | 'over';
  /** For the desk; undefined when the match is over. */
  readonly standing: StoredMatch | undefined;
  /** Ends it without a result, where it has none. Resolves when the room is gone. */
  disconnect(closeCode: number): Promise<unknown>;
  /** Ends the player's part: in a running match they have abandoned it. False where they have none. */
  endPlayer(player: PlayerId, why: 'kicked' | 'banned'): boolean;
  /** Of one of its sessions: its window is over, or its player gave no input for too long. */
  endSession(session: string, why: 'expired' | CloseReason): void;
};

const LOOK_MS = 50;

export class LiveMatches {
  readonly #clock: Clock;
  readonly #all = new Set<LiveMatch>();
  readonly #bySession = new Map<string, LiveMatch>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(match: LiveMatch): void {
    this.#all.add(match);
  }

  remove(match: LiveMatch): void {
    this.#all.delete(match);
  }

  entered(session: string, match: LiveMatch): void {
    this.#bySession.set(session, match);
  }

  /** The session has ended. */
  gone(session: string): void {
    this.#bySession.delete(session);
  }

  standing(): StoredMatch[] {
    return [...this.#all].flatMap((match) => match.standing ?? []);
  }

  endPlayer(player: PlayerId, why: 'kicked' | 'banned'): boolean {
    return [...this.#all].filter((match) => match.endPlayer(player, why)).length > 0;
  }

  /** Ends the sessions that the sweep ended. Operators end the player's part by `endPlayer`. */
  follow(event: SessionEvent): void {
    if (event.type !== 'closed' || event.shard !== null) return;
    const { sessionId, why } = event;
    if (why === 'expired' || why === 'idle') this.#bySession.get(sessionId)?.endSession(sessionId, why);
  }

  get busy(): number {
    return this.#inStage('busy').length;
  }

  /** Resolves when no match is busy, after `limitMs`, or at the signal. */
  async ended(limitMs: number, hurry: AbortSignal): Promise<void> {
    const until = this.#clock.now() + limitMs;
    while (this.busy > 0 && this.#clock.now() < until && !hurry.aborted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async breakOffGathering(): Promise<void> {
    await Promise.all(this.#inStage('gathering').map((match) => match.disconnect(CLOSE.shutdown)));
  }

  async breakOffAll(): Promise<void> {
    await Promise.all([...this.#all].map((match) => match.disconnect(CLOSE.shutdown)));
  }

  #inStage(stage: LiveMatch['stage']): LiveMatch[] {
    return [...this.#all].filter((match) => match.stage === stage);
  }
}

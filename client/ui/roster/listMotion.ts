/** Decides whether lines glide: only if the roster itself moved them, never on a scroll, first fill, crowd or storm. */
import { isStill } from '../../design/motion.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';

/** More moves than this in a second are a crowd. */
const CROWD_A_SECOND = 10;

export class ListMotion {
  #seen: { moves: number; scroll: number; selfId: string | undefined } | undefined;
  #second = { since: 0, moves: 0 };

  /** Call at each update. */
  isAnimated({ roster, storm }: LobbyModel, scroll: number, now: number): boolean {
    const { moves, selfId } = roster;
    const before = this.#seen;
    this.#seen = { moves, scroll, selfId };
    if (now - this.#second.since > 1_000) this.#second = { since: now, moves: 0 };
    this.#second.moves += moves - (before?.moves ?? 0);
    const isCrowd = this.#second.moves > CROWD_A_SECOND || storm.count(now) !== undefined;
    return before?.selfId === selfId && before?.scroll === scroll && !isCrowd && !isStill();
  }
}

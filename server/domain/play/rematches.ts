/** Matches that are over and still have their rooms: which of their players want a rematch, and what they are told. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { PlayPushes } from '../../../shared/playProtocol.ts';
import { type Blocks, isApart } from '../social/contactRule.ts';
import type { Effects } from './deskEffects.ts';

/** `left`: the table, and have not asked since. `told`: to each player, as last pushed. */
type Rematch = {
  readonly matchId: string;
  readonly players: readonly PlayerId[];
  readonly asked: Set<PlayerId>;
  readonly left: Set<PlayerId>;
  readonly told: Map<PlayerId, PlayPushes['rematchUpdated']>;
  blocks: Blocks;
  hasBegun: boolean;
};

export class Rematches {
  readonly #effects: Effects;
  readonly #byMatch = new Map<string, Rematch>();

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  /** The match has a result. `left`: players that abandoned it. */
  open(matchId: string, players: readonly PlayerId[], left: readonly PlayerId[]): void {
    const rematch = { matchId, players, asked: new Set<PlayerId>(), left: new Set(left), told: new Map() };
    this.#byMatch.set(matchId, { ...rematch, blocks: new Map(), hasBegun: false });
    this.#push(matchId);
  }

  /** All others have asked. */
  isMissingOnly(matchId: string, player: PlayerId): boolean {
    const rematch = this.#byMatch.get(matchId);
    return rematch?.players.every((id) => id === player || rematch.asked.has(id)) ?? false;
  }

  /** Also after leaving the table. `blocks`: of the match's players. */
  ask(matchId: string, player: PlayerId, blocks: Blocks): void {
    const rematch = this.#byMatch.get(matchId);
    rematch?.asked.add(player);
    rematch?.left.delete(player);
    if (rematch) rematch.blocks = blocks;
    this.#push(matchId);
  }

  /** The player has seen the result and left the table: they want no rematch. */
  leave(matchId: string, player: PlayerId): void {
    const rematch = this.#byMatch.get(matchId);
    rematch?.asked.delete(player);
    rematch?.left.add(player);
    this.#push(matchId);
  }

  begin(matchId: string): void {
    const rematch = this.#byMatch.get(matchId);
    rematch?.asked.clear();
    if (rematch) rematch.hasBegun = true;
  }

  /** The match's room is gone. */
  close(matchId: string): void {
    this.#push(matchId, true);
    this.#byMatch.delete(matchId);
  }

  /** An ask does not reach a player on the other side of a block. */
  #push(matchId: string, isOutOfTime = false): void {
    const rematch = this.#byMatch.get(matchId);
    if (!rematch || rematch.hasBegun) return;
    const { players, left, told, blocks } = rematch;
    for (const to of players.filter((id) => !left.has(id))) {
      const before = told.get(to);
      const isHidden = (id: string) => isApart(blocks, to, [id as PlayerId]);
      const asked = [...rematch.asked].filter((id) => !isHidden(id));
      // A wish that is hidden after it was told looks like one that was taken back.
      const tookBack = [...(before?.asked ?? []), ...(before?.refused ?? [])].filter(isHidden);
      const refused = [...new Set([...left, ...tookBack])];
      const payload = { matchId, asked, refused, isOutOfTime: isOutOfTime && asked.length > 0 };
      const isNews = JSON.stringify(payload) !== JSON.stringify(before);
      if (asked.length + refused.length > 0 && isNews) this.#effects.push(to, 'rematchUpdated', payload);
      told.set(to, payload);
    }
  }
}

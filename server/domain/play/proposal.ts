/** A match that was found, waiting for everybody to accept. Ends with the last acceptance or first refusal. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { CancelReason } from '../../../shared/playProtocol.ts';

export type ProposalOutcome =
  | { type: 'accepted' }
  /** `culprits`: the players that prevented it; empty where nobody is to blame. */
  | { type: 'cancelled'; reason: CancelReason; culprits: readonly PlayerId[] };

export class Proposal {
  readonly id: string;
  readonly players: readonly PlayerId[];
  readonly acceptBy: number;
  readonly #accepted = new Set<PlayerId>();
  #outcome: ProposalOutcome | undefined;

  constructor(id: string, players: readonly PlayerId[], acceptBy: number) {
    this.id = id;
    this.players = players;
    this.acceptBy = acceptBy;
  }

  get outcome(): ProposalOutcome | undefined {
    return this.#outcome;
  }

  hasAccepted(player: PlayerId): boolean {
    return this.#accepted.has(player);
  }

  /** False where it changes nothing, as below. */
  accept(player: PlayerId): boolean {
    if (this.#outcome || this.#accepted.has(player) || !this.players.includes(player)) return false;
    this.#accepted.add(player);
    if (this.#accepted.size === this.players.length) this.#outcome = { type: 'accepted' };
    return true;
  }

  decline(player: PlayerId): boolean {
    if (!this.players.includes(player)) return false;
    return this.#cancel('declined', [player]);
  }

  /** Whether a lost connection of the player ends it: not once they have accepted, for they may be back in time. */
  endsWithoutLink(player: PlayerId): boolean {
    return !this.#outcome && !this.#accepted.has(player) && this.players.includes(player);
  }

  /** For a reason outside the ready check. */
  callOff(reason: CancelReason, culprits: readonly PlayerId[] = []): boolean {
    return this.#cancel(reason, culprits);
  }

  expire(now: number): boolean {
    if (now < this.acceptBy) return false;
    return this.#cancel(
      'timedOut',
      this.players.filter((player) => !this.#accepted.has(player)),
    );
  }

  #cancel(reason: CancelReason, culprits: readonly PlayerId[]): boolean {
    if (this.#outcome) return false;
    this.#outcome = { type: 'cancelled', reason, culprits };
    return true;
  }
}

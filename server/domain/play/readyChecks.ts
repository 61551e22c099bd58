/** Matches that were found and wait for everybody to accept. Pure; times in ms of the desk's clock. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Mode } from '../../../shared/modes.ts';
import type { Effects, MatchPlan } from './deskEffects.ts';
import type { DeskQueue, Queued } from './deskQueue.ts';
import { Proposal, type ProposalOutcome } from './proposal.ts';

export type ReadyCheck = {
  readonly proposal: Proposal;
  readonly plan: MatchPlan;
  readonly mode: Mode;
  readonly tickets: readonly Queued[];
};

export class ReadyChecks {
  readonly #effects: Effects;
  readonly #queue: DeskQueue;
  readonly #checks = new Map<string, ReadyCheck>();

  constructor(effects: Effects, queue: DeskQueue) {
    this.#effects = effects;
    this.#queue = queue;
  }

  find(proposalId: string): ReadyCheck | undefined {
    return this.#checks.get(proposalId);
  }

  all(): ReadyCheck[] {
    return [...this.#checks.values()];
  }

  get size(): number {
    return this.#checks.size;
  }

  begin(plan: MatchPlan, mode: Mode, tickets: readonly Queued[], acceptBy: number, now: number): void {
    const players = plan.seats.map(({ playerId }) => playerId);
    const check: ReadyCheck = { proposal: new Proposal(plan.matchId, players, acceptBy), plan, mode, tickets };
    this.#checks.set(check.proposal.id, check);
    for (const queued of tickets) {
      Object.assign(queued, { check, matchId: plan.matchId, foundAt: now });
      this.#queue.save(queued);
    }
    this.tell(check, now);
  }

  /** Does `act` with it, and tells its players what that changed. Gives how it has ended, where that ended it. */
  decide(check: ReadyCheck, act: (proposal: Proposal) => boolean, now: number): ProposalOutcome | undefined {
    if (!act(check.proposal)) return undefined;
    const { outcome } = check.proposal;
    if (outcome) this.#end(check);
    if (outcome?.type !== 'cancelled') this.tell(check, now);
    return outcome;
  }

  /** To `to`, or to all of them. */
  tell({ proposal, plan }: ReadyCheck, now: number, to: readonly PlayerId[] = proposal.players): void {
    const players = plan.seats.map(({ playerId: id, name }) => ({ id, name, isReady: proposal.hasAccepted(id) }));
    const leftMs = Math.max(0, proposal.acceptBy - now);
    const payload = { proposalId: proposal.id, matchId: plan.matchId, mode: plan.mode, leftMs, players };
    for (const player of to) this.#effects.push(player, 'matchProposed', payload);
  }

  /** The tickets know their match until it has begun: should this desk die before, another tells their players. */
  #end({ proposal, tickets }: ReadyCheck): void {
    this.#checks.delete(proposal.id);
    for (const queued of tickets) delete queued.check;
  }
}

/** Matches that were found and wait for everybody to accept. Pure; times in ms of the desk's clock. */
import type { PlayerId } from '../../../shared/ids.ts';
import { isRated, type Mode } from '../../../shared/modes.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import { Recent } from '../admission/Recent.ts';
import type { Found } from '../matchmaking/matchmaker.ts';
import { isPublic, type SubjectOf, shownAs } from '../presence/visibility.ts';
import type { Blame } from './blame.ts';
import type { Effects, MatchPlan } from './deskEffects.ts';
import type { PlanOf } from './deskMatch.ts';
import type { DeskMatches } from './deskMatches.ts';
import type { DeskQueue, Queued } from './deskQueue.ts';
import { Proposal } from './proposal.ts';

export type ReadyCheck = {
  readonly proposal: Proposal;
  readonly plan: MatchPlan;
  readonly mode: Mode;
  readonly tickets: readonly Queued[];
  /** The players whom everybody saw when it began. */
  readonly seen: ReadonlySet<PlayerId>;
  /** What each player was last told of the others. */
  readonly told: Map<PlayerId, string>;
};

type Answer = 'accept' | 'decline';
/** How long after its end a check still knows its answers. */
const ANSWERS_KEPT_MS = 60_000;

type CheckParts = {
  effects: Effects;
  queue: DeskQueue;
  matches: DeskMatches;
  planOf: PlanOf;
  blame: Blame;
  subjectOf: SubjectOf;
};

export class ReadyChecks {
  readonly #parts: CheckParts;
  readonly #checks = new Map<string, ReadyCheck>();
  readonly #checkOf = new Map<Queued, ReadyCheck>();
  /** By check and player. */
  readonly #answers = new Recent<Answer, string>(ANSWERS_KEPT_MS);

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  of(queued: Queued): ReadyCheck | undefined {
    return this.#checkOf.get(queued);
  }

  get size(): number {
    return this.#checks.size;
  }

  propose(mode: Mode, { sides, quality, reasons }: Found, acceptMs: number, now: number): void {
    const tickets = sides.flat().map(({ id }) => this.#parts.queue.find(id) as Queued);
    const seats = sides
      .flatMap((side, team) => side.flatMap(({ players }) => players.map((player) => ({ player, team }))))
      .map(({ player: { id, name, emblem }, team }, place) => ({
        ...{ playerId: id, name, emblem },
        team: mode.teams === undefined ? place : team,
      }));
    // In a free-for-all, a party could let one of its members win.
    const isFriendly = mode.teams === undefined && seats.length > tickets.length;
    const plan = this.#parts.planOf(mode, seats, { isFriendly });
    const { matchId } = plan;
    const sizes = sides.map((side) => side.map(({ players }) => players.length));
    this.#parts.effects.add({ type: 'found', matchId, mode: mode.id, sides: sizes, quality, reasons });
    const players = seats.map(({ playerId }) => playerId);
    const seen = new Set(players.filter((id) => isPublic(this.#parts.subjectOf(id))));
    const proposal = new Proposal(matchId, players, now + acceptMs);
    const check: ReadyCheck = { proposal, plan, mode, tickets, seen, told: new Map() };
    this.#checks.set(matchId, check);
    for (const queued of tickets) {
      this.#checkOf.set(queued, check);
      Object.assign(queued, { matchId, foundAt: now });
      this.#parts.queue.save(queued);
    }
    this.pushCheck(check, now);
  }

  /** The same answer again changes nothing, also when the check is over. */
  answer(player: PlayerId, proposalId: string, answer: Answer, now: number): Record<string, never> | PlayRefusal {
    const check = this.#checks.get(proposalId);
    const key = `${proposalId} ${player}`;
    if (!check?.proposal.players.includes(player)) return this.#answers.get(key) === answer ? {} : 'proposal/unknown';
    this.#answers.set(key, answer, now);
    this.decide(check, (proposal) => proposal[answer](player), now);
    return {};
  }

  /** Applies `act`, tells the players what it changed, and opens or calls off the match where it ended the check. */
  decide(check: ReadyCheck, act: (proposal: Proposal) => boolean, now: number): void {
    if (!act(check.proposal)) return;
    const { plan, mode, tickets, proposal } = check;
    const { outcome } = proposal;
    if (outcome) this.#end(check);
    if (outcome?.type !== 'cancelled') this.pushCheck(check, now);
    if (outcome?.type === 'accepted') this.#parts.matches.open(plan, mode, tickets, now);
    if (outcome?.type === 'cancelled') {
      this.#parts.queue.sendBack(plan.matchId, tickets, outcome.reason, outcome.culprits, now);
    }
  }

  /** The player's connection is lost, or they are gone. A few times that is nobody's fault. */
  drop(check: ReadyCheck, player: PlayerId, now: number): void {
    const culprits = this.#parts.blame.countDrop(player, now) ? [player] : [];
    this.decide(check, (proposal) => proposal.callOff('dropped', culprits), now);
  }

  /** Calls off all of them, by no player's fault. */
  excuse(now: number): void {
    for (const check of [...this.#checks.values()]) this.decide(check, (proposal) => proposal.callOff('failed'), now);
  }

  /** Ends those whose time is over; in the others, tells the players what has changed of each other. */
  tick(now: number): void {
    for (const check of [...this.#checks.values()]) {
      this.decide(check, (proposal) => proposal.expire(now), now);
      if (!check.proposal.outcome) this.#pushNews(check, now);
    }
  }

  /** To `to`, or to all of them. */
  pushCheck(check: ReadyCheck, now: number, to: readonly PlayerId[] = check.proposal.players): void {
    for (const player of to) check.told.delete(player);
    this.#pushNews(check, now, to);
  }

  /** Until all have accepted, only those of one ticket are mates. */
  #pushNews(
    { proposal, plan, mode, tickets, seen, told }: ReadyCheck,
    now: number,
    to: readonly PlayerId[] = proposal.players,
  ): void {
    const parties = tickets.map(({ ticket }) => ticket.players.map(({ id }) => id));
    const isAccepted = proposal.outcome?.type === 'accepted';
    const seats = plan.seats.map(({ playerId, ...known }) => {
      const mates = isAccepted ? proposal.players : (parties.find((party) => party.includes(playerId)) ?? []);
      const subject = { ...this.#parts.subjectOf(playerId), mates };
      return { subject, as: { known, wasSeen: seen.has(playerId) }, isReady: proposal.hasAccepted(playerId) };
    });
    const leftMs = Math.max(0, proposal.acceptBy - now);
    const isCounted = isRated(mode) && !plan.isFriendly;
    const proposed = { proposalId: proposal.id, matchId: plan.matchId, mode: plan.mode, isRated: isCounted, leftMs };
    for (const viewer of to) {
      const players = seats.map(({ subject, as, isReady }) => ({ ...shownAs(viewer, subject, as), isReady }));
      const text = JSON.stringify(players);
      if (told.get(viewer) === text) continue;
      told.set(viewer, text);
      this.#parts.effects.push(viewer, 'matchProposed', { ...proposed, players });
    }
  }

  /** The tickets keep `matchId` until the match has begun: should this desk die before, another tells their players. */
  #end({ proposal, tickets }: ReadyCheck): void {
    this.#checks.delete(proposal.id);
    for (const queued of tickets) this.#checkOf.delete(queued);
  }
}

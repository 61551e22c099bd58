/**
 * The queue, the ready checks and the matches of the whole cluster, for the one process that runs them. Pure: requests
 * and time go in (`now`: ms of a clock that all desks share), and effects come out, in order, by `takeEffects()`. All
 * that must outlive this process is among them as `save` and `forget`, and comes back through `restore`. A ticket lives
 * while its players are in the lobby; while one of them is dropped it waits. A match that is found for it ends it only
 * when all players of the match are seated.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import { type Mode, modeOf, partyMaxOf } from '../../../shared/modes.ts';
import { personaOf } from '../../../shared/playerRow.ts';
import type { UnqueuedWhy } from '../../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import type { PlayStatus } from '../../../shared/status.ts';
import { findMatches } from '../matchmaking/matchmaker.ts';
import type { SubjectOf } from '../presence/visibility.ts';
import { ArrangedMatches } from './arrangedMatches.ts';
import { Blame } from './blame.ts';
import { type DeskEffect, Effects, type StoredDesk } from './deskEffects.ts';
import { type DeskFacts, matchFacts, proposalFacts, ticketFacts } from './deskFacts.ts';
import { type PlanOf, plansBy } from './deskMatch.ts';
import { DeskMatches } from './deskMatches.ts';
import { type DeskPlayer, DeskQueue, type Queued } from './deskQueue.ts';
import { onTeams } from './freeTeam.ts';
import { ReadyChecks } from './readyChecks.ts';

export type Whereabouts = 'here' | 'held' | 'gone';

export type DeskDeps = {
  acceptMs: number;
  newId: () => string;
  newCode: () => string;
  whereabouts: (player: PlayerId) => Whereabouts;
  subjectOf: SubjectOf;
};

export class Desk {
  readonly matches: DeskMatches;
  readonly arranged: ArrangedMatches;
  readonly #deps: DeskDeps;
  readonly #effects = new Effects();
  readonly #blame = new Blame(this.#effects);
  readonly #planOf: PlanOf;
  readonly #queue: DeskQueue;
  readonly #checks: ReadyChecks;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    const isHere = (player: PlayerId) => this.#isHere(player);
    const { subjectOf } = deps;
    this.#queue = new DeskQueue({
      ...{ effects: this.#effects, blame: this.#blame, subjectOf },
      isInMatch: (player) => this.matches.of(player) !== undefined,
    });
    const parts = { effects: this.#effects, queue: this.#queue, blame: this.#blame, subjectOf };
    this.#planOf = plansBy(deps.newId);
    this.matches = new DeskMatches({ ...parts, isHere });
    this.arranged = new ArrangedMatches(this.matches, this.#planOf, deps.newCode, isHere);
    this.#checks = new ReadyChecks({ ...parts, matches: this.matches, planOf: this.#planOf });
  }

  takeEffects(): DeskEffect[] {
    return this.#effects.take();
  }

  /** Everything that the last desk had. Open ready checks are called off, as the server's fault. */
  restore({ tickets, matches, penalties, drops, waits }: StoredDesk, now: number): void {
    this.#blame.restore(penalties, drops);
    for (const ofMode of waits) this.#queue.restoreWaits(ofMode);
    const seating = new Set(matches.flatMap((match) => match.tickets));
    for (const stored of tickets) this.#queue.restore(stored, seating.has(stored.ticket.id));
    for (const match of matches) {
      const ofQueue = match.tickets.flatMap((id) => this.#queue.find(id) ?? []);
      this.matches.restore(match, ofQueue, now);
    }
    this.matches.listAll();
    this.tick(now);
  }

  stored(): StoredDesk {
    return { ...this.#queue.stored(), ...this.#blame.stored(), matches: this.matches.stored() };
  }

  /** `players`: one, or a party with its leader first. */
  joinQueue(players: readonly DeskPlayer[], modeId: string, now: number): { ticketId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode) return 'mode/unknown';
    if (players.length > partyMaxOf(mode)) return 'party/tooLarge';
    for (const { id } of players) {
      if (this.#queue.of(id)) return 'queue/already';
      if (this.matches.of(id)) return 'match/already';
      if (this.#blame.blockedMs(id, now) > 0) return 'queue/penalised';
      if (!this.#isHere(id)) return 'party/notReady';
    }
    const ticketId = this.#deps.newId();
    this.#queue.join(ticketId, mode, players, now);
    return { ticketId };
  }

  /** While a ready check or a seat waits for the player, leaving counts as declining. */
  leaveQueue(player: PlayerId, why: UnqueuedWhy, now: number): Record<string, never> | PlayRefusal {
    const queued = this.#queue.of(player);
    if (!queued) return 'queue/none';
    const check = this.#checks.of(queued);
    const match = this.matches.of(player);
    if (check) this.#checks.decide(check, (proposal) => proposal.decline(player), now);
    else if (match) this.matches.callOff(match, 'declined', [player], now);
    this.#queue.remove(queued, why);
    return {};
  }

  /**
   * The party of `players` has changed: their tickets are void, and the matches proposed to them are off. That is
   * nobody's fault, but for `by`, the player that changed it, it counts as a lost connection.
   */
  voidTickets(players: readonly PlayerId[], by: PlayerId | undefined, now: number): void {
    for (const queued of new Set(players.flatMap((id) => this.#queue.of(id) ?? []))) {
      const { ticket } = queued;
      const check = this.#checks.of(queued);
      const match = ticket.players.map(({ id }) => this.matches.of(id)).find((each) => each?.tickets.includes(queued));
      const isOfOthersToo = (check ?? match)?.tickets.some((other) => other !== queued) ?? false;
      const isBy = by !== undefined && ticket.players.some(({ id }) => id === by);
      const culprits = isOfOthersToo && isBy && this.#blame.countDrop(by, now) ? [by] : [];
      this.#queue.remove(queued, 'party');
      if (check) this.#checks.decide(check, (proposal) => proposal.callOff('party', culprits), now);
      else if (match) this.matches.callOff(match, 'party', culprits, now);
    }
  }

  /** A party waits no longer once a member other than its leader is busy: no ready check of theirs may reach that one. */
  endBusy(isBusy: (player: PlayerId) => boolean): void {
    for (const queued of this.#queue.all()) {
      const { players } = queued.ticket;
      const isFree = !this.#checks.of(queued) && players.every(({ id }) => !this.matches.of(id));
      if (isFree && players.slice(1).some(({ id }) => isBusy(id))) this.#queue.remove(queued, 'party');
    }
  }

  /**
   * `blocks`: all players that the player, or another of the same ticket, has blocked or is blocked by. A ready check
   * with one of them is called off.
   */
  blocksChanged(player: PlayerId, blocks: readonly PlayerId[], now: number): void {
    const queued = this.#queue.of(player);
    if (!queued) return;
    this.#queue.setBlocks(queued, blocks);
    const check = this.#checks.of(queued);
    const isApart = check?.proposal.players.some((id) => queued.ticket.blocks.includes(id));
    if (check && isApart) this.#checks.decide(check, (proposal) => proposal.callOff('failed'), now);
  }

  /** Messages to or from this desk were lost: ready checks are called off, and missed seats count against no player. */
  excuse(now: number): void {
    this.#checks.excuse(now);
    this.matches.excuse(now);
  }

  /** Opens a match against bots at once, however many others are queued. */
  playBots(player: PlayerId, now: number, strength?: BotStrength): Record<string, never> | PlayRefusal {
    const queued = this.#queue.of(player);
    if (!queued || this.#checks.of(queued)) return 'queue/none';
    if (this.matches.of(player)) return 'match/already';
    const mode = modeOf(queued.ticket.mode) as Mode;
    if (!mode.bots) return 'queue/noBots';
    const seats = onTeams(
      mode,
      queued.ticket.players.map(({ id, ...player }) => ({ playerId: id, ...personaOf(player) })),
    );
    const bots = Math.max(1, mode.players.min + 1 - seats.length);
    const plan = this.#planOf(mode, seats, { bots, ...(strength && { botStrength: strength }) });
    this.matches.open(plan, mode, [queued], now);
    return {};
  }

  accept(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#checks.answer(player, proposalId, 'accept', now);
  }

  decline(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#checks.answer(player, proposalId, 'decline', now);
  }

  /**
   * Tells a player that has come, or come back, what they are in. `isElsewhere`: messages may have been lost, but
   * the player's page is still there, in its match where it had a seat: a seated player needs no new reservation.
   */
  sync(player: PlayerId, now: number, isElsewhere = false): PlayStatus | undefined {
    const match = this.matches.of(player);
    const seat = match?.plan.seats.find(({ playerId }) => playerId === player);
    const queued = this.#queue.of(player);
    this.#queue.pushQueueOf(player, now);
    if (match && seat && match.state !== 'opening' && match.state !== 'over') {
      // In a running match too: a page that was closed and opened again does not know of the seat held for it.
      if (!isElsewhere || !match.seated.has(player)) this.matches.seat(match, seat, 'player');
      return 'playing';
    }
    const check = queued && this.#checks.of(queued);
    if (check) this.#checks.pushCheck(check, now, [player]);
    return queued && 'queued';
  }

  factsOf(player: PlayerId, now: number): Omit<DeskFacts, 'party' | 'invites'> {
    const queued = this.#queue.of(player);
    const check = queued && this.#checks.of(queued);
    const match = this.matches.of(player);
    return {
      ticket: queued ? ticketFacts(queued, now) : null,
      proposal: check ? proposalFacts(check, now) : null,
      match: match ? matchFacts(match) : null,
      blame: this.#blame.factsOf(player, now),
    };
  }

  /** Queued, or with a seat in a match. */
  knows(player: PlayerId): boolean {
    return this.#queue.of(player) !== undefined || this.matches.of(player) !== undefined;
  }

  /** Each MATCH_EVERY_MS: ends what is overdue or lost its players, and finds matches. */
  tick(now: number): void {
    for (const queued of this.#queue.all()) this.#endDropped(queued, now);
    this.#queue.refresh();
    this.#checks.tick(now);
    this.matches.tick(now);
    const ready = this.#queue.all().filter((queued) => this.#isReady(queued));
    for (const [modeId, queue] of Map.groupBy(ready, ({ ticket }) => ticket.mode)) {
      const mode = modeOf(modeId) as Mode;
      const tickets = queue.map(({ ticket }) => ticket);
      const acceptMs = mode.acceptMs ?? this.#deps.acceptMs;
      for (const found of findMatches(mode, tickets, now)) this.#checks.propose(mode, found, acceptMs, now);
    }
  }

  /** Every few seconds: tells waiting players about the queue. */
  pushQueues(now: number): void {
    for (const queued of this.#queue.all()) if (!this.#checks.of(queued)) this.#queue.pushQueue(queued, now);
  }

  counts(): { queued: number; proposals: number; matches: number } {
    return { queued: this.#queue.players, proposals: this.#checks.size, matches: this.matches.size };
  }

  #isHere(player: PlayerId): boolean {
    return this.#deps.whereabouts(player) === 'here';
  }

  #isReady(queued: Queued): boolean {
    const { players } = queued.ticket;
    return !this.#checks.of(queued) && players.every(({ id }) => !this.matches.of(id) && this.#isHere(id));
  }

  #endDropped(queued: Queued, now: number): void {
    for (const { id } of queued.ticket.players) {
      const where = this.#deps.whereabouts(id);
      const check = this.#checks.of(queued);
      if (check && (where === 'gone' || (where === 'held' && check.proposal.endsWithoutLink(id))))
        this.#checks.drop(check, id, now);
      // A match that waits for their seats is settled first.
      if (where === 'gone' && !this.matches.of(id)) this.#queue.remove(queued, 'gone');
    }
  }
}

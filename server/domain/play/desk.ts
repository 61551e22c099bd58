/**
 * Where players who want to play come together: the queue, ready checks and matches of the whole cluster, for the one
 * process that runs it. Pure: requests and time go in (`now`: ms of a clock that all desks share, ids from `newId`), and
 * effects come out, in order, by `takeEffects()`. Everything that must outlive this process is among the effects as `save`
 * and `forget`, and comes back through `restore`.
 *
 * A ticket lives while its players are in the lobby, dropped or not; while one of them is dropped it waits. It is given up
 * only when every player of its match is seated.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import { type Mode, modeOf, partyMaxOf } from '../../../shared/modes.ts';
import type { CancelReason, UnqueuedWhy } from '../../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import { type Found, findMatches } from '../matchmaking/matchmaker.ts';
import type { Ticket, TicketPlayer } from '../matchmaking/ticket.ts';
import type { Activity } from '../presence/player.ts';
import { Blame } from './blame.ts';
import { type DeskEffect, Effects, type StoredDesk, type StoredTicket } from './deskEffects.ts';
import { type DeskFacts, matchFacts, proposalFacts, ticketFacts } from './deskFacts.ts';
import { DeskMatches } from './deskMatches.ts';
import { DeskQueue, type Queued } from './deskQueue.ts';
import { onTeams } from './freeTeam.ts';
import type { Proposal } from './proposal.ts';
import { type ReadyCheck, ReadyChecks } from './readyChecks.ts';

/** What the desk needs to know of a player who queues; ratings come from the store, never from a client. */
export type DeskPlayer = TicketPlayer & { readonly blocks: readonly PlayerId[]; readonly recent: readonly PlayerId[] };
export type Whereabouts = 'here' | 'held' | 'gone';

export type DeskDeps = {
  acceptMs: number;
  newId: () => string;
  newCode: () => string;
  whereabouts: (player: PlayerId) => Whereabouts;
};

export class Desk {
  readonly matches: DeskMatches;
  readonly #deps: DeskDeps;
  readonly #effects = new Effects();
  readonly #blame = new Blame(this.#effects);
  readonly #queue: DeskQueue;
  readonly #checks: ReadyChecks;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    const effects = this.#effects;
    this.#queue = new DeskQueue({ effects, isInMatch: (player) => this.matches.of(player) !== undefined });
    this.#checks = new ReadyChecks(effects, this.#queue);
    this.matches = new DeskMatches({
      effects,
      newId: deps.newId,
      newCode: deps.newCode,
      isHere: (player) => deps.whereabouts(player) === 'here',
      isQueued: (player) => this.#queue.of(player) !== undefined,
      mayBlameDrop: (player, now) => this.#blame.countDrop(player, now),
      begun: (tickets) => {
        this.#queue.countWaits(tickets);
        for (const queued of tickets) this.#queue.remove(queued, 'accepted');
      },
      calledOff: (...what) => this.#sendBack(...what),
    });
  }

  takeEffects(): DeskEffect[] {
    return this.#effects.take();
  }

  /** Everything that the last desk had. Those who were proposed a match are told that it is off, by our fault. */
  restore({ tickets, matches, penalties, drops, waits }: StoredDesk, now: number): void {
    this.#blame.restore(penalties, drops);
    for (const ofMode of waits) this.#queue.restoreWaits(ofMode);
    const seated = new Set(matches.flatMap((match) => match.tickets));
    for (const stored of tickets) this.#restoreTicket(stored, seated.has(stored.ticket.id));
    for (const match of matches) {
      const ofQueue = match.tickets.flatMap((id) => this.#queue.find(id) ?? []);
      this.matches.restore(match, ofQueue, now);
    }
    this.#effects.add({ type: 'relisted', rows: this.matches.rows() });
    this.tick(now);
  }

  /** Everything that another desk needs to go on. */
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
      if (this.#deps.whereabouts(id) !== 'here') return 'party/notReady';
    }
    const queued = this.#queue.add(ticketOf(this.#deps.newId(), mode, players, now));
    this.#queue.save(queued);
    this.#queue.tell(queued, now);
    return { ticketId: queued.ticket.id };
  }

  /** Leaving while a ready check is open, or a seat is held, is declining the match. */
  leaveQueue(player: PlayerId, why: UnqueuedWhy, now: number): Record<string, never> | PlayRefusal {
    const queued = this.#queue.of(player);
    if (!queued) return 'queue/none';
    const match = this.matches.of(player);
    if (queued.check) this.#decide(queued.check, (proposal) => proposal.decline(player), now);
    else if (match) this.matches.callOff(match, 'declined', [player], now);
    this.#queue.remove(queued, why);
    return {};
  }

  /**
   * Who queues together is another party now: the tickets of `players` are void, and what those were proposed is off. That is
   * nobody's fault, but who made it so, `by`, has called it off as by a lost connection.
   */
  voidTickets(players: readonly PlayerId[], by: PlayerId | undefined, now: number): void {
    for (const queued of new Set(players.flatMap((id) => this.#queue.of(id) ?? []))) {
      const { check, ticket } = queued;
      const match = ticket.players.map(({ id }) => this.matches.of(id)).find((each) => each?.tickets.includes(queued));
      const isOfOthersToo = (check ?? match)?.tickets.some((other) => other !== queued) ?? false;
      const isBy = by !== undefined && ticket.players.some(({ id }) => id === by);
      const culprits = isOfOthersToo && isBy && this.#blame.countDrop(by, now) ? [by] : [];
      this.#queue.remove(queued, 'party');
      if (check) this.#decide(check, (proposal) => proposal.callOff('party', culprits), now);
      else if (match) this.matches.callOff(match, 'party', culprits, now);
    }
  }

  /** Whom the player, or a partner in the queue, has blocked by now, or who has blocked them. */
  blocksChanged(player: PlayerId, blocks: readonly PlayerId[]): void {
    const queued = this.#queue.of(player);
    if (queued) this.#queue.setBlocks(queued, othersOf(queued.ticket.players, blocks));
  }

  /** Words were lost on their way to or from here: what was asked of players in that time is off, by our fault. */
  excuse(now: number): void {
    for (const check of this.#checks.all()) this.#decide(check, (proposal) => proposal.callOff('failed'), now);
    this.matches.excuse(now);
  }

  /** Now, against bots, whoever else is queued. */
  playBots(player: PlayerId, now: number, strength?: BotStrength): Record<string, never> | PlayRefusal {
    const queued = this.#queue.of(player);
    if (!queued || queued.check) return 'queue/none';
    if (this.matches.of(player)) return 'match/already';
    const mode = modeOf(queued.ticket.mode) as Mode;
    if (!mode.bots) return 'queue/noBots';
    const seats = onTeams(
      mode,
      queued.ticket.players.map(({ id, name }) => ({ playerId: id, name })),
    );
    const bots = Math.max(1, mode.players.min + 1 - seats.length);
    const plan = this.matches.planOf(mode, seats, { bots, ...(strength && { botStrength: strength }) });
    this.matches.open(plan, mode, [queued], now);
    return {};
  }

  accept(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#answer(player, proposalId, (proposal) => proposal.accept(player), now);
  }

  decline(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#answer(player, proposalId, (proposal) => proposal.decline(player), now);
  }

  /**
   * What the player is in, told once more: they have just come, or come back. `isElsewhere`: words may have been lost, and
   * their page is there still: who sits in a match needs no other seat.
   */
  sync(player: PlayerId, now: number, isElsewhere = false): Activity | undefined {
    const match = this.matches.of(player);
    const seat = match?.plan.seats.find(({ playerId }) => playerId === player);
    const queued = this.#queue.of(player);
    this.#queue.tellOne(player, this.#blame.blockedMs(player, now), now);
    if (match && seat && match.state !== 'opening' && match.state !== 'over') {
      // Also in one that runs: a page that was closed in the middle knows nothing of the seat that is held for it.
      if (!isElsewhere || !match.seated.has(player)) this.matches.seat(match, seat, 'player');
      return 'playing';
    }
    if (queued?.check) this.#checks.tell(queued.check, now, [player]);
    return queued && 'queued';
  }

  /** For operators. */
  factsOf(player: PlayerId, now: number): Pick<DeskFacts, 'ticket' | 'proposal' | 'match' | 'blame'> {
    const queued = this.#queue.of(player);
    const match = this.matches.of(player);
    return {
      ticket: queued ? ticketFacts(queued, now) : null,
      proposal: queued?.check ? proposalFacts(queued.check, now) : null,
      match: match ? matchFacts(match) : null,
      blame: this.#blame.factsOf(player, now),
    };
  }

  /** Queued, or with a seat in a match. */
  knows(player: PlayerId): boolean {
    return this.#queue.of(player) !== undefined || this.matches.of(player) !== undefined;
  }

  /** Each MATCH_EVERY_MS: who has gone or dropped, what is due, and who fits together. */
  tick(now: number): void {
    for (const queued of this.#queue.all()) this.#lookAfter(queued, now);
    for (const check of this.#checks.all()) this.#decide(check, (proposal) => proposal.expire(now), now);
    this.matches.tick(now);
    const ready = this.#queue.all().filter((queued) => this.#isReady(queued));
    for (const [modeId, queue] of Map.groupBy(ready, ({ ticket }) => ticket.mode)) {
      const mode = modeOf(modeId) as Mode;
      const tickets = queue.map(({ ticket }) => ticket);
      for (const found of findMatches(mode, tickets, now)) this.#propose(mode, found, now);
    }
  }

  /** Every few seconds: how it stands with the waiting. */
  tellQueues(now: number): void {
    for (const queued of this.#queue.all()) if (!queued.check) this.#queue.tell(queued, now);
  }

  counts(): { queued: number; proposals: number; matches: number } {
    return { queued: this.#queue.players, proposals: this.#checks.size, matches: this.matches.size };
  }

  #isReady({ ticket: { players }, check }: Queued): boolean {
    return !check && players.every(({ id }) => !this.matches.of(id) && this.#deps.whereabouts(id) === 'here');
  }

  #lookAfter(queued: Queued, now: number): void {
    for (const { id } of queued.ticket.players) {
      const where = this.#deps.whereabouts(id);
      const { check } = queued;
      if (check && (where === 'gone' || (where === 'held' && check.proposal.endsWithoutLink(id))))
        this.#drop(check, id, now);
      // Whose match is just opening, their seat is waited for first.
      if (where === 'gone' && !this.matches.of(id)) this.#queue.remove(queued, 'gone');
    }
  }

  /** Nobody's fault, a few times. */
  #drop(check: ReadyCheck, player: PlayerId, now: number): void {
    const culprits = this.#blame.countDrop(player, now) ? [player] : [];
    this.#decide(check, (proposal) => proposal.callOff('dropped', culprits), now);
  }

  #restoreTicket({ ticket, proposal: matchId }: StoredTicket, isSeated: boolean): void {
    const { id, mode, players } = ticket;
    if (!modeOf(mode)) {
      this.#effects.add({ type: 'outdated', kind: 'ticket', id, mode }, { type: 'forget', kind: 'ticket', id });
      for (const player of players) {
        this.#effects.setActivity(player.id, undefined);
        this.#effects.push(player.id, 'queueUpdated', { why: 'gone' });
      }
      return;
    }
    const queued = this.#queue.add(ticket);
    if (matchId === undefined) return;
    if (isSeated) {
      queued.matchId = matchId;
      return;
    }
    const failed = { matchId, reason: 'failed', isYourFault: false, penaltyMs: 0, isQueuedAgain: true } as const;
    for (const player of players) this.#effects.push(player.id, 'matchCancelled', failed);
    this.#queue.putBack(queued);
  }

  #propose(mode: Mode, { sides, quality, reasons }: Found, now: number): void {
    const tickets = sides.flat().map(({ id }) => this.#queue.find(id) as Queued);
    const seats = sides
      .flatMap((side, team) => side.flatMap(({ players }) => players.map((player) => ({ player, team }))))
      .map(({ player: { id, name }, team }, place) => ({
        playerId: id,
        name,
        team: mode.teams === undefined ? place : team,
      }));
    // Friends among those who play each for themself could let one of them win.
    const isFriendly = mode.teams === undefined && seats.length > sides.flat().length;
    const plan = this.matches.planOf(mode, seats, { isFriendly });
    const sizes = sides.map((side) => side.map(({ players }) => players.length));
    this.#effects.add({ type: 'found', matchId: plan.matchId, mode: mode.id, sides: sizes, quality, reasons });
    this.#checks.begin(plan, mode, tickets, now + (mode.acceptMs ?? this.#deps.acceptMs), now);
  }

  #answer(
    player: PlayerId,
    proposalId: string,
    act: (proposal: Proposal) => boolean,
    now: number,
  ): Record<string, never> | PlayRefusal {
    const check = this.#checks.find(proposalId);
    if (!check?.proposal.players.includes(player)) return 'proposal/unknown';
    this.#decide(check, act, now);
    return {};
  }

  #decide(check: ReadyCheck, act: (proposal: Proposal) => boolean, now: number): void {
    const { plan, mode, tickets } = check;
    const outcome = this.#checks.decide(check, act, now);
    if (outcome?.type === 'accepted') this.matches.open(plan, mode, tickets, now);
    if (outcome?.type === 'cancelled') this.#sendBack(plan.matchId, tickets, outcome.reason, outcome.culprits, now);
  }

  /** Tickets of those at fault are gone, the others are queued again with their age. */
  #sendBack(
    matchId: string,
    tickets: readonly Queued[],
    reason: CancelReason,
    culprits: readonly PlayerId[],
    now: number,
  ): void {
    for (const player of culprits) this.#blame.punish(player, now);
    for (const queued of tickets) {
      const isAtFault = queued.ticket.players.some(({ id }) => culprits.includes(id));
      const isQueuedAgain = !isAtFault && this.#queue.find(queued.ticket.id) !== undefined;
      for (const { id } of queued.ticket.players) {
        const isYourFault = culprits.includes(id);
        const penaltyMs = isYourFault ? this.#blame.blockedMs(id, now) : 0;
        this.#effects.push(id, 'matchCancelled', { matchId, reason, isYourFault, penaltyMs, isQueuedAgain });
      }
      this.#queue.putBack(queued);
      if (isAtFault) this.#queue.remove(queued, reason === 'declined' ? 'declined' : 'timedOut');
      else if (isQueuedAgain) this.#queue.tell(queued, now);
    }
  }
}

const othersOf = (players: readonly TicketPlayer[], list: readonly PlayerId[]): PlayerId[] =>
  [...new Set(list)].filter((other) => players.every(({ id }) => id !== other));

const ticketOf = (id: string, mode: Mode, players: readonly DeskPlayer[], queuedAt: number): Ticket => ({
  id,
  mode: mode.id,
  players: players.map(({ id: player, name, mu, sigma }) => ({ id: player, name, mu, sigma })),
  queuedAt,
  blocks: othersOf(
    players,
    players.flatMap(({ blocks }) => blocks),
  ),
  recent: othersOf(
    players,
    players.flatMap(({ recent }) => recent),
  ),
});

/**
 * Where players who want to play come together: the queue, ready checks and matches of the whole cluster, for the one
 * process that runs it. Pure: requests and time go in (`now`: ms of a clock that all desks share, ids from `newId`), and
 * effects come out, in order, by `takeEffects()`. Everything that must outlive this process is among the effects as `save`
 * and `forget`, and comes back through `restore`.
 *
 * A ticket lives while its players are in the lobby, dropped or not; while one of them is dropped it waits. It is given up
 * only when every player of its match is seated.
 */
import type { PlayerId } from '../../shared/ids.ts';
import { type Mode, modeOf, partyMaxOf } from '../../shared/modes.ts';
import type { CancelReason, PlayRefusal, UnqueuedWhy } from '../../shared/playProtocol.ts';
import { type DeskEffect, Effects, type StoredDesk } from './deskEffects.ts';
import { DeskMatches } from './deskMatches.ts';
import { DeskQueue, type Queued } from './deskQueue.ts';
import { type Found, findMatches, type Ticket, type TicketPlayer } from './matchmaker.ts';
import { Penalties } from './penalties.ts';
import type { Activity } from './player.ts';
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
  readonly #penalties = new Penalties();
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
      begun: (tickets) => {
        for (const queued of tickets) this.#queue.remove(queued, 'accepted');
      },
      calledOff: (...what) => this.#sendBack(...what),
    });
  }

  takeEffects(): DeskEffect[] {
    return this.#effects.take();
  }

  /** Everything that the last desk had. Those who were in a ready check are told that it is off, by our fault. */
  restore({ tickets, matches, penalties, waits }: StoredDesk, now: number): void {
    this.#penalties.restore(penalties);
    for (const ofMode of waits) this.#queue.restoreWaits(ofMode);
    for (const { ticket, proposal: matchId } of tickets) {
      const queued = this.#queue.add(ticket);
      if (matchId === undefined) continue;
      const failed = { matchId, reason: 'failed', isYourFault: false, penaltyMs: 0, isQueuedAgain: true } as const;
      for (const { id } of ticket.players) this.#effects.push(id, 'matchCancelled', failed);
      this.#queue.save(queued);
    }
    for (const match of matches) {
      const ofQueue = match.tickets.flatMap((id) => this.#queue.find(id) ?? []);
      this.matches.restore(match, ofQueue, now);
    }
    this.tick(now);
  }

  /** Everything that another desk needs to go on. */
  stored(): StoredDesk {
    return { ...this.#queue.stored(), matches: this.matches.stored(), penalties: this.#penalties.stored() };
  }

  /**
   * For a while nothing that was said here arrived, and nothing was heard: ready checks are off, by our fault, and nobody is
   * blamed for a seat.
   */
  stoodStill(now: number): void {
    for (const check of this.#checks.all()) this.#decide(check, (proposal) => proposal.fail(), now);
    this.matches.excuse(now);
  }

  /** `players`: one, or a party with its leader first. */
  joinQueue(players: readonly DeskPlayer[], modeId: string, now: number): { ticketId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode) return 'mode/unknown';
    if (players.length > partyMaxOf(mode)) return 'party/tooLarge';
    for (const { id } of players) {
      if (this.#queue.of(id)) return 'queue/already';
      if (this.matches.of(id)) return 'match/already';
      if (this.#penalties.blockedMs(id, now) > 0) return 'queue/penalised';
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

  /** Now, against bots, whoever else is queued. */
  playBots(player: PlayerId, now: number): Record<string, never> | PlayRefusal {
    const queued = this.#queue.of(player);
    if (!queued || queued.check) return 'queue/none';
    if (this.matches.of(player)) return 'match/already';
    const mode = modeOf(queued.ticket.mode) as Mode;
    if (!mode.bots) return 'queue/noBots';
    const seats = queued.ticket.players.map(({ id, name }, team) => ({ playerId: id, name, team }));
    const bots = Math.max(1, mode.players.min + 1 - seats.length);
    this.matches.open(this.matches.planOf(mode, seats, { bots }), mode, [queued], now);
    return {};
  }

  accept(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#answer(player, proposalId, (proposal) => proposal.accept(player), now);
  }

  decline(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    return this.#answer(player, proposalId, (proposal) => proposal.decline(player), now);
  }

  /** What the player is in, told once more: they have just come, or come back. */
  sync(player: PlayerId, now: number): Activity | undefined {
    const match = this.matches.of(player);
    const seat = match?.plan.seats.find(({ playerId }) => playerId === player);
    if (match && seat && match.state !== 'opening' && match.state !== 'over') {
      // Also in one that runs: a page that was closed in the middle knows nothing of the seat that is held for it.
      this.matches.seat(match, seat, 'player');
      return 'playing';
    }
    const queued = this.#queue.of(player);
    if (!queued) return undefined;
    this.#queue.tell(queued, now);
    if (queued.check) this.#checks.tell(queued.check, now);
    return 'queued';
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
      if (where !== 'here' && queued.check) this.#decide(queued.check, (proposal) => proposal.drop(id), now);
      // Whose match is just opening, their seat is waited for first.
      if (where === 'gone' && !this.matches.of(id)) this.#queue.remove(queued, 'gone');
    }
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
    const plan = this.matches.planOf(mode, seats);
    const sizes = sides.map((side) => side.map(({ players }) => players.length));
    this.#effects.add({ type: 'found', matchId: plan.matchId, mode: mode.id, sides: sizes, quality, reasons });
    this.#queue.countWaits(mode.id, tickets, now);
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
    for (const player of culprits) this.#punish(player, now);
    for (const queued of tickets) {
      const isAtFault = queued.ticket.players.some(({ id }) => culprits.includes(id));
      for (const { id } of queued.ticket.players) {
        const isYourFault = culprits.includes(id);
        const penaltyMs = isYourFault ? this.#penalties.blockedMs(id, now) : 0;
        const told = { matchId, reason, isYourFault, penaltyMs, isQueuedAgain: !isAtFault };
        this.#effects.push(id, 'matchCancelled', told);
      }
      if (isAtFault) this.#queue.remove(queued, reason === 'declined' ? 'declined' : 'timedOut');
      else if (this.#queue.find(queued.ticket.id)) this.#queue.tell(queued, now);
    }
  }

  #punish(player: PlayerId, now: number): void {
    const value = { player, ...this.#penalties.punish(player, now) };
    this.#effects.add({ type: 'save', kind: 'penalty', id: player, value });
    for (const id of this.#penalties.forget(now)) this.#effects.add({ type: 'forget', kind: 'penalty', id });
  }
}

function ticketOf(id: string, mode: Mode, players: readonly DeskPlayer[], queuedAt: number): Ticket {
  const ids = new Set(players.map((player) => player.id));
  const others = (list: readonly PlayerId[]) => [...new Set(list)].filter((other) => !ids.has(other));
  return {
    id,
    mode: mode.id,
    players: players.map(({ id, name, mu, sigma }) => ({ id, name, mu, sigma })),
    queuedAt,
    blocks: others(players.flatMap(({ blocks }) => blocks)),
    recent: others(players.flatMap(({ recent }) => recent)),
  };
}

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
import type {
  CancelReason,
  MatchRow,
  PlayPushes,
  PlayRefusal,
  QueueView,
  UnqueuedWhy,
} from '../../shared/playProtocol.ts';
import { findMatches, type Reasons, type Ticket, type TicketPlayer, windowOf } from './matchmaker.ts';
import type { Quality } from './matchQuality.ts';
import type { Penalties } from './penalties.ts';
import type { Activity } from './player.ts';
import { Proposal } from './proposal.ts';
import { WaitEstimate } from './waitEstimate.ts';

/** What the desk needs to know of a player who queues; ratings come from the store, never from a client. */
export type DeskPlayer = TicketPlayer & { readonly blocks: readonly PlayerId[]; readonly recent: readonly PlayerId[] };
export type Whereabouts = 'here' | 'held' | 'gone';

export type SeatPlan = { readonly playerId: PlayerId; readonly name: string; readonly team: number };
export type MatchPlan = {
  readonly matchId: string;
  readonly mode: string;
  readonly seats: readonly SeatPlan[];
  readonly maxSeats: number;
  readonly bots: number;
  /** Others may still come in. */
  readonly isOpen: boolean;
  readonly isPrivate: boolean;
  readonly code?: string;
};

export type DeskPush = {
  [Type in keyof PlayPushes]: { type: 'push'; to: PlayerId; push: Type; payload: PlayPushes[Type] };
}[keyof PlayPushes];
export type DeskEffect =
  | DeskPush
  /** Make the room, once for the match id; answer with `opened`. */
  | { type: 'open'; plan: MatchPlan }
  /** Reserve a seat in the match's room and push `matchReady`; answer with `seatMissed` where that is not possible. */
  | {
      type: 'seat';
      matchId: string;
      mode: string;
      playerId: PlayerId;
      name: string;
      role: 'player' | 'spectator';
      team: number;
    }
  /** For the log: a match was found and is proposed. `sides`: how many players each ticket has. */
  | { type: 'found'; matchId: string; mode: string; sides: number[][]; quality: Quality; reasons: Reasons }
  /** Nobody is wanted there any more. */
  | { type: 'close'; matchId: string }
  | { type: 'activity'; playerId: PlayerId; activity: Activity | undefined }
  | { type: 'listed'; put?: MatchRow; removed?: string }
  | { type: 'save'; kind: 'ticket' | 'match'; id: string; value: StoredTicket | StoredMatch }
  | { type: 'forget'; kind: 'ticket' | 'match'; id: string };

/** `proposal`: it was in a ready check, which nobody remembers after this desk. */
export type StoredTicket = { ticket: Ticket; proposal?: string };
/** `tickets`: those that are given up when everybody is seated. */
export type StoredMatch = { plan: MatchPlan; state: 'open' | 'seating' | 'playing'; tickets: readonly string[] };

type Queued = { ticket: Ticket; proposal?: Check };
type Check = { proposal: Proposal; plan: MatchPlan; mode: Mode; tickets: Queued[] };
type Match = {
  plan: MatchPlan;
  mode: Mode;
  state: 'opening' | 'seating' | 'open' | 'playing' | 'over';
  /** Of the queue: given up when all are seated. */
  tickets: readonly Queued[];
  seated: Set<PlayerId>;
  /** Ms of the desk's clock: by then everybody sits, or its room has failed. */
  seatBy: number;
  spectators: number;
  again: Set<PlayerId>;
};

/** A room is made and everybody in it within this; seats are held for as long. */
export const SEAT_MS = 15_000;

export type DeskDeps = {
  acceptMs: number;
  penalties: Penalties;
  newId: () => string;
  newCode: () => string;
  whereabouts: (player: PlayerId) => Whereabouts;
};

export class Desk {
  readonly #deps: DeskDeps;
  readonly #tickets = new Map<string, Queued>();
  readonly #ticketOf = new Map<PlayerId, Queued>();
  readonly #checks = new Map<string, Check>();
  readonly #matches = new Map<string, Match>();
  /** Where the player plays, or is about to. */
  readonly #matchOf = new Map<PlayerId, Match>();
  readonly #waits = new Map<string, WaitEstimate>();
  #effects: DeskEffect[] = [];

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  takeEffects(): DeskEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Everything that the last desk had. Those who were in a ready check are told that it is off, by our fault. */
  restore(tickets: readonly StoredTicket[], matches: readonly StoredMatch[], now: number): void {
    for (const { ticket, proposal } of tickets) {
      const queued = this.#enqueue(ticket);
      if (proposal === undefined) continue;
      for (const { id } of ticket.players) {
        this.#cancelled(id, {
          matchId: proposal,
          reason: 'failed',
          isYourFault: false,
          penaltyMs: 0,
          isQueuedAgain: true,
        });
      }
      this.#saveTicket(queued);
    }
    for (const { plan, state, tickets: ids } of matches) {
      const mode = modeOf(plan.mode);
      if (!mode) continue;
      const seated = new Set(state === 'seating' ? [] : plan.seats.map(({ playerId }) => playerId));
      const ofQueue = ids.flatMap((id) => this.#tickets.get(id) ?? []);
      const seatBy = now + SEAT_MS;
      this.#putMatch({ plan, mode, state, tickets: ofQueue, seated, seatBy, spectators: 0, again: new Set() });
    }
    this.tick(now);
  }

  /** `players`: one, or a party with its leader first. */
  joinQueue(players: readonly DeskPlayer[], modeId: string, now: number): { ticketId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode) return 'mode/unknown';
    if (players.length > partyMaxOf(mode)) return 'party/tooLarge';
    for (const { id } of players) {
      if (this.#ticketOf.has(id)) return 'queue/already';
      if (this.#matchOf.has(id)) return 'match/already';
      if (this.#deps.penalties.blockedMs(id, now) > 0) return 'queue/penalised';
      if (this.#deps.whereabouts(id) !== 'here') return 'party/notReady';
    }
    const ids = new Set(players.map(({ id }) => id));
    const others = (list: readonly PlayerId[]) => [...new Set(list)].filter((id) => !ids.has(id));
    const ticket: Ticket = {
      id: this.#deps.newId(),
      mode: mode.id,
      players: players.map(({ id, name, mu, sigma }) => ({ id, name, mu, sigma })),
      queuedAt: now,
      blocks: others(players.flatMap(({ blocks }) => blocks)),
      recent: others(players.flatMap(({ recent }) => recent)),
    };
    const queued = this.#enqueue(ticket);
    this.#saveTicket(queued);
    this.#tellQueue(queued, now);
    return { ticketId: ticket.id };
  }

  /** Leaving while a ready check is open, or a seat is held, is declining the match. */
  leaveQueue(player: PlayerId, why: UnqueuedWhy, now: number): Record<string, never> | PlayRefusal {
    const queued = this.#ticketOf.get(player);
    if (!queued) return 'queue/none';
    const match = this.#matchOf.get(player);
    if (queued.proposal) this.#decide(queued.proposal, (proposal) => proposal.decline(player), now);
    else if (match) this.#callOff(match, 'declined', [player], now);
    this.#unqueue(queued, why);
    return {};
  }

  /** Now, against bots, whoever else is queued. */
  playBots(player: PlayerId, now: number): Record<string, never> | PlayRefusal {
    const queued = this.#ticketOf.get(player);
    if (!queued || queued.proposal) return 'queue/none';
    if (this.#matchOf.has(player)) return 'match/already';
    const mode = modeOf(queued.ticket.mode) as Mode;
    if (!mode.bots) return 'queue/noBots';
    const seats = queued.ticket.players.map(({ id, name }, team) => ({ playerId: id, name, team }));
    this.#open(
      this.#planOf(mode, seats, { bots: Math.max(1, mode.players.min + 1 - seats.length) }),
      mode,
      [queued],
      now,
    );
    return {};
  }

  accept(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    const check = this.#checks.get(proposalId);
    if (!check?.proposal.players.includes(player)) return 'proposal/unknown';
    this.#decide(check, (proposal) => proposal.accept(player), now);
    return {};
  }

  decline(player: PlayerId, proposalId: string, now: number): Record<string, never> | PlayRefusal {
    const check = this.#checks.get(proposalId);
    if (!check?.proposal.players.includes(player)) return 'proposal/unknown';
    this.#decide(check, (proposal) => proposal.decline(player), now);
    return {};
  }

  /** A match of one's own that others join, by the list or by its code. */
  create(
    host: SeatPlan,
    modeId: string,
    isPrivate: boolean,
    now: number,
  ): { matchId: string; code?: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode) return 'mode/unknown';
    if (this.#isBusy(host.playerId)) return this.#busyWhy(host.playerId);
    const code = isPrivate ? this.#deps.newCode() : undefined;
    const plan = this.#planOf(mode, [host], { isOpen: true, isPrivate, ...(code && { code }) });
    this.#open(plan, mode, [], now);
    return { matchId: plan.matchId, ...(code && { code }) };
  }

  /** Both are there and want it: a challenge, or a rematch. */
  start(players: readonly SeatPlan[], modeId: string, now: number): { matchId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode || players.length < mode.players.min || players.length > mode.players.max) return 'mode/unknown';
    for (const { playerId } of players) {
      if (this.#isBusy(playerId)) return this.#busyWhy(playerId);
      if (this.#deps.whereabouts(playerId) !== 'here') return 'invite/notHere';
    }
    const plan = this.#planOf(mode, players, {});
    this.#open(plan, mode, [], now);
    return { matchId: plan.matchId };
  }

  join(player: SeatPlan, by: { matchId: string } | { code: string }): { matchId: string } | PlayRefusal {
    const match = 'code' in by ? this.#byCode(by.code) : this.#matches.get(by.matchId);
    if (!match || (match.plan.isPrivate && !('code' in by))) return 'match/unknown';
    const { matchId, maxSeats } = match.plan;
    if (this.#matchOf.get(player.playerId) === match) return this.#seat(match, player, 'player');
    if (this.#isBusy(player.playerId)) return this.#busyWhy(player.playerId);
    if (match.state !== 'open' || match.plan.seats.length >= maxSeats) return 'match/full';
    const seat = { ...player, team: match.plan.seats.length };
    match.plan = { ...match.plan, seats: [...match.plan.seats, seat] };
    this.#matchOf.set(player.playerId, match);
    this.#seat(match, seat, 'player');
    this.#saveMatch(match);
    return { matchId };
  }

  watch(player: SeatPlan, matchId: string): { matchId: string } | PlayRefusal {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'over' || match.plan.isPrivate) return 'match/unknown';
    if (this.#isBusy(player.playerId)) return this.#busyWhy(player.playerId);
    return this.#seat(match, player, 'spectator');
  }

  /** Starts when everybody who played has asked for it. */
  rematch(player: PlayerId, matchId: string, now: number): Record<string, never> | PlayRefusal {
    const match = this.#matches.get(matchId);
    const seats = match?.plan.seats ?? [];
    if (match?.state !== 'over' || !seats.some(({ playerId }) => playerId === player)) return 'match/unknown';
    match.again.add(player);
    if (!seats.every(({ playerId }) => match.again.has(playerId))) return {};
    match.again.clear();
    const plan = this.#planOf(match.mode, seats, { bots: match.plan.bots });
    for (const { playerId } of seats) if (this.#isBusy(playerId)) return this.#busyWhy(playerId);
    this.#open(plan, match.mode, [], now);
    return {};
  }

  /** The room of a match stands, or could not be made. */
  opened(matchId: string, isOpen: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (match?.state !== 'opening') return;
    if (!isOpen) return this.#callOff(match, 'failed', [], now);
    match.state = match.plan.isOpen ? 'open' : 'seating';
    for (const seat of match.plan.seats) this.#seat(match, seat, 'player');
    this.#saveMatch(match);
  }

  /** The player sits in the match's room. */
  seated(matchId: string, player: PlayerId): void {
    const match = this.#matches.get(matchId);
    if (!match || this.#matchOf.get(player) !== match) return;
    match.seated.add(player);
    this.#setActivity(player, 'playing');
    const isFull = match.plan.seats.every(({ playerId }) => match.seated.has(playerId));
    if (match.state === 'seating' && isFull) this.started(matchId);
  }

  started(matchId: string): void {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'playing' || match.state === 'over') return;
    match.state = 'playing';
    for (const queued of match.tickets) this.#unqueue(queued, 'accepted');
    match.tickets = [];
    this.#saveMatch(match);
  }

  /** A seat was not taken in time, or could not be given: the same as declining, unless it is `ourFault`. */
  seatMissed(matchId: string, players: readonly PlayerId[], ourFault: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (!match) return;
    if (match.state === 'seating')
      return this.#callOff(match, ourFault ? 'failed' : 'seatMissed', ourFault ? [] : players, now);
    for (const player of players) this.left(matchId, player);
  }

  /** The player is out of the match for good; it may go on without them. */
  left(matchId: string, player: PlayerId): void {
    const match = this.#matches.get(matchId);
    if (match && this.#matchOf.get(player) === match) {
      this.#matchOf.delete(player);
      this.#setActivity(player, undefined);
    }
    if (match?.state !== 'open') return;
    match.plan = { ...match.plan, seats: match.plan.seats.filter(({ playerId }) => playerId !== player) };
    if (match.plan.seats.length === 0) this.#effects.push({ type: 'close', matchId });
    this.#saveMatch(match);
  }

  spectators(matchId: string, count: number): void {
    const match = this.#matches.get(matchId);
    if (!match || match.spectators === count) return;
    match.spectators = count;
    this.#list(match);
  }

  /** It has a result; the room stays a while for who wants it once more. */
  finished(matchId: string): void {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'over') return;
    // Its beginning may have been told to a desk that is gone.
    this.started(matchId);
    match.state = 'over';
    for (const { playerId } of match.plan.seats) this.left(matchId, playerId);
    this.#effects.push({ type: 'forget', kind: 'match', id: matchId }, { type: 'listed', removed: matchId });
  }

  /** Its room is gone, whatever became of the match. */
  closed(matchId: string, now: number): void {
    const match = this.#matches.get(matchId);
    if (!match) return;
    if (match.state === 'opening' || match.state === 'seating') return this.#callOff(match, 'failed', [], now);
    this.finished(matchId);
    this.#matches.delete(matchId);
  }

  /** What the player is in, told once more: they have just come, or come back. */
  sync(player: PlayerId, now: number): Activity | undefined {
    const match = this.#matchOf.get(player);
    const seat = match?.plan.seats.find(({ playerId }) => playerId === player);
    if (match && seat && match.state !== 'opening' && match.state !== 'over') {
      if (match.state === 'seating' || match.state === 'open' || !match.seated.has(player))
        this.#seat(match, seat, 'player');
      return 'playing';
    }
    const queued = this.#ticketOf.get(player);
    if (!queued) return undefined;
    this.#tellQueue(queued, now);
    if (queued.proposal) this.#tellProposal(queued.proposal, now);
    return 'queued';
  }

  /** Each MATCH_EVERY_MS: who has gone or dropped, what is due, and who fits together. */
  tick(now: number): void {
    for (const queued of [...this.#tickets.values()]) this.#lookAfter(queued, now);
    for (const check of [...this.#checks.values()]) this.#decide(check, (proposal) => proposal.expire(now), now);
    for (const match of [...this.#matches.values()]) {
      const isWaiting = match.state === 'opening' || match.state === 'seating';
      if (isWaiting && now >= match.seatBy) this.#callOff(match, 'failed', [], now);
    }
    const byMode = Map.groupBy(this.#ready(), ({ ticket }) => ticket.mode);
    for (const [modeId, queue] of byMode) this.#matchUp(modeOf(modeId) as Mode, queue, now);
  }

  /** Every few seconds: how it stands with the waiting. */
  tellQueues(now: number): void {
    for (const queued of this.#tickets.values()) if (!queued.proposal) this.#tellQueue(queued, now);
  }

  counts(): { queued: number; proposals: number; matches: number } {
    const queued = [...this.#tickets.values()].reduce((sum, { ticket }) => sum + ticket.players.length, 0);
    return { queued, proposals: this.#checks.size, matches: this.#matches.size };
  }

  rows(): MatchRow[] {
    return [...this.#matches.values()].filter(isListed).map(rowOf);
  }

  #ready(): Queued[] {
    const isReady = (queued: Queued) =>
      !queued.proposal &&
      !this.#matchOf.has((queued.ticket.players[0] as TicketPlayer).id) &&
      queued.ticket.players.every(({ id }) => this.#deps.whereabouts(id) === 'here');
    return [...this.#tickets.values()].filter(isReady);
  }

  #lookAfter(queued: Queued, now: number): void {
    for (const { id } of queued.ticket.players) {
      const where = this.#deps.whereabouts(id);
      if (where !== 'here' && queued.proposal) this.#decide(queued.proposal, (proposal) => proposal.drop(id), now);
      // Whose match is just opening, their seat is waited for first.
      if (where === 'gone' && !this.#matchOf.has(id)) this.#unqueue(queued, 'gone');
    }
  }

  #matchUp(mode: Mode, queue: readonly Queued[], now: number): void {
    for (const { sides, quality, reasons } of findMatches(
      mode,
      queue.map(({ ticket }) => ticket),
      now,
    )) {
      const tickets = sides.flat().map(({ id }) => this.#tickets.get(id) as Queued);
      const isTeams = mode.teams !== undefined;
      const seats = sides
        .flatMap((side, team) => side.flatMap(({ players }) => players.map((player) => ({ player, team }))))
        .map(({ player, team }, place) => ({ playerId: player.id, name: player.name, team: isTeams ? team : place }));
      const plan = this.#planOf(mode, seats, {});
      const acceptBy = now + (mode.acceptMs ?? this.#deps.acceptMs);
      const proposal = new Proposal(
        plan.matchId,
        seats.map(({ playerId }) => playerId),
        acceptBy,
      );
      const check: Check = { proposal, plan, mode, tickets };
      this.#checks.set(proposal.id, check);
      const sizes = sides.map((side) => side.map(({ players }) => players.length));
      this.#effects.push({ type: 'found', matchId: plan.matchId, mode: mode.id, sides: sizes, quality, reasons });
      for (const queued of tickets) {
        queued.proposal = check;
        this.#waitsOf(mode.id).add(now - queued.ticket.queuedAt);
        this.#saveTicket(queued);
      }
      this.#tellProposal(check, now);
    }
  }

  #decide(check: Check, act: (proposal: Proposal) => boolean, now: number): void {
    if (!act(check.proposal)) return;
    const { outcome } = check.proposal;
    if (!outcome) return this.#tellProposal(check, now);
    this.#checks.delete(check.proposal.id);
    for (const queued of check.tickets) {
      delete queued.proposal;
      this.#saveTicket(queued);
    }
    if (outcome.type === 'accepted') {
      this.#tellProposal(check, now);
      this.#open(check.plan, check.mode, check.tickets, now);
    } else this.#sendBack(check.plan.matchId, check.tickets, outcome.reason, outcome.culprits, now);
  }

  /** Tickets of those at fault are gone, the others are queued again with their age. */
  #sendBack(
    matchId: string,
    tickets: readonly Queued[],
    reason: CancelReason,
    culprits: readonly PlayerId[],
    now: number,
  ): void {
    for (const player of culprits) this.#deps.penalties.punish(player, now);
    for (const queued of tickets) {
      const isAtFault = queued.ticket.players.some(({ id }) => culprits.includes(id));
      for (const { id } of queued.ticket.players) {
        const isYourFault = culprits.includes(id);
        const penaltyMs = isYourFault ? this.#deps.penalties.blockedMs(id, now) : 0;
        this.#cancelled(id, { matchId, reason, isYourFault, penaltyMs, isQueuedAgain: !isAtFault });
      }
      if (isAtFault) this.#unqueue(queued, reason === 'declined' ? 'declined' : 'timedOut');
      else if (this.#tickets.has(queued.ticket.id)) this.#tellQueue(queued, now);
    }
  }

  #callOff(match: Match, reason: CancelReason, culprits: readonly PlayerId[], now: number): void {
    const { matchId, seats } = match.plan;
    this.#matches.delete(matchId);
    const ofQueue = new Set(match.tickets.flatMap(({ ticket }) => ticket.players.map(({ id }) => id)));
    for (const { playerId } of seats) {
      if (this.#matchOf.get(playerId) === match) this.#matchOf.delete(playerId);
      this.#setActivity(playerId, this.#ticketOf.has(playerId) ? 'queued' : undefined);
      if (ofQueue.has(playerId)) continue;
      const isYourFault = culprits.includes(playerId);
      this.#cancelled(playerId, { matchId, reason, isYourFault, penaltyMs: 0, isQueuedAgain: false });
    }
    this.#effects.push({ type: 'forget', kind: 'match', id: matchId }, { type: 'close', matchId });
    this.#effects.push({ type: 'listed', removed: matchId });
    this.#sendBack(matchId, match.tickets, reason, culprits, now);
  }

  #planOf(mode: Mode, seats: readonly SeatPlan[], more: Partial<MatchPlan>): MatchPlan {
    const matchId = this.#deps.newId();
    const maxSeats = more.isOpen ? mode.players.max : seats.length + (more.bots ?? 0);
    return { matchId, mode: mode.id, seats, maxSeats, bots: 0, isOpen: false, isPrivate: false, ...more };
  }

  #open(plan: MatchPlan, mode: Mode, tickets: readonly Queued[], now: number): void {
    this.#putMatch({
      plan,
      mode,
      state: 'opening',
      tickets,
      seated: new Set(),
      seatBy: now + SEAT_MS,
      spectators: 0,
      again: new Set(),
    });
    this.#effects.push({ type: 'open', plan });
  }

  #putMatch(match: Match): void {
    this.#matches.set(match.plan.matchId, match);
    for (const { playerId } of match.plan.seats) this.#matchOf.set(playerId, match);
  }

  #seat(match: Match, seat: SeatPlan, role: 'player' | 'spectator'): { matchId: string } {
    const { matchId, mode } = match.plan;
    this.#effects.push({ type: 'seat', matchId, mode, role, ...seat });
    return { matchId };
  }

  #enqueue(ticket: Ticket): Queued {
    const queued: Queued = { ticket };
    this.#tickets.set(ticket.id, queued);
    for (const { id } of ticket.players) {
      this.#ticketOf.set(id, queued);
      this.#setActivity(id, 'queued');
    }
    return queued;
  }

  #unqueue(queued: Queued, why: UnqueuedWhy): void {
    if (!this.#tickets.delete(queued.ticket.id)) return;
    this.#effects.push({ type: 'forget', kind: 'ticket', id: queued.ticket.id });
    for (const { id } of queued.ticket.players) {
      this.#ticketOf.delete(id);
      if (!this.#matchOf.has(id)) this.#setActivity(id, undefined);
      this.#effects.push({ type: 'push', to: id, push: 'queueUpdated', payload: { why } });
    }
  }

  #tellQueue(queued: Queued, now: number): void {
    const queue = this.#viewOf(queued, now);
    for (const { id } of queued.ticket.players)
      this.#effects.push({ type: 'push', to: id, push: 'queueUpdated', payload: { queue } });
  }

  #viewOf({ ticket }: Queued, now: number): QueueView {
    const mode = modeOf(ticket.mode) as Mode;
    let playersInQueue = 0;
    for (const { ticket: other } of this.#tickets.values())
      if (other.mode === mode.id) playersInQueue += other.players.length;
    return {
      ticketId: ticket.id,
      mode: mode.id,
      waitedMs: Math.max(0, now - ticket.queuedAt),
      playersInQueue,
      window: windowOf(mode, ticket, now),
      waitRangeMs: this.#waitsOf(mode.id).range(),
      canPlayBots: mode.bots,
    };
  }

  #tellProposal({ proposal, plan }: Check, now: number): void {
    const players = plan.seats.map(({ playerId, name }) => ({
      id: playerId,
      name,
      isReady: proposal.hasAccepted(playerId),
    }));
    const leftMs = Math.max(0, proposal.acceptBy - now);
    const payload = { proposalId: proposal.id, matchId: plan.matchId, mode: plan.mode, leftMs, players };
    for (const to of proposal.players) this.#effects.push({ type: 'push', to, push: 'matchProposed', payload });
  }

  #cancelled(to: PlayerId, payload: PlayPushes['matchCancelled']): void {
    this.#effects.push({ type: 'push', to, push: 'matchCancelled', payload });
  }

  #setActivity(playerId: PlayerId, activity: Activity | undefined): void {
    this.#effects.push({ type: 'activity', playerId, activity });
  }

  #saveTicket({ ticket, proposal }: Queued): void {
    if (!this.#tickets.has(ticket.id)) return;
    const value: StoredTicket = { ticket, ...(proposal && { proposal: proposal.proposal.id }) };
    this.#effects.push({ type: 'save', kind: 'ticket', id: ticket.id, value });
  }

  #saveMatch(match: Match): void {
    const { plan, state } = match;
    if (state === 'opening' || state === 'over') return;
    const tickets = match.tickets.map(({ ticket }) => ticket.id);
    this.#effects.push({ type: 'save', kind: 'match', id: plan.matchId, value: { plan, state, tickets } });
    this.#list(match);
  }

  #list(match: Match): void {
    if (isListed(match)) this.#effects.push({ type: 'listed', put: rowOf(match) });
  }

  #isBusy(player: PlayerId): boolean {
    return this.#matchOf.has(player) || this.#ticketOf.has(player);
  }

  #busyWhy(player: PlayerId): PlayRefusal {
    return this.#matchOf.has(player) ? 'match/already' : 'queue/already';
  }

  #byCode(code: string): Match | undefined {
    return [...this.#matches.values()].find(({ plan }) => plan.code === code);
  }

  #waitsOf(mode: string): WaitEstimate {
    const known = this.#waits.get(mode) ?? new WaitEstimate();
    this.#waits.set(mode, known);
    return known;
  }
}

const isListed = ({ plan, state }: Match): boolean => !plan.isPrivate && (state === 'open' || state === 'playing');

const rowOf = ({ plan, state, spectators }: Match): MatchRow => ({
  matchId: plan.matchId,
  mode: plan.mode,
  state: state === 'open' ? 'open' : 'playing',
  players: plan.seats.map(({ playerId, name }) => ({ id: playerId, name })),
  seats: plan.maxSeats,
  spectators,
});

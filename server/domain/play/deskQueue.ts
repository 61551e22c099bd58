/** The tickets of all modes: the players that wait, with whom, since when, and what they are told about it. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import { type Mode, modeOf } from '../../../shared/modes.ts';
import type { CancelReason, QueueView, UnqueuedWhy } from '../../../shared/playProtocol.ts';
import { windowOf } from '../matchmaking/matchmaker.ts';
import type { Ticket, TicketPlayer } from '../matchmaking/ticket.ts';
import { isPublic, type SubjectOf, whereSeen } from '../presence/visibility.ts';
import type { Blame } from './blame.ts';
import type { Effects, StoredTicket, StoredWaits } from './deskEffects.ts';
import { refreshed } from './refreshed.ts';
import { WaitEstimate } from './waitEstimate.ts';

/** A player as the desk needs to know them to queue; ratings come from the store, never from a client. */
export type DeskPlayer = TicketPlayer & { readonly blocks: readonly PlayerId[]; readonly recent: readonly PlayerId[] };

/** `matchId`: the proposed match, until begun or off. `foundAt`: when it was found, in ms of the desk's clock. */
export type Queued = { ticket: Ticket; matchId?: string; foundAt?: number };

/** `isInMatch`: in a match, or about to be. */
type QueueParts = {
  effects: Effects;
  blame: Blame;
  isInMatch: (player: PlayerId) => boolean;
  subjectOf: SubjectOf;
};

export class DeskQueue {
  readonly #effects: Effects;
  readonly #blame: Blame;
  readonly #isInMatch: (player: PlayerId) => boolean;
  readonly #subjectOf: SubjectOf;
  readonly #tickets = new Map<string, Queued>();
  readonly #ticketOf = new Map<PlayerId, Queued>();
  /** The queued players whom everybody sees, by mode. */
  readonly #public = new Map<string, Set<PlayerId>>();
  readonly #waits = new Map<string, WaitEstimate>();

  constructor({ effects, blame, isInMatch, subjectOf }: QueueParts) {
    this.#effects = effects;
    this.#blame = blame;
    this.#isInMatch = isInMatch;
    this.#subjectOf = subjectOf;
  }

  find(ticketId: string): Queued | undefined {
    return this.#tickets.get(ticketId);
  }

  of(player: PlayerId): Queued | undefined {
    return this.#ticketOf.get(player);
  }

  all(): Queued[] {
    return [...this.#tickets.values()];
  }

  get players(): number {
    return this.#ticketOf.size;
  }

  join(id: string, mode: Mode, players: readonly DeskPlayer[], now: number): void {
    const queued = this.#add({
      id,
      mode: mode.id,
      players: players.map(({ id: player, name, emblem, mu, sigma }) => ({ id: player, name, emblem, mu, sigma })),
      queuedAt: now,
      blocks: othersOf(
        players,
        players.flatMap(({ blocks }) => blocks),
      ),
      recent: othersOf(
        players,
        players.flatMap(({ recent }) => recent),
      ),
    });
    this.save(queued);
    this.pushQueue(queued, now);
  }

  /** Puts back a stored ticket. `isSeating`: a stored match waits for its players. */
  restore({ ticket, proposal: matchId }: StoredTicket, isSeating: boolean): void {
    const { id, mode, players } = ticket;
    if (!modeOf(mode)) {
      this.#effects.add({ type: 'outdated', kind: 'ticket', id, mode }, { type: 'forget', kind: 'ticket', id });
      for (const player of players) {
        this.#effects.setPlayStatus(player.id, undefined);
        this.#effects.push(player.id, 'queueUpdated', { why: 'gone' });
      }
      return;
    }
    const queued = this.#add(ticket);
    if (matchId === undefined) return;
    if (isSeating) {
      queued.matchId = matchId;
      return;
    }
    const failed = { matchId, reason: 'failed', isYourFault: false, penaltyMs: 0, isQueuedAgain: true } as const;
    for (const player of players) this.#effects.push(player.id, 'matchCancelled', failed);
    this.#putBack(queued);
  }

  /** Does nothing where the ticket is out already. */
  remove(queued: Queued, why: UnqueuedWhy): void {
    const { ticket } = queued;
    if (!this.#tickets.delete(ticket.id)) return;
    for (const { id } of ticket.players) this.#publicIn(ticket.mode).delete(id);
    this.#effects.add({ type: 'forget', kind: 'ticket', id: ticket.id });
    for (const { id } of ticket.players) {
      this.#ticketOf.delete(id);
      if (!this.#isInMatch(id)) this.#effects.setPlayStatus(id, undefined);
      this.#effects.push(id, 'queueUpdated', { why });
    }
  }

  save(queued: Queued): void {
    const { id } = queued.ticket;
    if (this.#tickets.has(id)) this.#effects.add({ type: 'save', kind: 'ticket', id, value: storedTicket(queued) });
  }

  stored(): { tickets: StoredTicket[]; waits: StoredWaits[] } {
    const waits = [...this.#waits].map(([mode, known]) => ({ mode, waits: [...known.waits] }));
    return { tickets: this.all().map(storedTicket), waits: waits.filter((one) => one.waits.length > 0) };
  }

  restoreWaits({ mode, waits }: StoredWaits): void {
    this.#waits.set(mode, new WaitEstimate(waits));
  }

  /**
   * The match of these tickets has begun. A wait counts here, once: a match that came to nothing ends no wait. Everybody
   * is told the estimate, so tickets with hidden players do not count.
   */
  finish(tickets: readonly Queued[]): void {
    const isSeen = ({ mode, players }: Ticket) => players.every(({ id }) => this.#publicIn(mode).has(id));
    const found = tickets.filter(({ ticket, foundAt }) => foundAt !== undefined && isSeen(ticket));
    const [mode] = found.map(({ ticket }) => ticket.mode);
    if (mode !== undefined) {
      const known = this.#waitsOf(mode);
      for (const { ticket, foundAt = ticket.queuedAt } of found) known.add(foundAt - ticket.queuedAt);
      this.#effects.add({ type: 'save', kind: 'waits', id: mode, value: { mode, waits: [...known.waits] } });
    }
    for (const queued of tickets) this.remove(queued, 'accepted');
  }

  /** The match of these tickets came to nothing. Tickets of the culprits are gone, the others keep their age. */
  sendBack(
    matchId: string,
    tickets: readonly Queued[],
    reason: CancelReason,
    culprits: readonly PlayerId[],
    now: number,
  ): void {
    for (const player of culprits) this.#blame.penalise(player, now);
    for (const queued of tickets) {
      const isAtFault = queued.ticket.players.some(({ id }) => culprits.includes(id));
      const isQueuedAgain = !isAtFault && this.#tickets.has(queued.ticket.id);
      for (const { id } of queued.ticket.players) {
        const isYourFault = culprits.includes(id);
        const penaltyMs = isYourFault ? this.#blame.blockedMs(id, now) : 0;
        this.#effects.push(id, 'matchCancelled', { matchId, reason, isYourFault, penaltyMs, isQueuedAgain });
      }
      this.#putBack(queued);
      if (isAtFault) this.remove(queued, reason === 'declined' ? 'declined' : 'timedOut');
      else if (isQueuedAgain) this.pushQueue(queued, now);
    }
  }

  setBlocks(queued: Queued, blocks: readonly PlayerId[]): void {
    queued.ticket = { ...queued.ticket, blocks: othersOf(queued.ticket.players, blocks) };
    this.save(queued);
  }

  /** For a player that has come, or come back: what they wait for, and how long they may not queue. */
  pushQueueOf(player: PlayerId, now: number): void {
    const queued = this.#ticketOf.get(player);
    const queue = queued && this.#viewOf(queued, now);
    const penaltyMs = this.#blame.blockedMs(player, now);
    this.#effects.push(player, 'queueUpdated', { ...(queue && { queue }), penaltyMs });
  }

  /** Players may hide, show and rename themselves, or take another emblem, while they wait. */
  refresh(): void {
    for (const queued of this.#tickets.values()) {
      this.#count(queued.ticket);
      const players = refreshed(queued.ticket.players, (player) => this.#subjectOf(player.id).persona);
      if (!players) continue;
      queued.ticket = { ...queued.ticket, players };
      this.save(queued);
    }
  }

  pushQueue(queued: Queued, now: number): void {
    const queue = this.#viewOf(queued, now);
    for (const { id } of queued.ticket.players) this.#effects.push(id, 'queueUpdated', { queue });
  }

  #add(ticket: Ticket): Queued {
    const queued: Queued = { ticket };
    this.#tickets.set(ticket.id, queued);
    this.#count(ticket);
    for (const { id } of ticket.players) {
      this.#ticketOf.set(id, queued);
      this.#effects.setPlayStatus(id, 'queued');
    }
    return queued;
  }

  #putBack(queued: Queued): void {
    delete queued.matchId;
    delete queued.foundAt;
    this.save(queued);
  }

  #viewOf({ ticket }: Queued, now: number): QueueView {
    const mode = modeOf(ticket.mode) as Mode;
    const everybodySees = this.#publicIn(mode.id);
    return {
      ticketId: ticket.id,
      mode: mode.id,
      waitedMs: Math.max(0, now - ticket.queuedAt),
      playersInQueue: everybodySees.size + ticket.players.filter(({ id }) => !everybodySees.has(id)).length,
      window: windowOf(mode, ticket, now),
      waitRangeMs: this.#waitsOf(mode.id).range(),
      canPlayBots: mode.bots,
    };
  }

  #count({ mode, players }: Ticket): void {
    const counted = this.#publicIn(mode);
    for (const { id } of players) {
      const isSeen = isPublic(whereSeen(this.#subjectOf(id), counted.has(id)));
      counted[isSeen ? 'add' : 'delete'](id);
    }
  }

  #publicIn(mode: string): Set<PlayerId> {
    const known = this.#public.get(mode) ?? new Set();
    this.#public.set(mode, known);
    return known;
  }

  #waitsOf(mode: string): WaitEstimate {
    const known = this.#waits.get(mode) ?? new WaitEstimate();
    this.#waits.set(mode, known);
    return known;
  }
}

const othersOf = (players: readonly TicketPlayer[], list: readonly PlayerId[]): PlayerId[] =>
  [...new Set(list)].filter((other) => players.every(({ id }) => id !== other));

const storedTicket = ({ ticket, matchId }: Queued): StoredTicket => ({
  ticket,
  ...(matchId !== undefined && { proposal: matchId }),
});

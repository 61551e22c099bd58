/** The tickets of all modes: who waits, with whom, since when, and what they are told of it. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import { type Mode, modeOf } from '../../../shared/modes.ts';
import type { QueueView, UnqueuedWhy } from '../../../shared/playProtocol.ts';
import { windowOf } from '../matchmaking/matchmaker.ts';
import type { Ticket } from '../matchmaking/ticket.ts';
import type { Effects, StoredTicket, StoredWaits } from './deskEffects.ts';
import type { ReadyCheck } from './readyChecks.ts';
import { WaitEstimate } from './waitEstimate.ts';

/**
 * `matchId`: of the match that it was proposed, until that has begun or come to nothing. `foundAt`: when that was found, in
 * ms of the desk's clock.
 */
export type Queued = { ticket: Ticket; check?: ReadyCheck; matchId?: string; foundAt?: number };

export type DeskQueueDeps = {
  effects: Effects;
  /** In a match, or about to be. */
  isInMatch: (player: PlayerId) => boolean;
};

export class DeskQueue {
  readonly #deps: DeskQueueDeps;
  readonly #tickets = new Map<string, Queued>();
  readonly #ticketOf = new Map<PlayerId, Queued>();
  /** Players, by mode. */
  readonly #sizes = new Map<string, number>();
  readonly #waits = new Map<string, WaitEstimate>();

  constructor(deps: DeskQueueDeps) {
    this.#deps = deps;
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

  add(ticket: Ticket): Queued {
    const queued: Queued = { ticket };
    this.#tickets.set(ticket.id, queued);
    this.#resize(ticket, 1);
    for (const { id } of ticket.players) {
      this.#ticketOf.set(id, queued);
      this.#deps.effects.setActivity(id, 'queued');
    }
    return queued;
  }

  /** Does nothing where it is out already. */
  remove(queued: Queued, why: UnqueuedWhy): void {
    const { effects, isInMatch } = this.#deps;
    const { ticket } = queued;
    if (!this.#tickets.delete(ticket.id)) return;
    this.#resize(ticket, -1);
    effects.add({ type: 'forget', kind: 'ticket', id: ticket.id });
    for (const { id } of ticket.players) {
      this.#ticketOf.delete(id);
      if (!isInMatch(id)) effects.setActivity(id, undefined);
      effects.push(id, 'queueUpdated', { why });
    }
  }

  save(queued: Queued): void {
    const { id } = queued.ticket;
    if (this.#tickets.has(id))
      this.#deps.effects.add({ type: 'save', kind: 'ticket', id, value: storedTicket(queued) });
  }

  stored(): { tickets: StoredTicket[]; waits: StoredWaits[] } {
    const waits = [...this.#waits].map(([mode, known]) => ({ mode, waits: [...known.waits] }));
    return { tickets: this.all().map(storedTicket), waits: waits.filter((one) => one.waits.length > 0) };
  }

  restoreWaits({ mode, waits }: StoredWaits): void {
    this.#waits.set(mode, new WaitEstimate(waits));
  }

  /** Their match has begun: so long it took to find it. Once each: a match that came to nothing is no end of a wait. */
  countWaits(tickets: readonly Queued[]): void {
    const found = tickets.filter(({ foundAt }) => foundAt !== undefined);
    const [mode] = found.map(({ ticket }) => ticket.mode);
    if (mode === undefined) return;
    const known = this.#waitsOf(mode);
    for (const { ticket, foundAt = ticket.queuedAt } of found) known.add(foundAt - ticket.queuedAt);
    this.#deps.effects.add({ type: 'save', kind: 'waits', id: mode, value: { mode, waits: [...known.waits] } });
  }

  /** From now on the match that the ticket was proposed is nothing to it. */
  putBack(queued: Queued): void {
    delete queued.check;
    delete queued.matchId;
    delete queued.foundAt;
    this.save(queued);
  }

  /** Whom its players will not meet from now on. */
  setBlocks(queued: Queued, blocks: readonly PlayerId[]): void {
    queued.ticket = { ...queued.ticket, blocks };
    this.save(queued);
  }

  /** What the player waits for, and how long they may not queue: they have come, or come back. */
  tellOne(player: PlayerId, penaltyMs: number, now: number): void {
    const queued = this.#ticketOf.get(player);
    const queue = queued && this.#viewOf(queued, now);
    this.#deps.effects.push(player, 'queueUpdated', { ...(queue && { queue }), penaltyMs });
  }

  tell(queued: Queued, now: number): void {
    const queue = this.#viewOf(queued, now);
    for (const { id } of queued.ticket.players) this.#deps.effects.push(id, 'queueUpdated', { queue });
  }

  #viewOf({ ticket }: Queued, now: number): QueueView {
    const mode = modeOf(ticket.mode) as Mode;
    return {
      ticketId: ticket.id,
      mode: mode.id,
      waitedMs: Math.max(0, now - ticket.queuedAt),
      playersInQueue: this.#sizes.get(mode.id) ?? 0,
      window: windowOf(mode, ticket, now),
      waitRangeMs: this.#waitsOf(mode.id).range(),
      canPlayBots: mode.bots,
    };
  }

  #resize({ mode, players }: Ticket, sign: 1 | -1): void {
    this.#sizes.set(mode, (this.#sizes.get(mode) ?? 0) + sign * players.length);
  }

  #waitsOf(mode: string): WaitEstimate {
    const known = this.#waits.get(mode) ?? new WaitEstimate();
    this.#waits.set(mode, known);
    return known;
  }
}

const storedTicket = ({ ticket, matchId }: Queued): StoredTicket => ({
  ticket,
  ...(matchId !== undefined && { proposal: matchId }),
});

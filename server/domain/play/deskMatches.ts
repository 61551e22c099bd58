/** The matches of the cluster: their seats, reports and public rows. Pure; times in ms of the desk's clock. */
import type { PlayerId } from '../../../shared/ids.ts';
import { MATCH_SEAT_MS } from '../../../shared/limits.ts';
import { type Mode, modeOf } from '../../../shared/modes.ts';
import type { CancelReason } from '../../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import type { SubjectOf } from '../presence/visibility.ts';
import type { Blame } from './blame.ts';
import type { Effects, MatchPlan, SeatPlan, StoredMatch } from './deskEffects.ts';
import { type DeskMatch, inOrder } from './deskMatch.ts';
import type { DeskQueue, Queued } from './deskQueue.ts';
import { freeTeam } from './freeTeam.ts';
import { ListedMatches } from './listedMatches.ts';
import { refreshed } from './refreshed.ts';
import { Rematches } from './rematches.ts';

/**
 * The desk gives up on a match whose players are not all seated by then. Its room gives up sooner, after MATCH_SEAT_MS;
 * the rest is for making the room and for its reports. So this is due only where the room cannot be heard.
 */
export const SEATED_WITHIN_MS = MATCH_SEAT_MS + 5_000;

type DeskParts = {
  effects: Effects;
  queue: DeskQueue;
  blame: Blame;
  isHere: (player: PlayerId) => boolean;
  subjectOf: SubjectOf;
};

export class DeskMatches {
  readonly listed: ListedMatches;
  readonly rematches: Rematches;
  readonly #desk: DeskParts;
  readonly #matches = new Map<string, DeskMatch>();
  readonly #matchOf = new Map<PlayerId, DeskMatch>();

  constructor(desk: DeskParts) {
    this.#desk = desk;
    this.listed = new ListedMatches({ ...desk, isIn: (player, match) => this.#matchOf.get(player) === match });
    this.rematches = new Rematches(desk.effects);
  }

  get size(): number {
    return this.#matches.size;
  }

  find(by: { matchId: string } | { code: string }): DeskMatch | undefined {
    if ('matchId' in by) return this.#matches.get(by.matchId);
    return [...this.#matches.values()].find(({ plan }) => plan.code === by.code);
  }

  of(player: PlayerId): DeskMatch | undefined {
    return this.#matchOf.get(player);
  }

  /** Why the player may not come into another match; undefined where they may. */
  whyBusy(player: PlayerId): PlayRefusal | undefined {
    if (this.#matchOf.has(player)) return 'match/already';
    return this.#desk.queue.of(player) ? 'queue/already' : undefined;
  }

  listAll(): void {
    this.listed.replace(this.#matches.values());
  }

  /** Players may hide, show and rename themselves, or take another emblem, at any time. */
  relist(): void {
    for (const match of this.#matches.values()) {
      const seats = refreshed(match.plan.seats, ({ playerId }) => this.#desk.subjectOf(playerId).persona);
      if (seats) this.#save(Object.assign(match, { plan: { ...match.plan, seats } }));
      this.listed.update(match);
    }
  }

  /** `tickets`: those of the queue that are still there. */
  restore({ plan, state, left = [] }: StoredMatch, tickets: readonly Queued[], now: number): void {
    const mode = modeOf(plan.mode);
    if (!mode) return this.#desk.effects.forgetOutdated(plan);
    const seated = new Set(state === 'seating' ? [] : plan.seats.map(({ playerId }) => playerId));
    this.#put({ plan, mode, state, tickets, seated, isExcused: true, ...fresh(now) }, left);
  }

  /** A match that goes on and is not known to this desk. Players that are in something else by now stay there. */
  adopt({ left = [], ...match }: StoredMatch, now: number): void {
    const { matchId, seats } = match.plan;
    if (this.#matches.has(matchId)) return;
    const elsewhere = seats.flatMap(({ playerId }) => (this.whyBusy(playerId) ? playerId : []));
    this.restore({ ...match, left: [...left, ...elsewhere] }, [], now);
    const adopted = this.#matches.get(matchId);
    if (adopted) this.#save(adopted);
  }

  stored(): StoredMatch[] {
    return [...this.#matches.values()].flatMap((match) => this.#storedOf(match) ?? []);
  }

  /** The desk could neither send nor hear for a while: seats missed in that time are no player's fault. */
  excuse(now: number): void {
    for (const match of this.#matches.values()) {
      if (match.state !== 'opening' && match.state !== 'seating') continue;
      match.isExcused = true;
      match.seatBy = now + SEATED_WITHIN_MS;
    }
  }

  open(plan: MatchPlan, mode: Mode, tickets: readonly Queued[], now: number): void {
    this.#put({ plan, mode, state: 'opening', tickets, seated: new Set(), isExcused: false, ...fresh(now) });
    this.#desk.effects.add({ type: 'open', plan });
  }

  /** The match's room is open, or could not be made. */
  opened(matchId: string, isOpen: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (match?.state !== 'opening') return;
    if (!isOpen) return this.callOff(match, 'failed', [], now);
    match.state = match.plan.isOpen ? 'open' : 'seating';
    for (const seat of match.plan.seats) this.seat(match, seat, 'player');
    this.#save(match);
  }

  addPlayer(match: DeskMatch, player: SeatPlan): { matchId: string } {
    const seat = { ...player, team: freeTeam(match.mode, match.plan.seats) };
    match.plan = { ...match.plan, seats: [...match.plan.seats, seat] };
    this.#matchOf.set(player.playerId, match);
    const given = this.seat(match, seat, 'player');
    this.#save(match);
    return given;
  }

  /** Has the room reserve for them, once more where it already did. */
  seat(match: DeskMatch, seat: SeatPlan, role: 'player' | 'spectator'): { matchId: string } {
    const { matchId, mode } = match.plan;
    this.#desk.effects.add({ type: 'seat', matchId, mode, role, ...seat });
    return { matchId };
  }

  seated(matchId: string, player: PlayerId): void {
    const match = this.#matches.get(matchId);
    if (!match || this.#matchOf.get(player) !== match) return;
    match.seated.add(player);
    this.#desk.effects.setPlayStatus(player, 'playing');
    const isFull = match.plan.seats.every(({ playerId }) => match.seated.has(playerId));
    if (match.state === 'seating' && isFull) this.started(matchId);
  }

  /** `order`: the players as they sit. */
  started(matchId: string, order: readonly PlayerId[] = []): void {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'playing' || match.state === 'over') return;
    match.state = 'playing';
    match.plan = { ...match.plan, seats: inOrder(match.plan.seats, order) };
    this.#desk.queue.finish(match.tickets);
    match.tickets = [];
    this.#save(match);
  }

  /**
   * A seat was not taken in time, or could not be given. That counts as a decline, unless it is `ourFault` or the
   * player's connection is lost. A player in a running match loses nothing where a second reservation fails: the room
   * knows what became of the first.
   */
  seatMissed(matchId: string, players: readonly PlayerId[], ourFault: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (!match) return;
    if (match.state === 'seating') {
      if (ourFault || match.isExcused) return this.callOff(match, 'failed', [], now);
      const dodged = players.filter((player) => this.#desk.isHere(player));
      const isOfQueue = match.tickets.length > 0;
      const dropped = players.filter((player) => !dodged.includes(player));
      const blamed = isOfQueue ? dropped.filter((player) => this.#desk.blame.countDrop(player, now)) : [];
      return this.callOff(match, dodged.length > 0 ? 'seatMissed' : 'dropped', [...dodged, ...blamed], now);
    }
    if (ourFault && match.state === 'playing') return;
    for (const player of players) this.left(matchId, player);
  }

  /** The player is out of the match for good; it may go on without them. */
  left(matchId: string, player: PlayerId): void {
    const match = this.#matches.get(matchId);
    if (match && this.#matchOf.get(player) === match) {
      this.#matchOf.delete(player);
      this.#desk.effects.setPlayStatus(player, undefined);
    }
    if (match?.state === 'open') {
      match.plan = { ...match.plan, seats: match.plan.seats.filter(({ playerId }) => playerId !== player) };
      if (match.plan.seats.length === 0) this.#desk.effects.add({ type: 'close', matchId });
    }
    if (match) this.#save(match);
  }

  /** What its room says of it. Progress is listed with the next tick, for all matches together. */
  told(matchId: string, news: Partial<Pick<DeskMatch, 'spectators' | 'progress'>>): void {
    const match = this.#matches.get(matchId);
    if (!match) return;
    Object.assign(match, news);
    if ('spectators' in news) this.listed.update(match);
  }

  /** The match has a result; its room stays a while for a rematch. */
  finished(matchId: string): void {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'over') return;
    // A desk that is gone may have had the report of its beginning.
    this.started(matchId);
    match.state = 'over';
    const players = match.plan.seats.map(({ playerId }) => playerId);
    const left = players.filter((player) => this.#matchOf.get(player) !== match);
    for (const player of players) this.left(matchId, player);
    this.rematches.open(matchId, players, left);
    this.#desk.effects.add({ type: 'forget', kind: 'match', id: matchId });
    this.listed.update(match);
  }

  /** The match's room is gone. Players still in a match without a result are told so; that is nobody's fault. */
  closed(matchId: string, now: number): void {
    const match = this.#matches.get(matchId);
    if (match?.state === 'over') {
      this.rematches.close(matchId);
      this.#matches.delete(matchId);
    } else if (match) this.callOff(match, 'failed', [], now);
  }

  /** The ids of matches that need their rooms. */
  withRoom(): string[] {
    const hasRoom = ({ state }: DeskMatch) => state !== 'opening' && state !== 'over';
    return [...this.#matches.values()].filter(hasRoom).map(({ plan }) => plan.matchId);
  }

  tick(now: number): void {
    this.relist();
    for (const match of [...this.#matches.values()]) {
      const isWaiting = match.state === 'opening' || match.state === 'seating';
      if (isWaiting && now >= match.seatBy) this.callOff(match, 'failed', [], now);
    }
  }

  callOff(match: DeskMatch, reason: CancelReason, culprits: readonly PlayerId[], now: number): void {
    const { matchId, seats } = match.plan;
    this.#matches.delete(matchId);
    match.state = 'over';
    const still = seats.filter(({ playerId }) => this.#matchOf.get(playerId) === match);
    const ofQueue = new Set(match.tickets.flatMap(({ ticket }) => ticket.players.map(({ id }) => id)));
    for (const { playerId } of still) {
      this.#matchOf.delete(playerId);
      this.#desk.effects.setPlayStatus(playerId, this.#desk.queue.of(playerId) ? 'queued' : undefined);
      if (ofQueue.has(playerId)) continue;
      const payload = { matchId, reason, isYourFault: culprits.includes(playerId), penaltyMs: 0, isQueuedAgain: false };
      this.#desk.effects.push(playerId, 'matchCancelled', payload);
    }
    this.#desk.effects.add({ type: 'forget', kind: 'match', id: matchId }, { type: 'close', matchId });
    this.listed.update(match);
    this.#desk.queue.sendBack(matchId, match.tickets, reason, culprits, now);
  }

  /** `left`: players that are out of it. */
  #put(match: DeskMatch, left: readonly PlayerId[] = []): void {
    this.#matches.set(match.plan.matchId, match);
    for (const { playerId } of match.plan.seats) if (!left.includes(playerId)) this.#matchOf.set(playerId, match);
  }

  #save(match: DeskMatch): void {
    const value = this.#storedOf(match);
    if (!value) return;
    this.#desk.effects.add({ type: 'save', kind: 'match', id: match.plan.matchId, value });
    this.listed.update(match);
  }

  #storedOf(match: DeskMatch): StoredMatch | undefined {
    const { plan, state, tickets } = match;
    if (state === 'opening' || state === 'over') return undefined;
    const left = plan.seats.flatMap(({ playerId }) => (this.#matchOf.get(playerId) === match ? [] : playerId));
    return { plan, state, tickets: tickets.map(({ ticket }) => ticket.id), ...(left.length > 0 && { left }) };
  }
}

const fresh = (now: number) => ({ seatBy: now + SEATED_WITHIN_MS, spectators: 0 });

/**
 * The matches of the whole cluster, from the wish for a room to its end: who has a seat in which, what the rooms tell, and
 * what everybody may see of them. Pure; times in ms of the desk's clock.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { type Mode, modeOf } from '../../../shared/modes.ts';
import type { CancelReason, MatchRow } from '../../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import type { Effects, MatchPlan, SeatPlan, StoredMatch } from './deskEffects.ts';
import type { Queued } from './deskQueue.ts';
import { freeTeam, onTeams } from './freeTeam.ts';

export type Match = {
  plan: MatchPlan;
  mode: Mode;
  state: 'opening' | 'seating' | 'open' | 'playing' | 'over';
  /** Of the queue: given up when all are seated. */
  tickets: readonly Queued[];
  seated: Set<PlayerId>;
  /** Ms of the desk's clock: by then everybody sits, or its room has failed. */
  seatBy: number;
  /** Seats that are missed in it are our fault: words on them were lost, or another desk began it. */
  isExcused: boolean;
  spectators: number;
  again: Set<PlayerId>;
};

/** A room is made and everybody in it within this; seats are held for as long. */
export const SEAT_MS = 15_000;

export type DeskMatchesDeps = {
  effects: Effects;
  newId: () => string;
  newCode: () => string;
  isHere: (player: PlayerId) => boolean;
  isQueued: (player: PlayerId) => boolean;
  /** Notes that somebody of the queue lost their connection on the way to a seat; true where that is their fault by now. */
  mayBlameDrop: (player: PlayerId, now: number) => boolean;
  /** Everybody is seated. */
  begun: (tickets: readonly Queued[]) => void;
  /** There will be no match. */
  calledOff: (
    matchId: string,
    tickets: readonly Queued[],
    reason: CancelReason,
    culprits: readonly PlayerId[],
    now: number,
  ) => void;
};

export class DeskMatches {
  readonly #deps: DeskMatchesDeps;
  readonly #matches = new Map<string, Match>();
  /** Where the player plays, or is about to. */
  readonly #matchOf = new Map<PlayerId, Match>();

  constructor(deps: DeskMatchesDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#matches.size;
  }

  of(player: PlayerId): Match | undefined {
    return this.#matchOf.get(player);
  }

  rows(): MatchRow[] {
    return [...this.#matches.values()].filter(isListed).map(rowOf);
  }

  /** `tickets`: those of the queue that are still there. */
  restore({ plan, state, left = [] }: StoredMatch, tickets: readonly Queued[], now: number): void {
    const mode = modeOf(plan.mode);
    if (!mode) return this.#forgetOutdated(plan);
    const seated = new Set(state === 'seating' ? [] : plan.seats.map(({ playerId }) => playerId));
    const more = { spectators: 0, again: new Set<PlayerId>() };
    this.#put({ plan, mode, state, tickets, seated, seatBy: now + SEAT_MS, isExcused: true, ...more }, left);
  }

  /** One that stands, and that this desk knows nothing of. Who is in something else by now stays there. */
  adopt({ left = [], ...match }: StoredMatch, now: number): void {
    const { matchId, seats } = match.plan;
    if (this.#matches.has(matchId)) return;
    const elsewhere = seats.flatMap(({ playerId }) => (this.#busyWhy(playerId) ? playerId : []));
    this.restore({ ...match, left: [...left, ...elsewhere] }, [], now);
    const adopted = this.#matches.get(matchId);
    if (adopted) this.#save(adopted);
  }

  /** Those of which another desk must know. */
  stored(): StoredMatch[] {
    return [...this.#matches.values()].flatMap((match) => this.#storedOf(match) ?? []);
  }

  /** The desk could neither say nor hear anything for a while: that is no fault of those who are to take their seats. */
  excuse(now: number): void {
    for (const match of this.#matches.values()) {
      if (match.state !== 'opening' && match.state !== 'seating') continue;
      match.isExcused = true;
      match.seatBy = now + SEAT_MS;
    }
  }

  planOf(mode: Mode, seats: readonly SeatPlan[], more: Partial<MatchPlan> = {}): MatchPlan {
    const matchId = this.#deps.newId();
    const maxSeats = more.isOpen ? mode.players.max : seats.length + (more.bots ?? 0);
    const closed = { bots: 0, isOpen: false, isPrivate: false, isFriendly: false };
    return { matchId, mode: mode.id, seats, maxSeats, ...closed, ...more };
  }

  open(plan: MatchPlan, mode: Mode, tickets: readonly Queued[], now: number): void {
    const seated = new Set<PlayerId>();
    const more = { isExcused: false, spectators: 0, again: new Set<PlayerId>() };
    this.#put({ plan, mode, state: 'opening', tickets, seated, seatBy: now + SEAT_MS, ...more });
    this.#deps.effects.add({ type: 'open', plan });
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
    const busy = this.#busyWhy(host.playerId);
    if (busy) return busy;
    const code = isPrivate ? this.#deps.newCode() : undefined;
    const plan = this.planOf(mode, [host], { isOpen: true, isPrivate, isFriendly: true, ...(code && { code }) });
    this.open(plan, mode, [], now);
    return { matchId: plan.matchId, ...(code && { code }) };
  }

  /** Both are there and want it: a challenge. */
  start(players: readonly SeatPlan[], modeId: string, now: number): { matchId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode || players.length < mode.players.min || players.length > mode.players.max) return 'mode/unknown';
    for (const { playerId } of players) {
      const busy = this.#busyWhy(playerId);
      if (busy) return busy;
      if (!this.#deps.isHere(playerId)) return 'invite/notHere';
    }
    const plan = this.planOf(mode, onTeams(mode, players), { isFriendly: true });
    this.open(plan, mode, [], now);
    return { matchId: plan.matchId };
  }

  join(player: SeatPlan, by: { matchId: string } | { code: string }): { matchId: string } | PlayRefusal {
    const match = 'code' in by ? this.#byCode(by.code) : this.#matches.get(by.matchId);
    if (!match || (match.plan.isPrivate && !('code' in by))) return 'match/unknown';
    const { matchId, maxSeats } = match.plan;
    if (this.#matchOf.get(player.playerId) === match) return this.seat(match, player, 'player');
    const busy = this.#busyWhy(player.playerId);
    if (busy) return busy;
    if (match.state !== 'open' || match.plan.seats.length >= maxSeats) return 'match/full';
    const seat = { ...player, team: freeTeam(match.mode, match.plan.seats) };
    match.plan = { ...match.plan, seats: [...match.plan.seats, seat] };
    this.#matchOf.set(player.playerId, match);
    this.seat(match, seat, 'player');
    this.#save(match);
    return { matchId };
  }

  watch(player: SeatPlan, matchId: string): { matchId: string } | PlayRefusal {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'over' || match.plan.isPrivate) return 'match/unknown';
    return this.#busyWhy(player.playerId) ?? this.seat(match, player, 'spectator');
  }

  /** Starts when everybody who played has asked for it, and is there. */
  rematch(player: PlayerId, matchId: string, now: number): Record<string, never> | PlayRefusal {
    const match = this.#matches.get(matchId);
    const seats = match?.plan.seats ?? [];
    if (match?.state !== 'over' || !seats.some(({ playerId }) => playerId === player)) return 'match/unknown';
    if (!seats.every(({ playerId }) => playerId === player || match.again.has(playerId))) {
      match.again.add(player);
      return {};
    }
    // The others still want it: who comes last may ask again when they are back.
    if (!seats.every(({ playerId }) => this.#deps.isHere(playerId))) return 'invite/notHere';
    match.again.clear();
    for (const { playerId } of seats) {
      const busy = this.#busyWhy(playerId);
      if (busy) return busy;
    }
    const { bots, botStrength, isFriendly } = match.plan;
    const plan = this.planOf(match.mode, seats, { bots, isFriendly, ...(botStrength && { botStrength }) });
    this.open(plan, match.mode, [], now);
    return {};
  }

  /** The room of a match stands, or could not be made. */
  opened(matchId: string, isOpen: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (match?.state !== 'opening') return;
    if (!isOpen) return this.callOff(match, 'failed', [], now);
    match.state = match.plan.isOpen ? 'open' : 'seating';
    for (const seat of match.plan.seats) this.seat(match, seat, 'player');
    this.#save(match);
  }

  /** The player sits in the match's room. */
  seated(matchId: string, player: PlayerId): void {
    const match = this.#matches.get(matchId);
    if (!match || this.#matchOf.get(player) !== match) return;
    match.seated.add(player);
    this.#deps.effects.setActivity(player, 'playing');
    const isFull = match.plan.seats.every(({ playerId }) => match.seated.has(playerId));
    if (match.state === 'seating' && isFull) this.started(matchId);
  }

  started(matchId: string): void {
    const match = this.#matches.get(matchId);
    if (!match || match.state === 'playing' || match.state === 'over') return;
    match.state = 'playing';
    this.#deps.begun(match.tickets);
    match.tickets = [];
    this.#save(match);
  }

  /**
   * A seat was not taken in time, or could not be given: the same as declining, unless it is `ourFault`, or their connection
   * is lost. Who sits in a running match loses nothing by a second seat that could not be given: the room knows what became of
   * the first.
   */
  seatMissed(matchId: string, players: readonly PlayerId[], ourFault: boolean, now: number): void {
    const match = this.#matches.get(matchId);
    if (!match) return;
    if (match.state === 'seating') {
      if (ourFault || match.isExcused) return this.callOff(match, 'failed', [], now);
      const dodged = players.filter((player) => this.#deps.isHere(player));
      const isOfQueue = match.tickets.length > 0;
      const dropped = players.filter((player) => !dodged.includes(player));
      const blamed = isOfQueue ? dropped.filter((player) => this.#deps.mayBlameDrop(player, now)) : [];
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
      this.#deps.effects.setActivity(player, undefined);
    }
    if (match?.state === 'open') {
      match.plan = { ...match.plan, seats: match.plan.seats.filter(({ playerId }) => playerId !== player) };
      if (match.plan.seats.length === 0) this.#deps.effects.add({ type: 'close', matchId });
    }
    if (match) this.#save(match);
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
    this.#deps.effects.add({ type: 'forget', kind: 'match', id: matchId }, { type: 'listed', removed: matchId });
  }

  /** Its room is gone. Who still was in a match without a result is told so; that is nobody's fault. */
  closed(matchId: string, now: number): void {
    const match = this.#matches.get(matchId);
    if (match?.state === 'over') this.#matches.delete(matchId);
    else if (match) this.callOff(match, 'failed', [], now);
  }

  /** Those whose rooms are needed. */
  withRoom(): string[] {
    const hasRoom = ({ state }: Match) => state !== 'opening' && state !== 'over';
    return [...this.#matches.values()].filter(hasRoom).map(({ plan }) => plan.matchId);
  }

  /** What is due. */
  tick(now: number): void {
    for (const match of [...this.#matches.values()]) {
      const isWaiting = match.state === 'opening' || match.state === 'seating';
      if (isWaiting && now >= match.seatBy) this.callOff(match, 'failed', [], now);
    }
  }

  /** Who is at fault answers for it where it came from the queue. */
  callOff(match: Match, reason: CancelReason, culprits: readonly PlayerId[], now: number): void {
    const { effects, isQueued, calledOff } = this.#deps;
    const { matchId, seats } = match.plan;
    this.#matches.delete(matchId);
    const still = seats.filter(({ playerId }) => this.#matchOf.get(playerId) === match);
    const ofQueue = new Set(match.tickets.flatMap(({ ticket }) => ticket.players.map(({ id }) => id)));
    for (const { playerId } of still) {
      this.#matchOf.delete(playerId);
      effects.setActivity(playerId, isQueued(playerId) ? 'queued' : undefined);
      if (ofQueue.has(playerId)) continue;
      const isYourFault = culprits.includes(playerId);
      effects.push(playerId, 'matchCancelled', { matchId, reason, isYourFault, penaltyMs: 0, isQueuedAgain: false });
    }
    effects.add({ type: 'forget', kind: 'match', id: matchId }, { type: 'close', matchId });
    effects.add({ type: 'listed', removed: matchId });
    calledOff(matchId, match.tickets, reason, culprits, now);
  }

  seat(match: Match, seat: SeatPlan, role: 'player' | 'spectator'): { matchId: string } {
    const { matchId, mode } = match.plan;
    this.#deps.effects.add({ type: 'seat', matchId, mode, role, ...seat });
    return { matchId };
  }

  #put(match: Match, left: readonly PlayerId[] = []): void {
    this.#matches.set(match.plan.matchId, match);
    for (const { playerId } of match.plan.seats) if (!left.includes(playerId)) this.#matchOf.set(playerId, match);
  }

  #forgetOutdated({ matchId, mode, seats }: MatchPlan): void {
    const { effects } = this.#deps;
    effects.add({ type: 'outdated', kind: 'match', id: matchId, mode }, { type: 'close', matchId });
    effects.add({ type: 'forget', kind: 'match', id: matchId });
    for (const { playerId } of seats) effects.setActivity(playerId, undefined);
  }

  #save(match: Match): void {
    const value = this.#storedOf(match);
    if (!value) return;
    this.#deps.effects.add({ type: 'save', kind: 'match', id: match.plan.matchId, value });
    this.#list(match);
  }

  #storedOf(match: Match): StoredMatch | undefined {
    const { plan, state, tickets } = match;
    if (state === 'opening' || state === 'over') return undefined;
    const left = plan.seats.flatMap(({ playerId }) => (this.#matchOf.get(playerId) === match ? [] : playerId));
    return { plan, state, tickets: tickets.map(({ ticket }) => ticket.id), ...(left.length > 0 && { left }) };
  }

  #list(match: Match): void {
    if (isListed(match)) this.#deps.effects.add({ type: 'listed', put: rowOf(match) });
  }

  #busyWhy(player: PlayerId): PlayRefusal | undefined {
    if (this.#matchOf.has(player)) return 'match/already';
    return this.#deps.isQueued(player) ? 'queue/already' : undefined;
  }

  #byCode(code: string): Match | undefined {
    return [...this.#matches.values()].find(({ plan }) => plan.code === code);
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

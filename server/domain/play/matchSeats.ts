/** The seats of a match: as its room was made with, and what has become of each since. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { BotStrength, MatchPhase } from '../../../shared/matchProtocol.ts';
import { modeOf } from '../../../shared/modes.ts';
import { type Persona, personaOf } from '../../../shared/playerRow.ts';
import type { StoredMatch } from './deskEffects.ts';
import type { Entry, PlayedMatch } from './playedMatch.ts';

/** `team`: seats of the same number play together. `rating`: for display. */
export type MatchSeat =
  | (Readonly<Persona> & { readonly playerId: PlayerId; readonly rating?: number; readonly team: number })
  | { readonly bot: BotStrength; readonly name: string; readonly team: number };

export type MatchSetup = {
  /** Also the id of the room, so that there is one however often it is requested. */
  readonly matchId: string;
  readonly mode: string;
  readonly seats: readonly MatchSeat[];
  /** Bots included. */
  readonly maxSeats: number;
  /** `now`: once all of `seats` are there. `full`: others come and go until `maxSeats`, or the first seat begins it. */
  readonly startsWhen: 'full' | 'now';
  /** Its result changes no ratings. */
  readonly isFriendly?: boolean;
  /** Not listed; joined by its `code`. */
  readonly isPrivate?: boolean;
  readonly code?: string;
};

/** `order`: counts the players that left, from 0. `isEarly`: before the match was really played. */
export type SeatState =
  | { readonly is: 'waiting'; readonly until: number }
  | { readonly is: 'here' }
  | { readonly is: 'dropped'; readonly until: number }
  | { readonly is: 'gone'; readonly order: number; readonly isEarly: boolean }
  | { readonly is: 'bot' };

export type Seat = {
  /** Among the seats; fixed once the match has begun. */
  readonly index: number;
  readonly name: string;
  /** Undefined for a bot, as is `playerId`. */
  readonly emblem?: number;
  readonly team: number;
  readonly rating?: number;
  readonly playerId?: PlayerId;
  readonly bot?: BotStrength;
  /** Keyed hashes of the networks from which the player came. */
  readonly networks?: readonly string[];
  readonly state: SeatState;
};

/** `missed`: players that did not take their seats in time. `isOff`: so there will be no match. */
export type Overdue = { readonly missed: readonly PlayerId[]; readonly isOff: boolean };

type Newcomer = Omit<Extract<MatchSeat, { playerId: PlayerId }>, 'team'> & { readonly team?: number };
type MutableSeat = { -readonly [Key in keyof Seat]: Seat[Key] };

export class MatchSeats {
  phase: MatchPhase = 'seating';
  readonly setup: MatchSetup;
  readonly #seatMs: number;
  #seats: MutableSeat[] = [];
  #gone = 0;
  #isPlayed = false;

  /** `seatMs`: how long a seat waits for its player. `now`: monotonic ms, as everywhere here. */
  constructor(setup: MatchSetup, seatMs: number, now: number) {
    this.setup = setup;
    this.#seatMs = seatMs;
    for (const seat of setup.seats) this.#add(seat, now);
  }

  get all(): readonly Seat[] {
    return this.#seats;
  }

  /** For the desk; undefined when the match is over. */
  get standing(): StoredMatch | undefined {
    if (this.phase === 'over') return undefined;
    const { matchId, mode, maxSeats, startsWhen, isFriendly = false, isPrivate = false, code } = this.setup;
    const players = this.#seats.flatMap(({ playerId, name, emblem, team }) =>
      playerId && emblem !== undefined ? { playerId, name, emblem, team } : [],
    );
    const left = this.#seats.flatMap(({ playerId, state }) => (playerId && state.is === 'gone' ? playerId : []));
    const isOpen = startsWhen === 'full';
    const bots = this.#seats.length - players.length;
    const plan = {
      matchId,
      mode,
      seats: players,
      maxSeats,
      bots,
      isOpen,
      isPrivate,
      isFriendly,
      ...(code && { code }),
    };
    const state = this.phase === 'running' ? 'playing' : isOpen ? 'open' : 'seating';
    return { plan, state, tickets: [], left };
  }

  /** `gathering`: open, and not begun. `busy`: its players are in it, or on their way. */
  get stage(): 'gathering' | 'busy' | 'over' {
    if (this.phase === 'over') return 'over';
    return this.phase === 'seating' && this.setup.startsWhen === 'full' ? 'gathering' : 'busy';
  }

  of(player: PlayerId): Seat | undefined {
    return this.#find(player);
  }

  /** Whether the player may come in, for the first time or again; adds a seat where others may still join. */
  admit({ playerId, name, emblem, rating, team }: Newcomer, now: number): boolean {
    const seat = this.#find(playerId);
    if (seat) return seat.state.is !== 'gone';
    const { startsWhen, maxSeats } = this.setup;
    if (this.phase !== 'seating' || startsWhen === 'now' || this.#seats.length >= maxSeats) return false;
    const more = { team: team ?? this.#seats.length, ...(rating !== undefined && { rating }) };
    this.#add({ playerId, name, emblem, ...more }, now);
    return true;
  }

  /** The player is there. `same`: they were before. Undefined where they have no seat. */
  take(player: PlayerId, network?: string): 'seated' | 'resumed' | 'same' | undefined {
    const seat = this.#find(player);
    if (!seat || seat.state.is === 'gone') return undefined;
    if (network !== undefined) seat.networks = [...new Set([...(seat.networks ?? []), network])];
    const before = seat.state.is;
    seat.state = { is: 'here' };
    return before === 'waiting' ? 'seated' : before === 'dropped' ? 'resumed' : 'same';
  }

  /** False where the player was not there. */
  drop(player: PlayerId, until: number): boolean {
    const seat = this.#find(player);
    if (seat?.state.is !== 'here') return false;
    seat.state = { is: 'dropped', until };
    return true;
  }

  /**
   * The player leaves for good. `freed`: others may have the seat. `missed`: the match will not begin. `abandoned`: it
   * goes on without them. Undefined where it makes no difference.
   */
  leave(player: PlayerId): 'freed' | 'missed' | 'abandoned' | undefined {
    const seat = this.#find(player);
    if (!seat || seat.state.is === 'gone' || this.phase === 'over') return undefined;
    if (this.phase === 'running') {
      seat.state = { is: 'gone', order: this.#gone++, isEarly: !this.#isPlayed };
      return 'abandoned';
    }
    if (this.setup.startsWhen === 'now') return 'missed';
    this.#remove(seat);
    return 'freed';
  }

  /** Whether any name or emblem is new. `now`: undefined keeps them. */
  refresh(now: (player: PlayerId) => Persona | undefined): boolean {
    let isNew = false;
    for (const seat of this.#seats) {
      const persona = seat.playerId === undefined ? undefined : now(seat.playerId);
      if (!persona || (persona.name === seat.name && persona.emblem === seat.emblem)) continue;
      Object.assign(seat, personaOf(persona));
      isNew = true;
    }
    return isNew;
  }

  /** From now on, leaving is losing. */
  markPlayed(): void {
    this.#isPlayed = true;
  }

  overdue(now: number): Overdue {
    if (this.phase !== 'seating') return { missed: [], isOff: false };
    const late = this.#seats.filter(({ state }) => state.is === 'waiting' && state.until <= now);
    const missed = late.flatMap(({ playerId }) => playerId ?? []);
    const isOff = missed.length > 0 && this.setup.startsWhen === 'now';
    if (!isOff) for (const seat of late) this.#remove(seat);
    return { missed, isOff };
  }

  /**
   * Begins if everybody is there; true once. A dropped player does not hold up a match that is closed to others.
   * `least`: begins with so many seats, where it would wait for more.
   */
  begin(least = this.setup.maxSeats): boolean {
    const { startsWhen } = this.setup;
    const isReady = ({ state }: Seat) =>
      state.is === 'here' || state.is === 'bot' || (state.is === 'dropped' && startsWhen === 'now');
    const isComplete = startsWhen === 'now' || this.#seats.length >= least;
    if (this.phase !== 'seating' || !isComplete || !this.#seats.every(isReady)) return false;
    this.phase = 'running';
    return true;
  }

  /** Begins with fewer players than seats. `seat`: of the player that wants it. False where they may not. */
  beginEarly(seat: Seat | undefined): boolean {
    const mode = modeOf(this.setup.mode);
    return seat?.index === 0 && mode !== undefined && mode.teams === undefined && this.begin(mode.players.min);
  }

  /** Some seats still wait for their players before the match begins. */
  get isWaiting(): boolean {
    return this.phase === 'seating' && this.#seats.some(({ state }) => state.is === 'waiting');
  }

  /**
   * The ranking of a match that cannot go on: nobody is left to play, or in a ranked mode nobody to play against. The
   * players that stayed come first. Undefined while it can.
   */
  get forcedRanking(): Seat[][] | undefined {
    const mode = modeOf(this.setup.mode);
    const stayed = this.#seats.filter(({ playerId, state }) => playerId !== undefined && state.is !== 'gone');
    const sides = new Set(stayed.map(({ index, team }) => (mode?.teams === undefined ? index : team)));
    if (sides.size > (mode?.ranked ? 1 : 0)) return undefined;
    return [stayed, this.#seats.filter((seat) => !stayed.includes(seat))].filter((tie) => tie.length > 0);
  }

  /**
   * The match is over. `ranking`: all seats, best first, those that share a place together. Abandoned seats come after
   * all others, the first abandoned last. Returns each seat's place, 1 is the best. Throws where a seat is not ranked
   * exactly once, and where the match is not running.
   */
  finish(ranking: readonly (readonly Seat[])[]): number[] {
    if (this.phase !== 'running') throw new Error('only a running match has a result');
    const ranked = ranking.flat().map(({ index }) => index);
    if (new Set(ranked).size !== this.#seats.length || ranked.length !== this.#seats.length)
      throw new Error('a ranking names each seat once');
    this.phase = 'over';
    const isGone = ({ index }: Seat) => this.#seats[index]?.state.is === 'gone';
    const stayed = ranking.map((tie) => tie.filter((seat) => !isGone(seat)));
    const gone = this.#seats.filter(isGone).toSorted((a, b) => orderOf(b) - orderOf(a));
    const places: number[] = new Array(this.#seats.length).fill(0);
    let place = 1;
    for (const tie of [...stayed, ...gone.map((seat) => [seat])]) {
      for (const { index } of tie) places[index] = place;
      place += tie.length;
    }
    return places;
  }

  /** The match with its result. `places`: as `finish` returned. Times are epoch ms. */
  played(places: readonly number[], startedAt: number, endedAt: number, inputs?: Uint8Array): PlayedMatch {
    const { matchId, mode, isFriendly = false, isPrivate = false } = this.setup;
    const hasTeams = modeOf(mode)?.teams !== undefined;
    const ranking = this.#seats.flatMap(({ playerId, state, index, team, networks }): Entry | [] => {
      if (playerId === undefined) return [];
      const left = { isAbandoned: state.is === 'gone', ...(isEarly(state) && { hasLeftEarly: true }) };
      const more = { ...(hasTeams && { team }), ...(networks && { networks }) };
      return { playerId, place: places[index] ?? 0, ...left, ...more };
    });
    const isUnplayed = !this.#isPlayed && this.#seats.some(({ state }) => isEarly(state));
    const seats = this.#seats.map(({ playerId: id, name }) => (id === undefined ? { bot: name } : { id }));
    const more = { ...(isUnplayed && { isUnplayed }), ...(inputs && { replay: { seats, inputs, isPrivate } }) };
    return { matchId, mode, ranking, startedAt, endedAt, withBots: this.#withBots, isFriendly, ...more };
  }

  get #withBots(): boolean {
    return this.#seats.some(({ bot }) => bot !== undefined);
  }

  #find(player: PlayerId): MutableSeat | undefined {
    return this.#seats.find(({ playerId }) => playerId === player);
  }

  #add(seat: MatchSeat, now: number): void {
    const state: SeatState = 'bot' in seat ? { is: 'bot' } : { is: 'waiting', until: now + this.#seatMs };
    this.#seats.push({ ...seat, index: this.#seats.length, state });
  }

  #remove(gone: Seat): void {
    this.#seats = this.#seats.filter((seat) => seat !== gone);
    for (const [index, seat] of this.#seats.entries()) seat.index = index;
  }
}

const isEarly = (state: SeatState): boolean => state.is === 'gone' && state.isEarly;
const orderOf = ({ state }: Seat): number => (state.is === 'gone' ? state.order : -1);

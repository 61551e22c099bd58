import type { Client } from '@colyseus/core';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { SPECTATORS_MAX } from '../../shared/limits.ts';
import type { MatchPushes, SeatRow } from '../../shared/matchProtocol.ts';
import type { SeenPlayer } from '../../shared/playerRow.ts';
import type { MatchSeats, Seat } from '../domain/play/matchSeats.ts';
import { isPublic, type SubjectOf, shownAs, whereSeen } from '../domain/presence/visibility.ts';
import type { Clock } from '../ports.ts';
import type { SeatOwner } from './authorizeSeat.ts';
import type { MatchReports } from './matchReports.ts';

type OverviewDeps = {
  room: { clients: readonly Client[] };
  seats: MatchSeats;
  clock: Clock;
  subjectOf: SubjectOf;
  reports: MatchReports;
};

/**
 * What everybody in the room sees of the match: its seats, its phase and the number of spectators. The players of a match
 * know each other; spectators know them as elsewhere. Spectators who hide are not counted, and nobody hears of them.
 */
export class MatchOverview {
  /** Hidden spectators have as many places of their own, so that they take none from others. */
  readonly maxSpectators = 2 * SPECTATORS_MAX;
  readonly #deps: OverviewDeps;
  /** The spectators and the seated players whom strangers see here. */
  #seen: ReadonlySet<PlayerId> = new Set();
  /** As last sent and reported. */
  #spectators = 0;
  /** The seats as last sent to each client. */
  readonly #namedTo = new WeakMap<Client, string>();

  constructor(deps: OverviewDeps) {
    this.#deps = deps;
  }

  /** No more of those who hide, or of those who do not, may watch. */
  isFullFor({ playerId }: SeatOwner): boolean {
    this.#updateSeen();
    const isSeen = isPublic(this.#deps.subjectOf(playerId));
    return this.#watching().filter((id) => this.#seen.has(id) === isSeen).length >= SPECTATORS_MAX;
  }

  /** Called before a reservation, of a match that goes on. Everybody is told of a seat that is added. */
  admit(owner: SeatOwner): true | 'match/unknown' | 'match/full' {
    const { seats, clock } = this.#deps;
    if (owner.role === 'spectator') return this.isFullFor(owner) ? 'match/full' : true;
    const isKnown = seats.of(owner.playerId) !== undefined;
    if (!seats.admit(owner, clock.now())) return isKnown ? 'match/unknown' : 'match/full';
    if (!isKnown) this.send();
    return true;
  }

  seatOf({ auth }: Client): Seat | undefined {
    const owner: SeatOwner | undefined = auth;
    return owner?.role === 'player' ? this.#deps.seats.of(owner.playerId) : undefined;
  }

  send(): void {
    this.#updateSeen();
    for (const client of this.#deps.room.clients) this.#sendTo(client);
  }

  /**
   * Spectators have come or gone, or anybody has hidden or shown themself. `arrived`: is sent it in any case. Returns the
   * sessions of spectators who may know nobody that plays: to them it looks as if all had left.
   */
  follow(arrived?: Client): string[] {
    const before = this.#spectators;
    if (this.#deps.room.clients.some(isSpectator) || before > 0) this.#updateSeen();
    for (const client of this.#deps.room.clients) {
      const isNews = this.#spectators !== before || client === arrived;
      if (isNews || (isSpectator(client) && this.#isOutdated(client))) this.#sendTo(client);
    }
    const isLost = (client: Client) => isSpectator(client) && this.#isLost(client);
    return this.#deps.room.clients.filter(isLost).map(({ sessionId }) => sessionId);
  }

  /** Tells the players the names and emblems that they have now; spectators may not know all of them. */
  followPersonas(): void {
    const { room, seats, subjectOf } = this.#deps;
    if (!seats.refresh((id) => subjectOf(id).persona)) return;
    for (const client of room.clients) if (this.#isOutdated(client)) this.#sendTo(client);
  }

  #isLost(client: Client): boolean {
    const { all, phase } = this.#deps.seats;
    const played = all.filter(({ playerId, state }) => playerId !== undefined && state.is !== 'gone');
    const names = this.#namesFor(client);
    return phase !== 'over' && played.length > 0 && played.every(({ index }) => names[index]?.id === null);
  }

  #isOutdated(client: Client): boolean {
    return textOf(this.#namesFor(client)) !== this.#namedTo.get(client);
  }

  /** Brings up to date which players strangers see, and reports the number of spectators where it has changed. */
  #updateSeen(): void {
    const { seats, subjectOf, reports } = this.#deps;
    const watching = this.#watching();
    const all = [...watching, ...seats.all.flatMap(({ playerId }) => playerId ?? [])];
    this.#seen = new Set(all.filter((id) => isPublic(whereSeen(subjectOf(id), this.#seen.has(id)))));
    const count = watching.filter((id) => this.#seen.has(id)).length;
    if (count === this.#spectators) return;
    this.#spectators = count;
    reports.report({ matchId: seats.setup.matchId, type: 'spectators', count });
  }

  #watching(): PlayerId[] {
    return this.#deps.room.clients.filter(isSpectator).map(({ auth }) => (auth as SeatOwner).playerId);
  }

  #sendTo(client: Client): void {
    const { seats, clock } = this.#deps;
    const { matchId, mode } = seats.setup;
    const now = clock.now();
    const names = this.#namesFor(client);
    this.#namedTo.set(client, textOf(names));
    const pushed: MatchPushes['tableUpdated'] = {
      ...{ matchId, mode, phase: seats.phase, spectators: this.#spectators },
      seats: seats.all.map((seat) => rowOf(seat, names[seat.index], now)),
      you: this.seatOf(client)?.index ?? null,
    };
    client.send('tableUpdated', pushed);
  }

  /** For each seat, its player as the client may know them; bots have no id. */
  #namesFor({ auth }: Client): (SeenPlayer | undefined)[] {
    const { seats, subjectOf } = this.#deps;
    const viewer = (auth as SeatOwner | undefined)?.playerId;
    const mates = seats.all.flatMap(({ playerId }) => playerId ?? []);
    return seats.all.map(({ playerId: id, name, emblem }) =>
      id === undefined || emblem === undefined
        ? undefined
        : shownAs(viewer, { ...subjectOf(id), mates }, { known: { name, emblem }, wasSeen: this.#seen.has(id) }),
    );
  }
}

const isSpectator = ({ auth }: Client): boolean => (auth as SeatOwner | undefined)?.role === 'spectator';

const textOf = (names: (SeenPlayer | undefined)[]): string => JSON.stringify(names);

/** A bot has that of its name. */
function emblemOf(seen: SeenPlayer | undefined, name: string): { emblem?: number } {
  const emblem = seen ? seen.emblem : emblemFromId(name);
  return emblem === undefined ? {} : { emblem };
}

/** `seen`: left out for a bot. */
function rowOf({ name, team, bot, rating, state }: Seat, seen: SeenPlayer | undefined, now: number): SeatRow {
  return {
    name: seen ? seen.name : name,
    team,
    is: state.is,
    ...emblemOf(seen, name),
    ...(seen && { id: seen.id }),
    ...(bot !== undefined && { bot }),
    ...(rating !== undefined && seen && seen.id !== null && { rating }),
    ...('until' in state && { leftMs: Math.max(0, Math.round(state.until - now)) }),
  };
}

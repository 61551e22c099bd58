import type { Client } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import { SPECTATORS_MAX } from '../../shared/limits.ts';
import type { MatchPushes, SeatRow } from '../../shared/matchProtocol.ts';
import type { MatchSeats, Seat } from '../domain/play/matchSeats.ts';
import { isPublic, mayKnow, type SubjectOf, whereSeen } from '../domain/presence/visibility.ts';
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
  /** The seats named to each spectator, as last sent. */
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

  seatOf({ auth }: Client): Seat | undefined {
    const owner: SeatOwner | undefined = auth;
    return owner?.role === 'player' ? this.#deps.seats.of(owner.playerId) : undefined;
  }

  send(): void {
    this.#updateSeen();
    for (const client of this.#deps.room.clients) this.#sendTo(client);
  }

  /** Spectators have come or gone, or anybody has hidden or shown themself. `arrived`: is sent it in any case. */
  follow(arrived?: Client): void {
    const before = this.#spectators;
    if (this.#deps.room.clients.some(isSpectator) || before > 0) this.#updateSeen();
    for (const client of this.#deps.room.clients) {
      const isNews = this.#spectators !== before || client === arrived;
      if (isNews || (isSpectator(client) && this.#namesFor(client) !== this.#namedTo.get(client))) this.#sendTo(client);
    }
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
    this.#namedTo.set(client, names);
    const pushed: MatchPushes['tableUpdated'] = {
      ...{ matchId, mode, phase: seats.phase, spectators: this.#spectators },
      seats: seats.all.map((seat) => rowOf(seat, names[seat.index] === NAMED, now)),
      you: this.seatOf(client)?.index ?? null,
    };
    client.send('tableUpdated', pushed);
  }

  /** For each seat, whether the client may know its player. */
  #namesFor({ auth }: Client): string {
    const { seats, subjectOf } = this.#deps;
    const viewer = (auth as SeatOwner | undefined)?.playerId;
    const mates = seats.all.flatMap(({ playerId }) => playerId ?? []);
    const isNamed = ({ playerId: id }: Seat) =>
      id === undefined || this.#seen.has(id) || mayKnow(viewer, { ...subjectOf(id), mates }) !== 'hidden';
    return seats.all.map((seat) => (isNamed(seat) ? NAMED : UNNAMED)).join('');
  }
}

const NAMED = '+';
const UNNAMED = '-';

const isSpectator = ({ auth }: Client): boolean => (auth as SeatOwner | undefined)?.role === 'spectator';

function rowOf({ name, team, playerId, bot, rating, state }: Seat, isNamed: boolean, now: number): SeatRow {
  return {
    name: isNamed ? name : null,
    team,
    is: state.is,
    ...(playerId !== undefined && { id: isNamed ? playerId : null }),
    ...(bot !== undefined && { bot }),
    ...(rating !== undefined && isNamed && { rating }),
    ...('until' in state && { leftMs: Math.max(0, Math.round(state.until - now)) }),
  };
}

/** Played matches in memory. */
import type { PlayerId } from '../../shared/ids.ts';
import { type Placed, type PlayedMatch, ratingChanges } from '../domain/play/playedMatch.ts';
import type { Matches, PastMatch, RecordedMatch, StoredPlayer } from '../ports.ts';
import type { MemoryRatings, Players } from './MemoryRatings.ts';

/** `playerId`: undefined for one who has been pruned. */
type Seat = Omit<Placed, 'playerId'> & {
  playerId: PlayerId | undefined;
  ratingBefore?: number;
  ratingAfter?: number;
};
type Match = Omit<PlayedMatch, 'ranking'> & { readonly seats: Seat[] };

export class MemoryMatches implements Matches {
  readonly #players: Players;
  readonly #ratings: MemoryRatings;
  readonly #matches = new Map<string, Match>();

  constructor(players: Players, ratings: MemoryRatings) {
    this.#players = players;
    this.#ratings = ratings;
  }

  forget(id: PlayerId): void {
    for (const { seats } of this.#matches.values()) {
      for (const seat of seats) if (seat.playerId === id) seat.playerId = undefined;
    }
  }

  async recordMatch({ ranking, ...match }: PlayedMatch): Promise<RecordedMatch | undefined> {
    const { matchId, mode } = match;
    if (this.#matches.has(matchId)) return undefined;
    const ids = ranking.map(({ playerId }) => playerId);
    const changes = ratingChanges({ ...match, ranking }, this.#ratings.read(ids, mode));
    const seats = ranking.map(({ playerId, ...placed }): Seat => {
      const player = this.#players.get(playerId);
      const change = changes.get(playerId);
      if (player && change) {
        this.#ratings.set(playerId, mode, { ...change.rating, shown: change.after });
        player.rating = change.after;
      }
      const ratings = change && { ratingBefore: change.before, ratingAfter: change.after };
      return { playerId: player?.id, ...placed, ...ratings };
    });
    const [startedAt, endedAt] = [Math.floor(match.startedAt), Math.floor(match.endedAt)];
    this.#matches.set(matchId, { ...match, startedAt, endedAt, seats });
    return this.findMatch(matchId);
  }

  async findMatch(matchId: string): Promise<RecordedMatch | undefined> {
    const match = this.#matches.get(matchId);
    if (!match) return undefined;
    const ranking = byPlace(match.seats).flatMap(({ playerId, ...seat }) => {
      const player = this.#find(playerId);
      return player ? [{ playerId: player.id, name: player.name, ...seat }] : [];
    });
    return { matchId, mode: match.mode, ranking };
  }

  async matchesOf(id: PlayerId, limit: number, before?: Pick<PastMatch, 'endedAt' | 'matchId'>): Promise<PastMatch[]> {
    return this.#latestOf(id)
      .filter((match) => before === undefined || isAfter(before, match))
      .slice(0, limit)
      .map(({ seats, ...match }) => {
        const { playerId: _, ...own } = seats.find(({ playerId }) => playerId === id) as Seat;
        const others = byPlace(seats).filter(({ playerId }) => playerId !== id);
        return { ...match, ...own, others: others.map((seat) => this.#otherOf(seat)) };
      });
  }

  async recentOpponents(ids: readonly PlayerId[], mode: string, limit: number): Promise<Map<PlayerId, PlayerId[]>> {
    const opponentsOf = (id: PlayerId) => {
      const latest = this.#latestOf(id).filter((match) => match.mode === mode);
      const opponents = latest.slice(0, limit).flatMap(({ seats }) => {
        const own = seats.find(({ playerId }) => playerId === id);
        return seats.filter(({ team }) => team === undefined || team !== own?.team).map(({ playerId }) => playerId);
      });
      return [...new Set(opponents)].filter((other): other is PlayerId => other !== undefined && other !== id);
    };
    return new Map(ids.map((id) => [id, opponentsOf(id)] as const).filter(([, opponents]) => opponents.length > 0));
  }

  async pruneMatches(before: number): Promise<number> {
    const gone = [...this.#matches.values()].filter(({ endedAt }) => endedAt < Math.floor(before));
    for (const { matchId } of gone) this.#matches.delete(matchId);
    return gone.length;
  }

  #find(id: PlayerId | undefined): StoredPlayer | undefined {
    return id === undefined ? undefined : this.#players.get(id);
  }

  #latestOf(id: PlayerId): Match[] {
    const own = [...this.#matches.values()].filter(({ seats }) => seats.some(({ playerId }) => playerId === id));
    return own.sort((a, b) => (isAfter(a, b) ? -1 : 1));
  }

  #otherOf({ playerId, place, isAbandoned, team }: Seat): PastMatch['others'][number] {
    const player = this.#find(playerId);
    return {
      ...(player && { player: { id: player.id, name: player.name, visibility: player.visibility } }),
      place,
      isAbandoned,
      ...(team !== undefined && { team }),
    };
  }
}

type Key = Pick<PastMatch, 'endedAt' | 'matchId'>;
const isAfter = (a: Key, b: Key): boolean =>
  a.endedAt > b.endedAt || (a.endedAt === b.endedAt && a.matchId > b.matchId);

const byPlace = (seats: readonly Seat[]): Seat[] => seats.toSorted((a, b) => a.place - b.place);

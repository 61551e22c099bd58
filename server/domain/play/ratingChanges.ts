/** What a match changes in the ratings of its players; the rules are explained in docs/decisions/12-earned-ratings.md. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import { isRated, modeOf } from '../../../shared/modes.ts';
import { afterMatch, NO_REPUTATION, type Reputation } from '../matchmaking/established.ts';
import { POINTS_PER_MU, rate, shownRating, UNKNOWN_SKILL } from '../matchmaking/ratings.ts';
import type { Entry, PlayedMatch } from './playedMatch.ts';

/** openskill's mean and uncertainty of a player in one mode, after `matches` rated matches. */
export type StoredRating = {
  readonly mu: number;
  readonly sigma: number;
  readonly matches: number;
  /** Of the shown points, those from matches with provisional players: never beyond ±UNPROVEN_MAX. */
  readonly unproven: number;
};
type Earned = { readonly rating: StoredRating; readonly reputation: Reputation };
/** `before` and `after`: as shown. */
export type RatingChange = Earned & { readonly before: number; readonly after: number };

/** Of those that have any. `isFounding`: fewer than FOUNDERS players are established. */
export type Known = {
  readonly ratings: ReadonlyMap<PlayerId, StoredRating>;
  readonly reputations: ReadonlyMap<PlayerId, Reputation>;
  readonly isFounding: boolean;
};

/** From −25 to 25 are 50 points: all that provisional players can ever do for a player, or against one. */
export const UNPROVEN_MAX = 25;
/** The part of a change that counts in a match with a provisional player. */
const DAMPING = 0.1;
/** The least that it costs to leave before the match is played, in points. */
export const LEAVER_COST = 20;

const NEW_RATING: StoredRating = { ...UNKNOWN_SKILL, matches: 0, unproven: 0 };

type Entrant = Entry & Earned & { readonly side: string | number };

/** Empty for an unrated mode, a friendly match or bots. Players without opponents are left out. */
export function ratingChanges(
  { mode: modeId, ranking, withBots, isFriendly, isUnplayed }: PlayedMatch,
  known: Known,
): Map<PlayerId, RatingChange> {
  const mode = modeOf(modeId);
  if (!mode || !isRated(mode) || withBots || isFriendly) return new Map();
  const all = ranking.map((entry): Entrant => {
    const { playerId, team } = entry;
    const rating = known.ratings.get(playerId) ?? NEW_RATING;
    return { ...entry, side: team ?? playerId, rating, reputation: known.reputations.get(playerId) ?? NO_REPUTATION };
  });
  const changes = new Map<PlayerId, RatingChange>();
  for (const player of all) {
    if (isUnplayed && !player.hasLeftEarly) continue;
    const after = player.hasLeftEarly ? afterLeaving(player, all) : afterPlaying(player, all, known.isFounding);
    if (!after) continue;
    changes.set(player.playerId, { ...after, before: shownRating(player.rating), after: shownRating(after.rating) });
  }
  return changes;
}

/**
 * At least what losing would have cost, where opponents were still there. It makes nobody more certain, and is no rated
 * match.
 */
function afterLeaving(player: Entrant, all: readonly Entrant[]): Earned | undefined {
  const { rating, reputation, place } = player;
  const changed = changeOf(
    player,
    all.filter((other) => other.place < place),
    all,
  );
  if (!changed) return undefined;
  const cost = Math.max(LEAVER_COST, -(changed.isFull ? changed.points : DAMPING * changed.points));
  return { reputation, rating: { ...rating, mu: rating.mu - cost / POINTS_PER_MU } };
}

function afterPlaying(player: Entrant, all: readonly Entrant[], isFounding: boolean): Earned | undefined {
  const stayed = all.filter(({ hasLeftEarly }) => !hasLeftEarly);
  const changed = changeOf(player, stayed, all);
  if (!changed) return undefined;
  const { skill, points, isFull, opponents } = changed;
  const { mu, sigma, matches, unproven: before } = player.rating;
  const unproven = isFull ? before : Math.min(UNPROVEN_MAX, Math.max(-UNPROVEN_MAX, before + DAMPING * points));
  // Certainty is shown as points too, so it comes from full matches alone.
  const after = isFull ? skill : { mu: mu + (unproven - before) / POINTS_PER_MU, sigma };
  const beaten = opponents.flatMap(({ playerId, place, isAbandoned }) =>
    place > player.place && !isAbandoned ? playerId : [],
  );
  return {
    rating: { ...after, matches: matches + 1, unproven },
    reputation: afterMatch(player.reputation, beaten, { isFull, isFounding }),
  };
}

/** By openskill alone, among `present`. `points`: by its mean. `isFull`: all others of the match are established. */
function changeOf(player: Entrant, present: readonly Entrant[], all: readonly Entrant[]) {
  const isOther = ({ playerId }: Entrant) => playerId !== player.playerId;
  const others = all.filter(isOther);
  const barred = new Set(others.flatMap((other) => (areOfOneNetwork(player, other) ? other.side : [])));
  const mates = present.filter((one) => isOther(one) && one.side === player.side);
  const opponents = present.filter(({ side }) => side !== player.side && !barred.has(side));
  if (opponents.length === 0) return undefined;
  const places = [player, ...mates, ...opponents].map(({ playerId: id, side: team, place, rating: { mu, sigma } }) => {
    return { id, team, place, mu, sigma };
  });
  const skill = rate(places).get(player.playerId) ?? player.rating;
  const points = (skill.mu - player.rating.mu) * POINTS_PER_MU;
  return { skill, points, isFull: others.every(({ reputation }) => reputation.isEstablished), opponents };
}

/** Between two provisional players of one network nothing is rated. */
const areOfOneNetwork = (one: Entrant, other: Entrant): boolean =>
  !one.reputation.isEstablished &&
  !other.reputation.isEstablished &&
  one.networks?.some((network) => other.networks?.includes(network)) === true;

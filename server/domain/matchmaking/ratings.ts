/** Estimates skill from results: openskill (Weng and Lin 2011, Plackett-Luce), for teams and free-for-alls. Pure. */
import { rate as openskillRate } from 'openskill';

/** Of a new player; openskill's own. */
export const UNKNOWN_SKILL: Skill = { mu: 25, sigma: 25 / 3 };

/** `mu`: the mean. `sigma`: its uncertainty. */
export type Skill = { readonly mu: number; readonly sigma: number };
/** Equal places are a draw. Those of one `team` have one place. */
export type RatedPlace = Skill & { readonly id: string; readonly team: string | number; readonly place: number };

/** Ratings are shown two sigmas below the mean, so that few lucky matches do not beat many good ones. */
const SHOWN_START = 1_000;
export const POINTS_PER_MU = 40;

export const shownRating = ({ mu, sigma }: Skill): number =>
  Math.max(
    0,
    Math.round(SHOWN_START + POINTS_PER_MU * (mu - 2 * sigma - (UNKNOWN_SKILL.mu - 2 * UNKNOWN_SKILL.sigma))),
  );

/** The skills after a match, by id. The order of `places` makes no difference. */
export function rate(places: readonly RatedPlace[]): Map<string, Skill> {
  const byTeam = [...Map.groupBy(places, ({ team }) => team).values()];
  // A team's place is its best player's: a member that left early does not lose it for the others.
  const placeOf = (team: readonly RatedPlace[]) => Math.min(...team.map(({ place }) => place));
  const teams = byTeam.toSorted((a, b) => placeOf(a) - placeOf(b) || (idOf(a) < idOf(b) ? -1 : 1));
  const rated = openskillRate(
    teams.map((team) => team.map(({ mu, sigma }) => ({ mu, sigma }))),
    { rank: teams.map(placeOf) },
  );
  return new Map(
    teams.flatMap((team, at) =>
      team.map(
        (player, index) => [player.id, skillIn(rated[at]?.[index]) ?? { mu: player.mu, sigma: player.sigma }] as const,
      ),
    ),
  );
}

const idOf = (team: readonly RatedPlace[]): string => team.map(({ id }) => id).toSorted()[0] ?? '';

function skillIn(rated: Skill | undefined): Skill | undefined {
  return rated && Number.isFinite(rated.mu) && Number.isFinite(rated.sigma)
    ? { mu: rated.mu, sigma: rated.sigma }
    : undefined;
}

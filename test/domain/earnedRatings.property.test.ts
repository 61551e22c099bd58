import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pick, seeded } from '../../bots/random.ts';
import { NO_REPUTATION, type Reputation } from '../../server/domain/matchmaking/established.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Entry } from '../../server/domain/play/playedMatch.ts';
import { ratingChanges, type StoredRating } from '../../server/domain/play/ratingChanges.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { SMALL_TEAMS, useModes } from '../support/extraModes.ts';
import { checked } from '../support/property.ts';

const THROWAWAYS = 1_000;
/** All that throwaways may ever gain one player. */
const GAIN_MAX = 50;
const VETERANS = 20;
const HONEST = 30;
const RUNS = 10;
const MATCHES = 2_000;
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => asPlayerId(`${prefix}${n}`));
const MAIN = asPlayerId('main');
/** Established, and helps MAIN in every way but by losing to it. */
const ACCOMPLICE = asPlayerId('accomplice');
const EARLY: Partial<Entry> = { isAbandoned: true, hasLeftEarly: true };
const LATE: Partial<Entry> = { isAbandoned: true };

type Start = { mu: number; sigma: number; unproven: number; isEstablished: boolean };

class Cheating {
  readonly honest = ids('honest', HONEST);
  readonly throwaways = ids('throwaway', THROWAWAYS);
  readonly ratings = new Map<PlayerId, StoredRating>();
  readonly reputations = new Map<PlayerId, Reputation>();
  readonly #random: () => number;
  /** MAIN's points from matches with throwaways, and the fewest of them so far. */
  gained = 0;
  least = 0;
  most = 0;

  constructor(seed: number, { mu, sigma, unproven, isEstablished }: Start) {
    this.#random = seeded(seed);
    for (const id of [...this.honest, ACCOMPLICE]) this.#establish(id, { mu: 15 + 20 * this.#random(), sigma: 3 });
    this.#establish(MAIN, { mu, sigma, unproven });
    if (!isEstablished) this.reputations.set(MAIN, NO_REPUTATION);
  }

  /** Each plays one match, or none that counts. No throwaway beats an honest player who stays and has no help against them. */
  readonly strategies: Record<string, () => void> = {
    leaveAtOnce: () => this.#play([MAIN, this.#one()], [{}, EARLY], { isUnplayed: true }),
    loseQuickly: () => this.#play([MAIN, this.#one()]),
    loseAfterPlaying: () => this.#play([MAIN, this.#one()], [{}, LATE]),
    draw: () => this.#play([MAIN, this.#one()], [{ place: 1 }, { place: 1 }]),
    win: () => this.#play([this.#one(), MAIN]),
    winAgainstAccomplice: () => this.#play([this.#one(), ACCOMPLICE]),
    mainLeaves: () => this.#play([this.#one(), MAIN], [{}, pick(this.#random, [EARLY, LATE])]),
    farm: () => this.#play([this.#one(), this.#one()]),
    farmForOne: () => this.#play([this.throwaways[0] as PlayerId, this.#one()]),
    farmInFours: () => this.#play([this.#one(), this.#one(), this.#one(), this.#one()]),
    loseToHonest: () => this.#play([this.#honest(), this.#one()], [{}, pick(this.#random, [{}, EARLY, LATE])]),
    beatWhoLeaves: () => this.#play([this.#one(), this.#honest()], [{}, LATE]),
    gangUp: () => this.#play([this.#one(), this.#honest(), this.#one(), this.#honest()]),
    helpMain: () => this.#play([MAIN, this.#honest(), this.#one(), this.#one()]),
    helpMainAndLeave: () => this.#play([MAIN, this.#honest(), this.#one()], [{}, {}, EARLY]),
    fillUp: () => this.#play([MAIN, this.#honest(), this.#honest(), this.#one()]),
    teamUp: () => this.#playTeams([MAIN, this.#one()], [this.#honest(), this.#one()]),
    loseAsTeam: () => this.#playTeams([MAIN, this.#honest()], [this.#one(), this.#one()]),
  };

  playSome(name: string): void {
    const before = this.#points();
    this.strategies[name]?.();
    this.gained += this.#points() - before;
    this.least = Math.min(this.least, this.gained);
    this.most = Math.max(this.most, this.gained - this.least);
  }

  /** As honest players do: it may change MAIN's rating by much. */
  playHonestly(): void {
    const other = this.#honest();
    this.#play(this.#random() < 0.5 ? [MAIN, other] : [other, MAIN]);
  }

  #points(): number {
    const { mu, sigma } = this.ratings.get(MAIN) ?? assert.fail();
    return 40 * (mu - 2 * sigma);
  }

  #establish(id: PlayerId, rating: Partial<StoredRating>): void {
    this.reputations.set(id, { ...NO_REPUTATION, isEstablished: true, matches: 30 });
    this.ratings.set(id, { mu: 25, sigma: 3, matches: 30, unproven: 0, ...rating });
  }

  /** Half of the time one of a few, so that some of them play for long. */
  #one = (): PlayerId => {
    const isVeteran = this.#random() < 0.5;
    return pick(this.#random, isVeteran ? this.throwaways.slice(0, VETERANS) : this.throwaways);
  };
  #honest = (): PlayerId => pick(this.#random, this.honest);

  #playTeams(winners: PlayerId[], losers: PlayerId[]): void {
    const more = [...winners.map(() => ({ team: 0, place: 1 })), ...losers.map(() => ({ team: 1, place: 3 }))];
    this.#play([...winners, ...losers], more, { mode: SMALL_TEAMS.id });
  }

  #play(
    players: readonly PlayerId[],
    more: Partial<Entry>[] = [],
    match: { isUnplayed?: true; mode?: string } = {},
  ): void {
    if (new Set(players).size < players.length) return;
    const ranking = players.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false, ...more[at] }));
    const times = { matchId: 'm', startedAt: 0, endedAt: 1, withBots: false };
    const mode = players.length > 2 ? 'cycles' : 'cycles-duel';
    const known = { ratings: this.ratings, reputations: this.reputations, isFounding: false };
    for (const [id, change] of ratingChanges({ ...times, mode, ranking, ...match }, known)) {
      this.ratings.set(id, change.rating);
      this.reputations.set(id, change.reputation);
    }
  }
}

const START = fc.record({
  mu: fc.double({ min: 10, max: 45, noNaN: true }),
  sigma: fc.double({ min: 1, max: 25 / 3, noNaN: true }),
  unproven: fc.double({ min: -25, max: 25, noNaN: true }),
  isEstablished: fc.boolean(),
});
const SEED = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const STRATEGIES = Object.keys(new Cheating(1, { mu: 25, sigma: 3, unproven: 0, isEstablished: true }).strategies);

describe('ratings are earned', () => {
  useModes(SMALL_TEAMS);

  it('RA11 1,000 throwaways gain a player at most 50 points, in whatever mixture of strategies, for ever', () => {
    checked(
      fc.property(SEED, START, fc.subarray(STRATEGIES, { minLength: 1 }), (seed, start, mixture) => {
        const world = new Cheating(seed, start);
        const random = seeded(seed + 1);
        for (let n = 0; n < MATCHES; n++) {
          world.playSome(pick(random, mixture));
          if (random() < 0.1) world.playHonestly();
        }
        assert.ok(world.most <= GAIN_MAX + 1e-6, `${world.most} points`);
        assert.deepEqual(
          world.throwaways.filter((id) => world.reputations.get(id)?.isEstablished),
          [],
        );
      }),
      RUNS,
    );
  });

  for (const strategy of STRATEGIES)
    it(`RA11 1,000 throwaways gain a player at most 50 points by ${strategy}, as all see it`, () => {
      for (const isEstablished of [true, false]) {
        const world = new Cheating(7, { mu: 30, sigma: 4, unproven: -25, isEstablished });
        const shown = () => shownRating(world.ratings.get(MAIN) ?? assert.fail());
        const before = shown();
        let most = 0;
        for (let n = 0; n < MATCHES; n++) {
          world.playSome(strategy);
          most = Math.max(most, shown() - before);
        }
        assert.ok(most <= GAIN_MAX, `${most} points`);
      }
    });
});

import assert from 'node:assert/strict';
import {
  ESTABLISHED_MATCHES,
  ESTABLISHED_WINS,
  NO_REPUTATION,
  type Reputation,
} from '../../server/domain/matchmaking/established.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Entry, PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import { LEAVER_COST, ratingChanges, type StoredRating, UNPROVEN_MAX } from '../../server/domain/play/ratingChanges.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { FUN, TEAMS, useModes } from '../support/extraModes.ts';

const DUEL = 'cycles-duel';
const ESTABLISHED: Reputation = { ...NO_REPUTATION, isEstablished: true, matches: 30 };
const RATING: StoredRating = { mu: 25, sigma: 3, matches: 30, unproven: 0 };

/** Ratings and reputations of a few players, changed by matches. */
class Ratings {
  readonly ratings = new Map<string, StoredRating>();
  readonly reputations = new Map<string, Reputation>();
  isFounding = false;

  established(...ids: string[]): this {
    for (const id of ids) {
      this.reputations.set(id, ESTABLISHED);
      this.ratings.set(id, RATING);
    }
    return this;
  }

  /** `ids`: best first. Returns the change of each shown rating; players without any are left out. */
  play(ids: readonly string[], more: Record<string, Partial<Entry>> = {}, match: Partial<PlayedMatch> = {}) {
    const ranking = ids.map((id, at): Entry => {
      return { playerId: asPlayerId(id), place: at + 1, isAbandoned: false, ...more[id] };
    });
    const played = { matchId: 'm', mode: DUEL, ranking, startedAt: 0, endedAt: 1, withBots: false, ...match };
    const changes = ratingChanges(played, this as never);
    for (const [id, { rating, reputation }] of changes) {
      this.ratings.set(id, rating);
      this.reputations.set(id, reputation);
    }
    return Object.fromEntries([...changes].map(([id, { before, after }]) => [id, after - before]));
  }

  isEstablished(id: string): boolean {
    return this.reputations.get(id)?.isEstablished === true;
  }

  shown(id: string): number {
    return shownRating(this.ratings.get(id) ?? assert.fail(id));
  }
}

const EARLY: Partial<Entry> = { isAbandoned: true, hasLeftEarly: true };

describe('rating changes', () => {
  useModes(TEAMS, FUN);

  it('RA3 of two teams the members of one rise, and those of the other fall, whatever their own places are', () => {
    const sides = { a: { team: 1, place: 1 }, b: { team: 1, place: 4 }, c: { team: 0, place: 2 }, d: { team: 0 } };
    const world = new Ratings().established('a', 'b', 'c', 'd');
    const changed = world.play(['a', 'b', 'c', 'd'], { ...sides, d: { team: 0, place: 2 } }, { mode: TEAMS.id });
    assert.ok((changed.a ?? 0) > 0 && changed.a === changed.b, JSON.stringify(changed));
    assert.ok((changed.c ?? 0) < 0 && changed.c === changed.d);
    const alone = new Ratings()
      .established('a', 'b')
      .play(['a', 'b'], { a: { team: 1 }, b: { team: 1 } }, { mode: TEAMS.id });
    assert.deepEqual(alone, {}, 'one side');
  });

  it('RA6 leaving a match before it is played costs the leaver alone', () => {
    for (const known of [[], ['ada', 'bob']]) {
      const world = new Ratings().established(...known);
      const changed = world.play(['ada', 'bob'], { bob: EARLY }, { isUnplayed: true });
      assert.deepEqual(Object.keys(changed), ['bob']);
      assert.ok((changed.bob ?? 0) <= -LEAVER_COST, JSON.stringify(changed));
    }
    const strong = new Ratings().established('ada', 'bob');
    strong.ratings.set('bob', { ...RATING, mu: 40 });
    const lost = new Ratings().established('ada', 'bob');
    lost.ratings.set('bob', { ...RATING, mu: 40 });
    const cost = strong.play(['ada', 'bob'], { bob: EARLY }, { isUnplayed: true }).bob ?? 0;
    const { mu } = lost.ratings.get('bob') ?? assert.fail();
    lost.play(['ada', 'bob']);
    assert.ok(cost <= Math.round(40 * ((lost.ratings.get('bob')?.mu ?? 0) - mu)), 'leaving is no way out of losing');
    const both = new Ratings().play(['ada', 'bob'], { ada: EARLY, bob: EARLY }, { isUnplayed: true });
    assert.deepEqual(Object.keys(both), ['bob'], 'ada was left alone, and went after him');
  });

  it('RA6 a match that goes on is rated among those that stayed', () => {
    const world = new Ratings().established('ada', 'bob', 'eve');
    const without = new Ratings().established('ada', 'bob').play(['ada', 'bob'], {}, { mode: 'cycles' });
    const changed = world.play(['ada', 'bob', 'eve'], { eve: EARLY }, { mode: 'cycles' });
    assert.deepEqual([changed.ada, changed.bob], [without.ada, without.bob]);
    assert.ok((changed.eve ?? 0) <= -LEAVER_COST);
  });

  it('RA6 leaving early is no rated match and makes nobody more certain', () => {
    const world = new Ratings();
    for (let n = 0; n < 50; n++) world.play(['ada', 'bob'], { bob: EARLY }, { isUnplayed: true });
    assert.deepEqual([world.ratings.get('bob')?.matches, world.reputations.get('bob')?.matches], [0, 0]);
    assert.equal(world.ratings.get('bob')?.sigma, 25 / 3);
  });

  it('RA7 ten matches and wins over three different established players establish a player, for good', () => {
    const world = new Ratings().established('e1', 'e2', 'e3');
    for (let n = 0; n < ESTABLISHED_MATCHES; n++) world.play(['ada', n % 2 ? 'e1' : 'e2']);
    assert.ok(!world.isEstablished('ada'), 'two players only');
    world.play(['ada', 'e3']);
    assert.ok(world.isEstablished('ada'));
    for (let n = 0; n < 30; n++) world.play(['e1', 'ada']);
    assert.ok(world.isEstablished('ada'));
    const quick = new Ratings().established('e1', 'e2', 'e3');
    for (const other of ['e1', 'e2', 'e3']) quick.play(['bob', other]);
    assert.ok(!quick.isEstablished('bob'), 'too few matches');
  });

  it('RA7 losses, draws, leavers and matches with others who are provisional prove nothing', () => {
    const others = Array.from({ length: 20 }, (_, n) => `e${n}`);
    const world = new Ratings().established(...others);
    for (const other of others) {
      world.play([other, 'loser']);
      world.play(['drawer', other], { drawer: { place: 1 }, [other]: { place: 1 } });
      world.play(['stayer', other], { [other]: { isAbandoned: true } });
      world.play(['helped', other, 'helper'], {}, { mode: 'cycles' });
      world.play(['farmer', 'throwaway']);
    }
    for (const id of ['loser', 'drawer', 'stayer', 'helped', 'farmer'])
      assert.deepEqual([id, world.isEstablished(id), world.reputations.get(id)?.matches], [id, false, others.length]);
  });

  it('RA8 while founders are wanted, three different players of any kind may be beaten', () => {
    const world = new Ratings();
    const found = (id: string, others: readonly string[]) => {
      for (let n = 0; n < ESTABLISHED_MATCHES; n++) world.play([id, others[n % others.length] as string]);
      return world.isEstablished(id);
    };
    assert.ok(!found('early', ['a', 'b', 'c']), 'they are not wanted');
    world.isFounding = true;
    assert.ok(!found('ada', ['a', 'b']));
    assert.ok(found('bob', ['a', 'b', 'c']));
    assert.equal(ESTABLISHED_WINS, 3);
    world.isFounding = false;
    world.play(['ada', 'c']);
    assert.ok(!world.isEstablished('ada'), 'no longer');
  });

  it('RA9 with a provisional player in the match others change little, and never by more than 25 points in all', () => {
    const world = new Ratings().established('ada', 'eve', 'joe');
    const [full, damped] = [
      new Ratings().established('ada', 'eve').play(['ada', 'eve']).ada ?? 0,
      world.play(['ada', 'new']).ada ?? 0,
    ];
    assert.ok(damped > 0 && damped < full / 3, `${damped} of ${full}`);
    const { sigma } = world.ratings.get('ada') ?? assert.fail();
    assert.equal(sigma, RATING.sigma, 'no certainty');
    const start = shownRating(RATING);
    for (let n = 0; n < 300; n++) world.play(['ada', `n${n}`]);
    assert.equal(world.shown('ada'), start + UNPROVEN_MAX);
    for (let n = 0; n < 300; n++) world.play([`n${n}`, 'ada']);
    assert.equal(world.shown('ada'), start - UNPROVEN_MAX);
    world.play(['ada', 'eve', 'new'], {}, { mode: 'cycles' });
    assert.ok(world.shown('ada') <= start + UNPROVEN_MAX);
    const before = world.shown('eve');
    world.play(['eve', 'joe'], {});
    assert.ok(world.shown('eve') > before + 5, 'matches of established players count in full');
  });

  it('RA10 nothing is rated between provisional players of one network, and other opponents count as before', () => {
    const home = { networks: ['home'] };
    const world = new Ratings();
    assert.deepEqual(world.play(['ada', 'bob'], { ada: home, bob: { networks: ['train', 'home'] } }), {});
    assert.deepEqual(world.play(['ada', 'bob'], { ada: home, bob: { ...home, ...EARLY } }, { isUnplayed: true }), {});
    assert.deepEqual(Object.keys(world.play(['ada', 'bob'], { ada: home, bob: { networks: ['train'] } })), [
      'ada',
      'bob',
    ]);
    assert.deepEqual(Object.keys(world.play(['ada', 'bob'])), ['ada', 'bob'], 'LIMITS=off');
    const known = new Ratings().established('eve');
    assert.deepEqual(Object.keys(known.play(['eve', 'bob'], { eve: home, bob: home })), ['eve', 'bob']);
    const three = known.play(['new', 'eve', 'bob'], { new: home, bob: home }, { mode: 'cycles' });
    assert.deepEqual(Object.keys(three), ['new', 'eve', 'bob']);
  });

  it('S43 nothing changes in an unrated mode, with bots, among friends, or without opponents', () => {
    const world = new Ratings().established('ada', 'bob');
    for (const match of [{ mode: FUN.id }, { mode: 'gone' }, { withBots: true }, { isFriendly: true }])
      assert.deepEqual(world.play(['ada', 'bob'], {}, match), {});
    assert.deepEqual(world.play(['ada']), {});
    assert.deepEqual(world.play([]), {});
  });
});

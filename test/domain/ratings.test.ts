import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RatedPlace, rate, shownRating, UNKNOWN_SKILL } from '../../server/domain/matchmaking/ratings.ts';
import { checked } from '../support/property.ts';

const player = (id: string, place: number, more: Partial<RatedPlace> = {}): RatedPlace => ({
  id,
  team: id,
  place,
  ...UNKNOWN_SKILL,
  ...more,
});

describe('ratings', () => {
  it('RA1 a winner rises, a loser falls, and both ratings grow more certain', () => {
    const after = rate([player('ada', 1), player('bob', 2)]);
    const [ada, bob] = [after.get('ada'), after.get('bob')];
    assert.ok(ada && bob && ada.mu > UNKNOWN_SKILL.mu && bob.mu < UNKNOWN_SKILL.mu);
    assert.ok(ada.sigma < UNKNOWN_SKILL.sigma && bob.sigma < UNKNOWN_SKILL.sigma);
  });

  it('RA1 beating a stronger player counts for more than beating a weaker one', () => {
    const gain = (mu: number) =>
      (rate([player('ada', 1), player('bob', 2, { mu, sigma: 2 })]).get('ada')?.mu ?? 0) - 25;
    assert.ok(gain(35) > gain(15) * 1.5);
  });

  it('RA2 a draw of equals changes no mean, and among four players the changes follow the places', () => {
    const draw = rate([player('ada', 1), player('bob', 1)]);
    assert.ok(Math.abs((draw.get('ada')?.mu ?? 0) - (draw.get('bob')?.mu ?? 1)) < 1e-9);
    const four = rate(['a', 'b', 'c', 'd'].map((id, n) => player(id, n + 1)));
    const means = ['a', 'b', 'c', 'd'].map((id) => four.get(id)?.mu ?? 0);
    assert.deepEqual(
      means.toSorted((x, y) => y - x),
      means,
    );
  });

  it('RA3 a team wins and loses together', () => {
    const after = rate([
      player('a', 1, { team: 1 }),
      player('b', 3, { team: 1 }),
      player('c', 2, { team: 2 }),
      player('d', 2, { team: 2 }),
    ]);
    assert.ok((after.get('b')?.mu ?? 0) > 25 && (after.get('c')?.mu ?? 99) < 25);
  });

  it('RA4 a new player shows as 1,000, and a better mean or more certainty never shows as less', () => {
    assert.equal(shownRating(UNKNOWN_SKILL), 1_000);
    assert.equal(shownRating({ mu: 0, sigma: 25 / 3 }), 0);
    checked(
      fc.property(
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        (mu, sigma) => {
          const shown = shownRating({ mu, sigma });
          assert.ok(Number.isInteger(shown) && shown >= 0 && shown < 65_536);
          assert.ok(shownRating({ mu: mu + 1, sigma }) >= shown && shownRating({ mu, sigma: sigma * 0.9 }) >= shown);
        },
      ),
      1_000,
    );
  });

  it('RA5 the order of players makes no difference, and numbers stay finite', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        place: fc.nat(3),
        mu: fc.double({ min: -50, max: 100, noNaN: true }),
        sigma: fc.double({ min: 0.1, max: 10, noNaN: true }),
      }),
      { selector: ({ id }) => id, minLength: 2, maxLength: 4 },
    );
    checked(
      fc.property(some, (players) => {
        const places = players.map((one) => ({ ...one, team: one.id }));
        const [one, other] = [rate(places), rate(places.toReversed())];
        for (const { id } of players) {
          const [a, b] = [one.get(id), other.get(id)];
          assert.ok(a && b && Number.isFinite(a.mu) && a.sigma > 0);
          assert.ok(Math.abs(a.mu - b.mu) < 1e-6 && Math.abs(a.sigma - b.sigma) < 1e-6);
        }
      }),
      1_000,
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ratingIn, ratingsText } from '../../shared/modeRatings.ts';
import { RATED_MODES } from '../../shared/modes.ts';
import { checked } from '../support/property.ts';

describe('ratings as rows carry them', () => {
  it('V18 a rating of each mode survives the round trip, and says whether it has settled', () => {
    const rating = fc.record({ rating: fc.integer({ min: 1, max: 4_000 }), isProvisional: fc.boolean() });
    checked(
      fc.property(fc.array(fc.option(rating, { nil: undefined }), { maxLength: RATED_MODES.length }), (ratings) => {
        const all = ratings.flatMap((each, i) => (each ? [{ ...each, mode: RATED_MODES[i]?.id ?? '' }] : []));
        const text = ratingsText(all.toReversed());
        for (const [i, { id }] of RATED_MODES.entries())
          assert.deepEqual(ratingIn(text, id), ratings[i] && { ...ratings[i] });
        assert.equal(text === '', all.length === 0);
        assert.ok(text.length <= 6 * RATED_MODES.length);
      }),
      500,
    );
  });

  it('V18 unknown modes and spoilt texts have no rating', () => {
    assert.equal(ratingsText([{ mode: 'gone', rating: 9, isProvisional: false }]), '');
    const [first = { id: '' }] = RATED_MODES;
    assert.deepEqual(
      ['', 'x', ',,', '0?', '-4'].map((text) => ratingIn(text, first.id)),
      [undefined, undefined, undefined, undefined, undefined],
    );
    assert.equal(ratingIn('1500', 'gone'), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DiscSign, discSigns } from '../../client/presentation/connect-four/discSigns.ts';
import { EMBLEMS, emblemOf, type Motif, partsOf } from '../../shared/emblem.ts';
import { checked } from '../support/property.ts';

const of = (motif: Motif, turn = 0): number => emblemOf({ livery: 'sky', motif, turn });
const lookOf = (sign: DiscSign, side: 0 | 1): Motif =>
  sign === null ? (['ring', 'diamond'] as const)[side] : partsOf(sign).motif;

describe('the discs of two players', () => {
  it('EM11 each side carries the motif of its player; of equal ones the second side shows its plain diamond', () => {
    assert.deepEqual(discSigns([of('leaf'), of('arrow')]), [of('leaf'), of('arrow')]);
    assert.deepEqual(discSigns([of('arrow'), of('arrow', 2)]), [of('arrow'), null]);
    assert.deepEqual(discSigns([null, null]), [null, null]);
    assert.deepEqual(discSigns([null, of('ring')]), [null, null]);
    assert.deepEqual(discSigns([of('diamond'), of('diamond')]), [null, null]);
    assert.deepEqual(discSigns([of('diamond'), null]), [null, null]);
  });

  it('EM11 the two sides never carry the same motif', () => {
    const emblem = fc.option(fc.nat(EMBLEMS - 1), { nil: null });
    checked(
      fc.property(emblem, emblem, (first, second) => {
        const [a, b] = discSigns([first, second]);
        assert.notEqual(lookOf(a, 0), lookOf(b, 1));
      }),
      2_000,
    );
  });
});

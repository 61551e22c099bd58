import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  EMBLEMS,
  emblemFromId,
  emblemOf,
  emblemsAtTable,
  isEmblem,
  LIVERIES,
  MOTIFS,
  type Motif,
  partsOf,
} from '../../shared/emblem.ts';
import { checked } from '../support/property.ts';

const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];
const emblem = fc.nat(EMBLEMS - 1);
const parts = fc.record({
  livery: fc.constantFrom(...LIVERIES),
  motif: fc.constantFrom(...MOTIF_NAMES),
  turn: fc.integer({ min: -9, max: 9 }),
});

describe('emblems', () => {
  it('EM1 sixteen liveries, 24 motifs and their turns are 63 figures and 1,008 numbers, one for each picture', () => {
    assert.deepEqual([LIVERIES.length, MOTIF_NAMES.length, EMBLEMS], [16, 24, 1_008]);
    assert.equal(
      MOTIF_NAMES.reduce((sum, motif) => sum + MOTIFS[motif], 0),
      63,
    );
    const pictures = Array.from({ length: EMBLEMS }, (_, each) => JSON.stringify(partsOf(each)));
    assert.equal(new Set(pictures).size, EMBLEMS);
    checked(
      fc.property(emblem, (each) => assert.equal(emblemOf(partsOf(each)), each)),
      300,
    );
  });

  it('EM1 pictures that quarter turns make alike are one number, and no others are', () => {
    checked(
      fc.property(parts, parts, (a, b) => {
        const isSame = a.livery === b.livery && a.motif === b.motif && (a.turn - b.turn) % MOTIFS[a.motif] === 0;
        assert.equal(emblemOf(a) === emblemOf(b), isSame);
        assert.equal(emblemOf({ ...a, turn: a.turn + 4 }), emblemOf(a));
      }),
      500,
    );
  });

  it('EM1 the numbers are stored, so they stay what they were', () => {
    assert.equal(emblemOf({ livery: 'sky', motif: 'ring', turn: 0 }), 0);
    assert.equal(emblemOf({ livery: 'olive', motif: 'rainbow', turn: 3 }), 1_007);
    assert.deepEqual(partsOf(100), { livery: 'pink', motif: 'chevron', turn: 2 });
    assert.deepEqual(partsOf(551), { livery: 'snow', motif: 'spiral', turn: 2 });
  });

  it('EM2 only whole numbers of a picture are emblems', () => {
    checked(
      fc.property(fc.anything(), (value) => {
        const isOne = Array.from({ length: EMBLEMS }, (_, each) => each).includes(value as number);
        assert.equal(isEmblem(value), isOne);
      }),
      300,
    );
    assert.deepEqual([0, 1_007, 1_008, -1, 0.5, Number.NaN, '7', null].map(isEmblem), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('EM3 an id has one emblem, and ids spread over all liveries, motifs and turns', () => {
    const count = 24_000;
    const seen = Array.from({ length: count }, (_, i) => partsOf(emblemFromId(`player-${i}`)));
    assert.equal(emblemFromId('p17'), emblemFromId('p17'));
    const shares = (keyOf: (each: (typeof seen)[number]) => string): number[] =>
      [...Map.groupBy(seen, keyOf).values()].map(({ length }) => length / count);
    const liveries = shares(({ livery }) => livery);
    const motifs = shares(({ motif }) => motif);
    assert.deepEqual([liveries.length, motifs.length], [16, 24]);
    for (const share of liveries) assert.ok(Math.abs(share * 16 - 1) < 0.15, `${liveries}`);
    for (const share of motifs) assert.ok(Math.abs(share * 24 - 1) < 0.2, `${motifs}`);
    assert.equal(shares(({ livery, motif, turn }) => `${livery} ${motif} ${turn}`).length, EMBLEMS);
  });

  it('EM4 at one table no two emblems are equal: the later one of two gets the next free livery, and keeps its figure', () => {
    const [sky, orange, lilac, olive] = ['sky', 'orange', 'lilac', 'olive'].map((livery) =>
      emblemOf({ livery: livery as 'sky', motif: 'star', turn: 0 }),
    ) as [number, number, number, number];
    assert.deepEqual(emblemsAtTable([sky, sky, sky]), [sky, orange, lilac]);
    assert.deepEqual(emblemsAtTable([olive, olive]), [olive, sky]);
    assert.deepEqual(emblemsAtTable([sky, orange, sky, orange]), [sky, orange, lilac, olive - 12]);
    const few = fc.array(fc.option(fc.nat(40), { nil: null }), { maxLength: 6 });
    checked(
      fc.property(few, (seats) => {
        const shown = emblemsAtTable(seats);
        const known = shown.filter((each) => each !== null);
        assert.equal(new Set(known).size, known.length);
        assert.ok(known.every(isEmblem));
        seats.forEach((own, i) => {
          const now = shown[i] ?? null;
          assert.equal(now === null, own === null);
          if (own === null || now === null) return;
          assert.equal(Math.floor(own / 16), Math.floor(now / 16), 'the figure');
          const isFirst = !shown.slice(0, i).includes(own);
          if (isFirst) assert.equal(now, own);
        });
      }),
      500,
    );
  });

  it('EM4 somebody who is unknown to the viewer changes nobody’s emblem', () => {
    checked(
      fc.property(fc.array(emblem, { maxLength: 4 }), fc.nat(4), (seats, at) => {
        const shown = emblemsAtTable([...seats.slice(0, at), null, ...seats.slice(at)]);
        assert.deepEqual(
          shown.filter((each) => each !== null),
          emblemsAtTable(seats),
        );
      }),
      200,
    );
  });
});

import assert from 'node:assert/strict';
import { clipped, colorOf, directionOf, initialOf } from '../../client/design/names.ts';
import { AVATAR_COLORS } from '../../client/design/tokens.ts';

/** Every code point is 10 wide, so marks and joiners count, and a cut inside a grapheme would show. */
const measure = (text: string): number => [...text].length * 10;

describe('names on a canvas', () => {
  it('W6 an initial is the first whole character of any script', () => {
    const initials = ['ada', '👩‍🚀 Astra', '🏳️‍🌈 Pride', 'नमस्ते', 'e\u0301mile', '山田', ' ليلى', ''].map(initialOf);
    assert.deepEqual(initials, ['A', '👩‍🚀', '🏳️‍🌈', 'न', 'E\u0301', '山', 'ل', '?']);
  });

  it('W7 a long name is cut between whole characters, with an ellipsis, to fit the width', () => {
    assert.equal(clipped('Ada', 30, measure), 'Ada');
    assert.equal(clipped('Adelaide', 50, measure), 'Adel…');
    assert.equal(clipped('ab👩‍🚀cd', 50, measure), 'ab…');
    assert.equal(clipped('Ada Lovelace', 50, measure), 'Ada…');
    assert.equal(clipped('WWW', 5, measure), '…');
    for (let width = 10; width < 200; width += 10)
      assert.ok(measure(clipped('Zoë ❤️ नमस्ते राज 🏳️‍🌈', width, measure)) <= width);
  });

  it('W8 a name’s direction follows its first letter', () => {
    assert.deepEqual(['Ada', 'محمد', 'דניאל', '7 ليلى', '🔥', 'Ada ליל'].map(directionOf), [
      'ltr',
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
    ]);
  });

  it('W9 a mode always has the same colour, and modes spread over all of them', () => {
    assert.equal(colorOf('p17', AVATAR_COLORS), colorOf('p17', AVATAR_COLORS));
    const used = new Map<string, number>();
    for (let i = 0; i < 1_200; i++) {
      const color = colorOf(`mode-${i}`, AVATAR_COLORS);
      used.set(color, (used.get(color) ?? 0) + 1);
    }
    assert.equal(used.size, AVATAR_COLORS.length);
    assert.ok(
      [...used.values()].every((count) => count > 50 && count < 150),
      JSON.stringify([...used]),
    );
  });
});

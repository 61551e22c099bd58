import assert from 'node:assert/strict';
import fc from 'fast-check';
import { randomIds } from '../../server/adapters/ids.ts';
import { checkName } from '../../server/domain/names.ts';
import { skeletonOf } from '../../server/domain/skeleton.ts';
import { checked } from '../support/property.ts';

const outcome = (raw: string): string => {
  const result = checkName(raw);
  return 'refusal' in result ? result.refusal : result.name;
};

describe('names', () => {
  it('N1 names of every script pass as they are', () => {
    const names = [
      'محمد العربي',
      'ليلى ٧',
      'דניאל כהן',
      '山田太郎',
      '김민준',
      'Ñandú Ångström',
      '🔥FireFox🦊',
      '👩‍🚀 Astra',
      'Zoë ❤️',
      'नमस्ते राज',
      'Владимир',
      '🏳️‍🌈 Pride',
      'さくらSakura',
      'O’Neill',
      'สมชาย',
      'Αλέξανδρος',
    ];
    for (const name of names) assert.equal(outcome(name), name.normalize('NFKC'));
  });

  it('N2 is NFKC, trimmed, with single spaces', () => {
    assert.equal(outcome('  Ｆｏｘ   Ｔｒｏｔ '), 'Fox Trot');
  });

  it('N3 has 3 to 16 graphemes and at most 48 bytes', () => {
    assert.equal(outcome('ab'), 'name/tooShort');
    assert.equal(outcome('👨‍👩‍👧‍👦👨‍👩‍👧‍👦'), 'name/tooShort');
    assert.equal(outcome('abc'), 'abc');
    assert.equal(outcome('abcdefghijklmnop'), 'abcdefghijklmnop');
    assert.equal(outcome('abcdefghijklmnopq'), 'name/tooLong');
    assert.equal(outcome('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦'), 'name/tooLong');
  });

  it('N4 has nothing unseen, no markup and no towers of marks', () => {
    const bad = [
      'abc\u0000',
      'abc\u202Edef',
      'abc\u200Bdef',
      'a\u200Dbcd',
      'ab\u00ADcd',
      'abc\uE000',
      'abc\u{E0041}',

      'ab\u3164c',
      '<b>abc',
      'a&b',
      'a"bc',
      'a\\bc',
      'Z\u0335\u0336\u0337algo',
      '\u0301abc',
      'abc\ud800',
      '....',
      '\u{10A00}\u{10A10}\u{10A11}',
    ];
    for (const raw of bad) assert.equal(outcome(raw), 'name/badCharacter', JSON.stringify(raw));
  });

  it('N5 does not mix scripts but those that are written together', () => {
    for (const raw of ['Аdamson', 'gооgle', 'Ωmega', 'abcдеф', 'Владimir'])
      assert.equal(outcome(raw), 'name/mixedScripts', raw);
    assert.equal(outcome('東京Tokyoトウキョウ'), '東京Tokyoトウキョウ');
  });

  it('N6 insults nobody, and Scunthorpe may come in', () => {
    assert.equal(outcome('fuckface'), 'name/profane');
    for (const name of ['Scunthorpe', 'Essex Cocktail', 'Dickens']) assert.equal(outcome(name), name);
  });

  it('N7 does not speak for the house', () => {
    for (const raw of ['Admin', 'a d m i n', 'ADMlN', 'M0derator', 'Foyer.'])
      assert.equal(outcome(raw), 'name/reserved', raw);
  });

  it('N8 looks like no other: look-alikes share a skeleton', () => {
    const same = [
      ['Illia', 'lllia'],
      ['PayPal', 'PaypaI'],
      ['Zoe', 'Zoë'],
      ['a.b.c', 'abc'],
      ['Раураl', 'Paypal'],
      ['R0bin', 'Robin'],
    ];
    for (const [a = '', b = ''] of same) assert.equal(skeletonOf(a), skeletonOf(b), `${a} ${b}`);
    for (const [a = '', b = ''] of [
      ['Robin', 'Rabin'],
      ['fox1', 'fox2'],
      ['🔥abc', 'abc'],
    ]) {
      assert.notEqual(skeletonOf(a), skeletonOf(b), `${a} ${b}`);
    }
  });

  it('N9 a checked name is checked to itself, and no text throws', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 20 }));
    const anyText = fc.oneof(
      text,
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
    );
    checked(
      fc.property(anyText, (raw) => {
        const first = checkName(raw);
        if ('refusal' in first) return;
        assert.deepEqual(checkName(first.name), first);
      }),
      10_000,
    );
  });

  it('N10 a guest without a name gets one that passes', () => {
    for (let i = 0; i < 500; i++) {
      const name = randomIds.guestName();
      assert.equal(outcome(name), name);
    }
    assert.match(randomIds.playerId(), /^[\w-]{20}$/);
  });
});

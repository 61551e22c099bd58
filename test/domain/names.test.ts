import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameKeyOf } from '../../server/domain/names/nameKey.ts';
import { checkName } from '../../server/domain/names/names.ts';
import { ADJECTIVES, ANIMALS } from '../../server/identity/guestNames.ts';
import { randomIds } from '../../server/identity/ids.ts';
import { checked } from '../support/property.ts';

const outcome = (raw: string): string => {
  const result = checkName(raw);
  return 'refusal' in result ? result.refusal : result.name;
};

describe('names', () => {
  it('N1 names of every script pass unchanged', () => {
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
      'Nguyễn Văn Ế',
      'Şükrü İnan',
      'ქართული',
      'ኢትዮጵያ',
      'ស្ត្រីខ្មែរ',
      'လှုံ့ဆော်',
      'བསྒྲུབས',
      'नपढ़ीं',
      'ᏣᎳᎩ',
      'ⵜⴰⵎⴰⵣⵉⵖⵜ',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Alba',
      '🏳️‍⚧️ Sam',
      '👍🏽👍🏽👍',
      '★ Zed ★',
      '12345',
    ];
    for (const name of names) assert.equal(outcome(name), name.normalize('NFKC'));
  });

  it('N2 a name is NFKC, trimmed, with single spaces', () => {
    assert.equal(outcome('  Ｆｏｘ   Ｔｒｏｔ '), 'Fox Trot');
  });

  it('N3 a name has 3 to 16 graphemes and at most 48 bytes', () => {
    assert.equal(outcome('ab'), 'name/tooShort');
    assert.equal(outcome('👨‍👩‍👧‍👦👨‍👩‍👧‍👦'), 'name/tooShort');
    assert.equal(outcome('abc'), 'abc');
    assert.equal(outcome('abcdefghijklmnop'), 'abcdefghijklmnop');
    assert.equal(outcome('abcdefghijklmnopq'), 'name/tooLong');
    assert.equal(outcome('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦'), 'name/tooLong');
  });

  it('N4 a name has no invisible characters, markup or stacks of combining marks', () => {
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
      'a\u0301\u0302\u0303bc',
      'ab\u0301\u0301c',
      'ก็็็ab',
      'abc \u0301',
      '\u2800\u2800\u2800',
      'abc\ufe0f',
      'ab\tcd',
      'Z\u0335\u0336\u0337algo',
      '\u0301abc',
      'abc\ud800',
      '....',
      '★★★',
      '▪▪▪',
      'ـــــ',
      'ーーー',
      '\u{10A00}\u{10A10}\u{10A11}',
    ];
    for (const raw of bad) assert.equal(outcome(raw), 'name/badCharacter', JSON.stringify(raw));
  });

  it('N5 a name mixes only scripts that are written together', () => {
    for (const raw of ['Аdamson', 'gооgle', 'Ωmega', 'abcдеф', 'Владimir'])
      assert.equal(outcome(raw), 'name/mixedScripts', raw);
    assert.equal(outcome('東京Tokyoトウキョウ'), '東京Tokyoトウキョウ');
  });

  it('N6 an insult is refused, and Scunthorpe passes', () => {
    for (const raw of ['fuckface', 'f.u c k', 'Sh1thead', 'ｆｕｃｋ you', 'B i t c h']) {
      assert.equal(outcome(raw), 'name/profane', raw);
    }
    const innocent = (
      'Scunthorpe,Essex Cocktail,Dickens,Hancock,Penistone,Assassin,Cassandra,Therapist,Titan,Grapefruit,Bass Player,' +
      'Sussex,Peacock,Matsushita,Nigeria,Arsenal,Analyst,Dickinson,Hitchcock,Massachusetts,A B C,Mr T'
    ).split(',');
    for (const name of innocent) assert.equal(outcome(name), name);
  });

  it('N7 a name does not impersonate the staff', () => {
    const reserved = (
      'Admin,a d m i n,ADMlN,M0derator,Foyer.,Ádmin 2,Admin Max,FoyerAdmin,🛡️Admin🛡️,The Server,SYSTEM,_system_,' +
      'Support Staff,undefined'
    ).split(',');
    for (const raw of reserved) assert.equal(outcome(raw), 'name/reserved', raw);
    for (const name of ['Badminton', 'Staffan', 'Modern Max', 'Server Sam', 'Player 1', 'constructor', '__proto__']) {
      assert.equal(outcome(name), name);
    }
  });

  it('N8 look-alike names share a key', () => {
    const same = [
      ['Illia', 'lllia'],
      ['PayPal', 'PaypaI'],
      ['Zoe', 'Zoë'],
      ['a.b.c', 'abc'],
      ['Раураl', 'Paypal'],
      ['R0bin', 'Robin'],
      ['Fox', 'ＦＯＸ'],
      ['ВОВАН', 'Вован'],
      ['ВОСТОК', 'BOCTOK'],
      ['ΝΙΚΗ', 'NIKH'],
      ['Straße', 'STRASSE'],
      ['❤ ❤ ❤', '❤️❤️❤️'],
      ['أحمد', 'احمد'],
      ['modern', 'rnodern'],
      ['VVolf', 'Wolf'],
      ['أحمـــد', 'أحمد'],
      ['ᴀʟᴇx', 'Alex'],
      ['ꓟꓮꓟꓮ', 'MAMA'],
      ['Ꭺꭱꭺ', 'ꭺᎡꭺ'],
      ['🅐da', 'Ada'],
    ];
    for (const [a = '', b = ''] of same) assert.equal(nameKeyOf(a), nameKeyOf(b), `${a} ${b}`);
    for (const [a = '', b = ''] of [
      ['Robin', 'Rabin'],
      ['fox1', 'fox2'],
      ['🔥abc', 'abc'],
      ['नमन', 'नमनी'],
      ['ทีม', 'ทูม'],
      ['Андрей', 'Андрея'],
      ['김민준', '김민중'],
    ]) {
      assert.notEqual(nameKeyOf(a), nameKeyOf(b), `${a} ${b}`);
    }
  });

  it('N9 a checked name checks to itself, and no text throws', () => {
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
        assert.notEqual(first.nameKey, '');
      }),
      10_000,
    );
  });

  it('N10 a guest without a name gets one that passes', () => {
    for (let i = 0; i < 500; i++) {
      const name = randomIds.guestName();
      assert.equal(outcome(name), name);
    }
    for (const adjective of ADJECTIVES) {
      for (const animal of ANIMALS) assert.equal(outcome(`${adjective}${animal}222`), `${adjective}${animal}222`);
    }
    assert.match(randomIds.playerId(), /^[\w-]{20}$/);
  });

  it('N10 guest names draw on many distinct words', () => {
    const names = new Set(ADJECTIVES.flatMap((adjective) => ANIMALS.map((animal) => nameKeyOf(adjective + animal))));
    assert.equal(names.size, 1_600);
  });
});

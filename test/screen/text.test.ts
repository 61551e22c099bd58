import assert from 'node:assert/strict';
import { balanced, type Canvas, fitted, wrapped } from '../../client/design/canvas.ts';
import { en } from '../../client/i18n/en.ts';
import { agoText, isolated, percentText, text } from '../../client/i18n/text.ts';

describe('texts', () => {
  it('W10 numbers are grouped, plurals follow the language, names are isolated', () => {
    assert.equal(text('online.count', { count: 10_000 }), '10,000 here');
    assert.equal(text('roster.updates', { count: 1 }), '1 update');
    assert.equal(text('roster.updates', { count: 2 }), '2 updates');
    assert.equal(text('roster.updates', { count: 0 }), '0 updates');
    assert.equal(agoText(2, 'minute'), '2 min ago');
    assert.equal(percentText(0.256), '26%');
    assert.equal(isolated('ליל'), '\u2068ליל\u2069');
    assert.equal(text('roster.noMatch.title', { query: '{status}' }), 'No player called “{status}”');
  });

  const g = { font: '', measureText: (words: string) => ({ width: words.length * 7 }) } as unknown as Canvas;

  it('W34 lines have about equal length, and there are no more than needed', () => {
    const sentence = 'Many are coming in at once: your turn in 11 seconds.';
    assert.deepEqual(wrapped(g, sentence, 'body', 320), ['Many are coming in at once: your turn in 11', 'seconds.']);
    assert.deepEqual(balanced(g, sentence, 'body', 320), ['Many are coming in at once:', 'your turn in 11 seconds.']);
    assert.deepEqual(balanced(g, sentence, 'body', 400), [sentence]);
    assert.deepEqual(balanced(g, '', 'body', 400), ['']);
  });

  it('W143 what must not be cut is written smaller, then on lines of whole characters', () => {
    const sized = {
      font: '',
      measureText: (words: string) => ({ width: (words.length * Number(/(\d+)px/.exec(sized.font)?.[1])) / 2 }),
    };
    const at = (width: number) => fitted(sized as unknown as Canvas, 'Countess', ['hero', 'name', 'label'], width);
    assert.deepEqual(at(88), { type: 'hero', lines: ['Countess'] });
    assert.deepEqual(at(87), { type: 'name', lines: ['Countess'] });
    assert.deepEqual(at(59), { type: 'label', lines: ['Countess'] });
    assert.deepEqual(at(47), { type: 'label', lines: ['Countes', 's'] });
    const family = fitted(sized as unknown as Canvas, '👨‍👩‍👧👨‍👩‍👧', ['label'], 50);
    assert.deepEqual(family.lines, ['👨‍👩‍👧', '👨‍👩‍👧']);
  });

  it('W85 Japanese breaks between phrases, and no line begins with a particle or closing mark', () => {
    const sentence = 'まだ探しています。レーティングの離れた相手も対象にしました。';
    for (let width = 112; width <= 400; width += 7) {
      const lines = wrapped(g, sentence, 'body', width);
      assert.equal(lines.join(''), sentence);
      for (const line of lines) {
        assert.ok(line.length * 7 <= width, line);
        assert.doesNotMatch(line, /^[。、」）ーをのもた]/, `${lines}`);
      }
    }
    assert.deepEqual(wrapped(g, 'Ada「こんにちは」', 'body', 63), ['Ada', '「こんにちは」']);
  });

  it('W10 both plural forms of an entry take the same parameters', () => {
    const params = (sentence: string): string[] =>
      [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
    for (const [key, entry] of Object.entries(en)) {
      if (typeof entry === 'string') continue;
      assert.deepEqual(params(entry.one), params(entry.other), key);
      assert.ok(params(entry.other).includes('count'), key);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatText } from '../../server/domain/social/chatText.ts';
import { CHAT_MAX_CHARS } from '../../shared/limits.ts';
import { checked } from '../support/property.ts';

describe('chat text', () => {
  it('CH3 a text becomes one trimmed line, without control or direction characters', () => {
    assert.equal(chatText('  well\n played,\t\u202eAda\u202c \u0007!'), 'well played, Ada !');
    assert.equal(chatText('سلام، كيف الحال؟'), 'سلام، كيف الحال؟');
    assert.equal(chatText('👩‍👩‍👧 ❤️ 🇩🇪'), '👩‍👩‍👧 ❤️ 🇩🇪', 'joined emoji stay whole');
    assert.equal(chatText('क्षत्रिय'), 'क्षत्रिय');
    assert.equal(chatText('\ud800 hello'), '\ufffd hello');
  });

  it('CH3 an empty or overlong text is refused', () => {
    for (const raw of ['', '   ', '\u200b\u200e', '\n\n', 'x'.repeat(CHAT_MAX_CHARS + 1)])
      assert.equal(chatText(raw), undefined, JSON.stringify(raw.slice(0, 9)));
    assert.equal(chatText('👩‍👩‍👧'.repeat(CHAT_MAX_CHARS))?.length, 8 * CHAT_MAX_CHARS, 'counted as people count');
  });

  it('CH3 a text has no stacks of combining marks', () => {
    assert.equal([...(chatText(`z${'\u0336'.repeat(40)}`) ?? '')].length, 5);
  });

  it('CH3 insults are masked, and nothing else is', () => {
    assert.equal(chatText('what a fuck, Ada'), 'what a ••••, Ada');
    assert.equal(chatText('from Scunthorpe'), 'from Scunthorpe');
  });

  it('CH17 insults are masked that are spelt out, split by what shows nothing, or written with signs for letters', () => {
    const texts: [raw: string, said: string][] = [
      ['you f u c k', 'you •••••••'],
      ['h.u.r.e.n.s.o.h.n!', '•••••••••••••••••!'],
      ['fu\u200bc\u00adk', '••••'],
      ['ⓕⓤⓒⓚ it', '•••• it'],
      ['🅵🆄🅲🅺', '••••••••'],
      ['𝐩𝐮𝐭𝐚', '••••••••'],
      ['f 🅤 ⓒ k', '••••••••'],
      ['ش ر م و ط ة', '•••••••••••'],
    ];
    for (const [raw, said] of texts) assert.equal(chatText(raw), said);
    for (const raw of ['s p i c e', 'a b c', '🅰 team', '🇫🇷 vs 🇩🇪', 'ⓐ ⓑ', 'i, a, o']) assert.equal(chatText(raw), raw);
  });

  it('CH17 a message that shows nothing is refused', () => {
    for (const raw of [
      '\u115f\u1160',
      '\u3164\uffa0',
      '\u2800 \u2800',
      '\ufe0f',
      '\u{e0041}\u{e0042}',
      '\u034f\u17b4',
      '\u0301',
    ])
      assert.equal(chatText(raw), undefined, JSON.stringify(raw));
  });

  it('CH3 cleaning a text never throws, and a cleaned text passes unchanged', () => {
    checked(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const text = chatText(raw);
        if (text === undefined) return;
        assert.equal(chatText(text), text);
        assert.doesNotMatch(text, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      2_000,
    );
  });
});

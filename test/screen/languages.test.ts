import assert from 'node:assert/strict';
import { en } from '../../client/i18n/en.ts';
import { LANGUAGE_IDS, LANGUAGES, preferredLanguage } from '../../client/i18n/languages.ts';

type Entry = string | Readonly<Record<string, string>>;

const sentencesOf = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry));
const namesIn = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
/** Over all forms of an entry, because the form for one or two may omit the number. */
const namesOf = (entry: Entry): string => [...new Set(sentencesOf(entry).flatMap(namesIn))].sort().join(' ');

describe('languages', () => {
  for (const id of LANGUAGE_IDS) {
    it(`W82 ${LANGUAGES[id].name} has every sentence, with all parameters and plural forms`, async () => {
      const catalogue = (await LANGUAGES[id].load()) as unknown as Record<string, Entry>;
      const plurals = new Intl.PluralRules(id);
      // Counts stay below a million, where Spanish has another form.
      const forms = new Set(Array.from({ length: 201 }, (_, count) => plurals.select(count)));
      assert.deepEqual(Object.keys(catalogue).toSorted(), Object.keys(en).toSorted());
      for (const [key, english] of Object.entries<Entry>(en)) {
        const entry = catalogue[key] as Entry;
        assert.equal(namesOf(entry), namesOf(english), key);
        for (const sentence of sentencesOf(entry)) assert.ok(sentence.trim() !== '', key);
        if (typeof entry !== 'string')
          for (const form of forms) assert.ok(entry[form] !== undefined, `${key}: ${form}`);
      }
    });
  }

  it('W82 the chosen language wins, then the browser’s first supported one, then English', () => {
    assert.equal(preferredLanguage('ar', ['de']), 'ar');
    assert.equal(preferredLanguage('xx', ['fr-FR', 'de-AT', 'es']), 'de');
    assert.equal(preferredLanguage(null, ['fr']), 'en');
  });
});

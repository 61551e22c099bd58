/**
 * Which writing systems may stand together in one name: the "highly restrictive" profile of UTS 39, section 5.2, over
 * the scripts that UAX 31, table 5, recommends. Emoji, digits and signs common to all scripts go with any.
 */
const RECOMMENDED =
  'Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan'.split(
    ' ',
  );

const TOGETHER = [
  ...RECOMMENDED.map((script) => [script]),
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const onlyOf = (scripts: string[]): RegExp =>
  new RegExp(`^[${[...scripts, 'Common', 'Inherited'].map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u');

const SINGLE = TOGETHER.map(onlyOf);
const KNOWN = onlyOf(RECOMMENDED);

/** Every character is of a recommended script, or common to all. */
export const isOfKnownScripts = (name: string): boolean => KNOWN.test(name);

/** All of one script, or of scripts that are written together. */
export const isOfOneScript = (name: string): boolean => SINGLE.some((pattern) => pattern.test(name));

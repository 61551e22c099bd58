/**
 * The writing systems of a name, after UTS 39's "highly restrictive": one script, or one mixture that languages use.
 */

/** Recommended and limited-use scripts of UAX 31; extinct ones are left out on purpose. */
const SCRIPTS = (
  'Latin Cyrillic Greek Arabic Hebrew Devanagari Han Hangul Thai Armenian Bengali Bopomofo Ethiopic Georgian Gujarati ' +
  'Gurmukhi Hiragana Kannada Katakana Khmer Lao Malayalam Mongolian Myanmar Oriya Sinhala Tamil Telugu Thaana Tibetan ' +
  'Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya Javanese Kayah_Li Lepcha Limbu ' +
  'Lisu Mandaic Meetei_Mayek Miao New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Osage Saurashtra Sundanese ' +
  'Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi'
).split(' ');

const MIXTURES = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Hangul'],
  ['Latin', 'Han', 'Bopomofo'],
];

/** By script extensions: a mark or digit that several scripts use fits each of them. */
const consistsOf = (scripts: readonly string[]): RegExp =>
  new RegExp(`^[${[...scripts, 'Common', 'Inherited'].map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u');

const WRITINGS = [...SCRIPTS.map((script) => [script]), ...MIXTURES].map(consistsOf);
const KNOWN = consistsOf(SCRIPTS);

export const isKnownScript = (text: string): boolean => KNOWN.test(text);

export const isOneWriting = (text: string): boolean => WRITINGS.some((writing) => writing.test(text));

/**
 * Which writing systems a name may be made of, after UTS 39's "highly restrictive": one script, or one of the mixtures
 * that are how people really write. Digits, punctuation and emoji belong to every script.
 */

/** Recommended and limited-use scripts of UAX 31; the extinct ones are missing on purpose. */
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

/** Script extensions: a mark or a digit that several scripts use fits in each of them. */
const consistsOf = (scripts: readonly string[]): RegExp =>
  new RegExp(`^[${[...scripts, 'Common', 'Inherited'].map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u');

const WRITINGS = [...SCRIPTS.map((script) => [script]), ...MIXTURES].map(consistsOf);
const KNOWN = consistsOf(SCRIPTS);

/** Every character is of a script that is in use. */
export const isKnownScript = (text: string): boolean => KNOWN.test(text);

/** The text is written as one script or one customary mixture. */
export const isOneWriting = (text: string): boolean => WRITINGS.some((writing) => writing.test(text));

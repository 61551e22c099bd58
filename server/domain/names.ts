/**
 * What a name may be. A name is shown to everybody, so it must not look like another's, like a system's, or like
 * something that it is not: controls, text that turns the line around, towers of accents, insults.
 */
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import unhomoglyph from 'unhomoglyph';
import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../shared/limits.ts';
import type { RefusalCode } from '../../shared/protocol.ts';
import { isOfKnownScripts, isOfOneScript } from './scripts.ts';

export type CheckedName = {
  /** As it is stored and shown. */
  name: string;
  /** Equal for names that look alike; unique among all players. */
  skeleton: string;
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const bytes = new TextEncoder();
const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

const EMOJI = /\p{RGI_Emoji}/gv;
/** Not to be seen, or not text: controls, formats, bidi, zero-width, private use, unassigned, line separators. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Of no use in a name, and of some use to who writes HTML. */
const MARKUP = /[<>&"`\\]/;
/** Three marks on a base, or a mark on nothing. */
const TOWER = /(^|\s)\p{M}|\p{M}{3}/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** Names that speak for the house. Compared by skeleton. */
const RESERVED = new Set(
  'admin administrator moderator mod operator system server support staff foyer official everyone nobody anonymous bot'
    .split(' ')
    .map(skeletonOf),
);

/** The name as it will be shown, or the code of what is wrong with it. Checking a checked name changes nothing. */
export function checkName(raw: string): CheckedName | { refusal: RefusalCode } {
  if (!raw.isWellFormed()) return { refusal: 'name/badCharacter' };
  const name = raw.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  const withoutEmoji = name.replace(EMOJI, '');
  if (UNSEEN.test(withoutEmoji) || MARKUP.test(name) || TOWER.test(withoutEmoji))
    return { refusal: 'name/badCharacter' };
  const length = [...graphemes.segment(name)].length;
  if (length < NAME_MIN_GRAPHEMES) return { refusal: 'name/tooShort' };
  if (length > NAME_MAX_GRAPHEMES || bytes.encode(name).length > NAME_MAX_BYTES) return { refusal: 'name/tooLong' };
  if (withoutEmoji === name && !SAYS_SOMETHING.test(name)) return { refusal: 'name/badCharacter' };
  if (!isOfKnownScripts(withoutEmoji)) return { refusal: 'name/badCharacter' };
  if (!isOfOneScript(withoutEmoji)) return { refusal: 'name/mixedScripts' };
  const skeleton = skeletonOf(name);
  if (RESERVED.has(skeleton)) return { refusal: 'name/reserved' };
  if (profanity.hasMatch(name)) return { refusal: 'name/profane' };
  return { name, skeleton };
}

/**
 * What remains of a name when one only glances at it: UTS 39 confusables, case, accents, spaces and punctuation are
 * gone, and i is l, because I is.
 */
export function skeletonOf(name: string): string {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain(unhomoglyph(plain(name)))
    .replace(/[\p{P}\p{Z}\p{Cf}]/gu, '')
    .replaceAll('i', 'l');
}

/** Checks a player's name by the SPEC's rules from N1 on, and gives the key that look-alike names share. Pure. */
import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../../shared/limits.ts';
import type { RefusalCode } from '../../../shared/refusals.ts';
import { nameKeyOf } from './nameKey.ts';
import { isLink } from './nameLinks.ts';
import { isKnownScript, isOneWriting } from './nameScripts.ts';
import { isProfane } from './profaneNames.ts';
import { isReserved } from './reservedNames.ts';

/** `name`: as it is stored and shown. `nameKey`: no two players have the same. */
export type CheckedName = { name: string; nameKey: string } | { refusal: RefusalCode };

/** Bounds the work for input of strangers: no valid name is longer, even untrimmed. */
const RAW_MAX = 1_024;

/** Characters with a meaning in HTML, attributes and templates. The apostrophe stays: O'Neill. */
const MARKUP = /[<>&"`\\]/u;
const EMOJI = /\p{RGI_Emoji}/gv;
/** Invisible characters, controls and unassigned code points. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;
/** Half of a flag alone: a letter in a frame. */
const HALF_FLAG = /\p{Regional_Indicator}/u;
const MARKED = /(.?)(\p{M}+)/gsu;
const BASE = /[\p{L}\p{N}]/u;
const REPEATED_MARK = /(\p{Mn})\1/u;
/** Scripts that stack up to four marks on a base. All others stack two; spacing marks stand beside the base. */
const STACKING = /[\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Khmer}\p{Script=Tai_Tham}\p{Script=Balinese}]/u;
const MARKS_MAX = 4;
const STACKED_MAX = 2;
/** What a name must have one of: a letter that is read by itself, a digit, or an emoji. Signs and stretches are none. */
const NAMING = /[\p{N}☺[\p{L}--\p{Lm}]]/v;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Never throws. Checking an accepted name again gives the same. */
export function checkName(raw: string): CheckedName {
  if (raw.length > RAW_MAX) return { refusal: 'name/tooLong' };
  if (!raw.isWellFormed()) return { refusal: 'name/badCharacter' };
  const name = raw
    .normalize('NFKC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  const refusal = refusalOf(name);
  return refusal ? { refusal } : { name, nameKey: nameKeyOf(name) };
}

function refusalOf(name: string): RefusalCode | undefined {
  const text = name.replace(EMOJI, '☺');
  if (MARKUP.test(name) || UNSEEN.test(text) || HALF_FLAG.test(text)) return 'name/badCharacter';
  if (!isKnownScript(text) || areMarksBad(text)) return 'name/badCharacter';
  const graphemes = [...segmenter.segment(name)].length;
  if (graphemes < NAME_MIN_GRAPHEMES) return 'name/tooShort';
  if (graphemes > NAME_MAX_GRAPHEMES || byteLength(name) > NAME_MAX_BYTES) return 'name/tooLong';
  if (!NAMING.test(text)) return 'name/badCharacter';
  if (!isOneWriting(text)) return 'name/mixedScripts';
  if (isLink(name)) return 'name/link';
  if (isReserved(name)) return 'name/reserved';
  return isProfane(name) ? 'name/profane' : undefined;
}

/** A mark without a base, the same mark twice, or too many on one base. */
const areMarksBad = (text: string): boolean =>
  [...text.matchAll(MARKED)].some(([all, base = '', marks = '']) => {
    if (!BASE.test(base) || REPEATED_MARK.test(marks) || [...marks].length > MARKS_MAX) return true;
    // Decomposed, so that `á` with two more marks counts three.
    const stacked = all.normalize('NFD').match(/[\p{Mn}\p{Me}]/gu)?.length ?? 0;
    return stacked > (STACKING.test(base) ? MARKS_MAX : STACKED_MAX);
  });

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/**
 * What a player may be called. One pure question: is this a name, and which other names is it too like?
 * The rules are SPEC section 5; sizes are in shared/limits.ts.
 */
import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../../shared/limits.ts';
import type { RefusalCode } from '../../../shared/refusals.ts';
import { nameKeyOf } from './nameKey.ts';
import { isProfane, isReserved } from './nameLanguage.ts';
import { isKnownScript, isOneWriting } from './nameScripts.ts';

/** `name`: as it is stored and shown. `nameKey`: no two players have the same. */
export type CheckedName = { name: string; nameKey: string } | { refusal: RefusalCode };

/** No name of NAME_MAX_BYTES is longer, whatever is trimmed: bounds the work for what a stranger sends. */
const RAW_MAX = 1_024;

/** What HTML, attributes and template texts give a meaning to. The apostrophe stays: O'Neill. */
const MARKUP = /[<>&"`\\]/u;
const EMOJI = /\p{RGI_Emoji}/gv;
/** A character that shows nothing, controls the line, or is not (yet) one. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;
const MARKED = /(.?)(\p{M}+)/gsu;
/** What a combining mark can stand on. */
const BASE = /[\p{L}\p{N}]/u;
const REPEATED_MARK = /(\p{Mn})\1/u;
/** Scripts whose orthography stacks up to four marks on a base. Any other stacks two; spacing marks stand beside it. */
const STACKING = /[\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Khmer}\p{Script=Tai_Tham}\p{Script=Balinese}]/u;
const MARKS_MAX = 4;
const STACKED_MAX = 2;
const NAMING = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Never throws, whatever the text. Checking an accepted name again gives the same. */
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
  if (MARKUP.test(name) || UNSEEN.test(text) || !isKnownScript(text) || areMarksBad(text)) return 'name/badCharacter';
  const graphemes = [...segmenter.segment(name)].length;
  if (graphemes < NAME_MIN_GRAPHEMES) return 'name/tooShort';
  if (graphemes > NAME_MAX_GRAPHEMES || byteLength(name) > NAME_MAX_BYTES) return 'name/tooLong';
  if (!NAMING.test(text)) return 'name/badCharacter';
  if (!isOneWriting(text)) return 'name/mixedScripts';
  if (isReserved(name)) return 'name/reserved';
  return isProfane(name) ? 'name/profane' : undefined;
}

/** A mark on nothing, the same mark twice, or a tower of them. */
const areMarksBad = (text: string): boolean =>
  [...text.matchAll(MARKED)].some(([all, base = '', marks = '']) => {
    if (!BASE.test(base) || REPEATED_MARK.test(marks) || [...marks].length > MARKS_MAX) return true;
    // Decomposed, so that `á` with two more marks counts three.
    const stacked = all.normalize('NFD').match(/[\p{Mn}\p{Me}]/gu)?.length ?? 0;
    return stacked > (STACKING.test(base) ? MARKS_MAX : STACKED_MAX);
  });

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

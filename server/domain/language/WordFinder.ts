/** Finds listed words in a text. Footprint: a few steps for each letter, however many words there are. */
import { foldedText, type Letter } from './foldedText.ts';

/**
 * A language's words. `*` at an end: letters may go on there. A space: a gap, or none. Japanese has no spaces: a word
 * may go on after a Chinese character, but not after kana.
 */
export type WordList = { insults: readonly string[]; innocent: readonly string[] };

/** Indices of a text: the first one, and the one after the last. */
export type Range = readonly [start: number, end: number];

type Word = { counts: readonly number[]; startsAfter: RegExp | undefined; endsBefore: RegExp | undefined };
type Node = { next: Map<string, Node>; words: Word[] };

const newNode = (): Node => ({ next: new Map(), words: [] });

/** What must not stand beside the first or last letter of a word. */
function neighbourOf(letter: string): RegExp | undefined {
  if (/\p{sc=Han}/u.test(letter)) return undefined;
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(letter)) return /[\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
  return /\p{L}/u;
}

/** The Arabic article, with a word that is written together with it. */
const ARTICLE = /(?<!\p{L}\p{M}*)(?:[وفب]?[اأ]ل|لل)[\p{M}ـ]*$/u;
const ARTICLE_MAX = 8;
/** So many of a letter stand for any number of it. */
const STRETCH_MIN = 3;

export class WordFinder {
  readonly #root = newNode();

  constructor(words: readonly string[]) {
    for (const entry of words) {
      const word = entry.replaceAll('*', '').normalize('NFC');
      const startsAfter = entry.startsWith('*') ? undefined : neighbourOf(word.at(0) as string);
      const endsBefore = entry.endsWith('*') ? undefined : neighbourOf(word.at(-1) as string);
      for (const spelling of new Set([word, word.replaceAll(' ', '')])) this.#add(spelling, startsAfter, endsBefore);
    }
  }

  #add(spelling: string, startsAfter: RegExp | undefined, endsBefore: RegExp | undefined): void {
    const letters = foldedText(spelling);
    let node = this.#root;
    for (const { letter } of letters) {
      const next = node.next.get(letter) ?? newNode();
      node.next.set(letter, next);
      node = next;
    }
    node.words.push({ counts: letters.map(({ count }) => count), startsAfter, endsBefore });
  }

  /** `text`: NFC. */
  find(text: string): Range[] {
    const letters = foldedText(text);
    const found: Range[] = [];
    for (let first = 0; first < letters.length; first++) {
      let node = this.#root.next.get(letters[first]?.letter as string);
      for (let last = first; node; node = node.next.get(letters[++last]?.letter as string)) {
        if (node.words.some((word) => isThere(word, text, letters, first, last)))
          found.push([letters[first]?.from as number, letters[last]?.to as number]);
      }
    }
    return found;
  }
}

/** Double letters are others than single ones, as Niger is a country and a moose an animal; three of them are a stretch. */
const isRunOf = (count: number, found: number): boolean => found === count || (found > count && found >= STRETCH_MIN);

function isThere(word: Word, text: string, letters: readonly Letter[], first: number, last: number): boolean {
  if (word.counts.some((count, at) => !isRunOf(count, letters[first + at]?.count ?? 0))) return false;
  const { from } = letters[first] as Letter;
  const { to } = letters[last] as Letter;
  const after = String.fromCodePoint(text.codePointAt(to) ?? 0x20);
  if (word.endsBefore?.test(after)) return false;
  const before = text.slice(Math.max(0, from - ARTICLE_MAX), from);
  return !word.startsAfter?.test([...before.replace(/[\p{M}ـ]+$/u, '')].at(-1) ?? ' ') || ARTICLE.test(before);
}

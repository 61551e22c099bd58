/** The commands and players that what is typed finds. Each typed word begins a word of theirs, whatever its accents and case. */
import { foldName } from '../../shared/rosterOrder.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import type { CommandParts, Entry } from './command.ts';
import { offersAbout, playerEntry } from './playerCommands.ts';
import { COMMANDS } from './table.ts';

export type Found = { actions: readonly Entry[]; people: readonly Entry[] };

const ACTIONS_MAX = 24;
const PEOPLE_MAX = 12;
/** Of so many players it is offered what can be done with them. */
const OFFERED_MAX = 4;
/** Where nothing is typed. */
const FIRST_ACTIONS = 4;
const FIRST_PEOPLE = 5;

/** Letters that stay as they are where accents go. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' },
};
/** They put no spaces between words, so a word may begin anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

const fold = (text: string): string => foldName(text).replace(/[łøđðþßæœı]/g, (letter) => PLAIN[letter] ?? letter);
export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}?]+/u)
    .filter(Boolean);

export function isFound(typed: readonly string[], text: string): boolean {
  const words = wordsOf(text);
  return typed.every((part) => words.some((word) => begins(word, part)));
}

const begins = (word: string, part: string): boolean =>
  UNSPACED.test(part) ? word.includes(part) : word.startsWith(part);

export function find(parts: CommandParts, written: string): Found {
  const typed = wordsOf(written);
  const all = COMMANDS.flatMap(({ entries }) => entries(parts, written));
  const { roster } = parts.model;
  if (typed.length === 0) {
    const rows = roster.slice(0, FIRST_PEOPLE + 1).filter(({ id }) => id !== roster.selfId);
    const people = rows.slice(0, FIRST_PEOPLE).map((row) => playerEntry(row, parts));
    return { actions: all.slice(0, FIRST_ACTIONS), people };
  }
  const people: ListedRow[] = [];
  const named: ListedRow[] = [];
  for (const row of roster.everybody()) {
    if (row.id === roster.selfId) continue;
    const words = wordsOf(row.name);
    const isNamed = (part: string) => words.some((word) => begins(word, part));
    if (typed.every(isNamed)) people.push(row);
    else if (typed.some(isNamed)) named.push(row);
  }
  const subjects = [...people, ...named, ...roster.slice(0, OFFERED_MAX + 1)].filter(({ id }) => id !== roster.selfId);
  const offered = [...new Map(subjects.map((row) => [row.id, row])).values()].slice(0, OFFERED_MAX);
  const candidates = [...all, ...offered.flatMap((row) => offersAbout(row, parts))];
  const actions = candidates.filter(({ label, words = '' }) => isFound(typed, `${label} ${words}`));
  return {
    actions: bestFirst(actions, typed).slice(0, ACTIONS_MAX),
    people: people.slice(0, PEOPLE_MAX).map((row) => playerEntry(row, parts)),
  };
}

/** Those that begin with what is typed, then what can be done now. */
function bestFirst(entries: readonly Entry[], typed: readonly string[]): Entry[] {
  const rank = ({ label, why }: Entry): number =>
    (wordsOf(label)[0]?.startsWith(typed[0] as string) ? 0 : 2) + (why === undefined ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b));
}

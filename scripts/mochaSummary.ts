/** What mocha's reporter says at the end of a run: how many passed, were left out and failed, and how they failed. */
import { stripVTControlCharacters } from 'node:util';

/** Only mocha's own summary begins a line so; of several, as when a test ran mocha, the last counts. */
const SUMMARY = /^ {2}(\d+) passing.*\n(?: {2}(\d+) pending\n)?(?: {2}(\d+) failing\n)?/gm;

const summaryOf = (said: string) => [...stripVTControlCharacters(said).matchAll(SUMMARY)].at(-1);

export type Count = 'passing' | 'pending' | 'failing';

/** 0 where nothing was summed up. */
export function counted(said: string, what: Count): number {
  const [, passing, pending, failing] = summaryOf(said) ?? [];
  return Number({ passing, pending, failing }[what] ?? 0);
}

/** The failed tests with their errors, without colours; empty where none failed. */
export function failures(said: string): string {
  const summary = summaryOf(said);
  if (!summary) return '';
  return stripVTControlCharacters(said)
    .slice(summary.index + summary[0].length)
    .trim();
}

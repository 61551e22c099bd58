/** Parses the end of mocha's output: how many tests passed, were skipped and failed, and the failures. */
import { stripVTControlCharacters } from 'node:util';

/** Only mocha's summary starts a line like this. If a test itself ran mocha, the last match counts. */
const SUMMARY = /^ {2}(\d+) passing.*\n(?: {2}(\d+) pending\n)?(?: {2}(\d+) failing\n)?/gm;

const summaryOf = (said: string) => [...stripVTControlCharacters(said).matchAll(SUMMARY)].at(-1);

export type Count = 'passing' | 'pending' | 'failing';

/** 0 if there is no summary. */
export function counted(said: string, what: Count): number {
  const [, passing, pending, failing] = summaryOf(said) ?? [];
  return Number({ passing, pending, failing }[what] ?? 0);
}

/** The failed tests with their errors, without colours; empty if none failed. */
export function failures(said: string): string {
  const summary = summaryOf(said);
  if (!summary) return '';
  return stripVTControlCharacters(said)
    .slice(summary.index + summary[0].length)
    .trim();
}

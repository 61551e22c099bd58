/** Compares what strangers received in two runs (hiddenDiffer.ts), and says where they differ. */
import type { Received } from './hiddenDiffer.ts';

export type Run = { received: readonly Received[]; random: ReadonlySet<string> };
type Entry = { text: string; value: unknown };

/** Hidden players use up ids, too. */
const MADE_UP = /made-\d{15}/g;
/** Of one list of messages at most so many are printed. */
const PRINTED = 3;

/** Empty where the runs are equal. One line a difference: step, surface, path, and the values of both. */
export function differences(one: Run, other: Run): string[] {
  const [a, b] = [bySurface(one), bySurface(other)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
    between(a.get(key) ?? [], b.get(key) ?? []).map((line) => `${key}: ${line}`),
  );
}

/** Grouped by step and surface, in the order of the script; what is random is named after the step in which it is first seen. */
function bySurface({ received, random }: Run): Map<string, Entry[]> {
  const steps = [...new Set(received.map(({ at }) => at))];
  const sorted = received.toSorted(
    (x, y) => steps.indexOf(x.at) - steps.indexOf(y.at) || (x.surface < y.surface ? -1 : Number(x.surface > y.surface)),
  );
  const labels = new Map<string, string>();
  const seen = new Map<string, number>();
  let step = '';
  const labelled = (text: string): string => {
    const number = (seen.get(step) ?? 0) + 1;
    const label = labels.get(text) ?? `<${step} ${number}>`;
    if (!labels.has(text)) seen.set(step, number);
    labels.set(text, label);
    return label;
  };
  const known = new RegExp([...random].filter((text) => text !== '').join('|') || '(?!)', 'g');
  const plain = (text: string): string => text.replace(MADE_UP, labelled).replace(known, labelled);
  const groups = new Map<string, Entry[]>();
  for (const { at, surface, bytes, value } of sorted) {
    step = at;
    const key = plain(`${at} | ${surface}`);
    const entry = { text: plain(bytes), value: JSON.parse(plain(JSON.stringify(value ?? null))) };
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  for (const [key, entries] of groups) groups.set(key, [...entries.filter(isAtOnce), ...entries.filter(isByTimer)]);
  return groups;
}

/** A timer of Friends.ts pushes these, sooner or later than other parts push the rest of the step. */
const isByTimer = ({ value }: Entry): boolean => isTree(value) && 'friendsUpdated' in value;
const isAtOnce = (entry: Entry): boolean => !isByTimer(entry);

function between(a: readonly Entry[], b: readonly Entry[]): string[] {
  const isSame = (x: Entry | undefined, y: Entry | undefined) => x?.text === y?.text;
  let start = 0;
  while (start < Math.max(a.length, b.length) && isSame(a[start], b[start])) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && isSame(a.at(-1 - end), b.at(-1 - end))) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const places = [...Array(Math.max(restA.length, restB.length)).keys()];
  const lines = places.flatMap((at) => (isSame(restA[at], restB[at]) ? [] : ofEntries(restA[at], restB[at])));
  const more = lines.length - PRINTED;
  return [...lines.slice(0, PRINTED), ...(more > 0 ? [`and ${more} more`] : [])];
}

function ofEntries(a: Entry | undefined, b: Entry | undefined): string {
  if (!a) return `only in B: ${shown(b?.value)}`;
  if (!b) return `only in A: ${shown(a.value)}`;
  const [path] = [...paths(a.value, b.value, '')];
  return path ?? `bytes: A ${JSON.stringify(a.text)}, B ${JSON.stringify(b.text)}`;
}

function* paths(a: unknown, b: unknown, path: string): Generator<string> {
  if (JSON.stringify(a) === JSON.stringify(b)) return;
  if (isTree(a) && isTree(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) yield* paths(a[key], b[key], `${path}.${key}`);
  } else yield `${path}: A ${shown(a)}, B ${shown(b)}`;
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 300) ?? 'nothing';

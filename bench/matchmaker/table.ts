/** Figures as a terminal table. Pure. */
import type { figuresOf } from './simulate.ts';

export type Figures = ReturnType<typeof figuresOf>;
type Column = [title: string, width: number, show: (figures: Figures) => string];

const fixed = (digits: number) => (value: number) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const COLUMNS: Column[] = [
  ['matches', 8, (f) => fixed(0)(f.matches)],
  ['wait s p50', 11, (f) => fixed(1)(f.waitP50S)],
  ['p95', 6, (f) => fixed(1)(f.waitP95S)],
  ['max', 6, (f) => fixed(1)(f.waitMaxS)],
  ['points p50', 11, (f) => fixed(0)(f.spreadP50)],
  ['p95', 5, (f) => fixed(0)(f.spreadP95)],
  ['favourite p50', 14, (f) => fixed(1)(f.favouriteP50)],
  ['p95', 5, (f) => fixed(1)(f.favouriteP95)],
  ['again %', 8, (f) => fixed(1)(f.againPercent)],
  ['short %', 8, (f) => fixed(1)(f.shortPercent)],
  ['gave up', 8, (f) => fixed(0)(f.gaveUp)],
  ['waiting', 8, (f) => fixed(0)(f.waiting)],
  ['pass p99 ms', 12, (f) => fixed(2)(f.passP99Ms)],
];

export const tableHead = (): string =>
  ['tuning'.padEnd(12), ...COLUMNS.map(([title, width]) => title.padStart(width))].join(' ');

export const tableLine = (name: string, figures: Figures): string =>
  [name.padEnd(12), ...COLUMNS.map(([, width, show]) => show(figures).padStart(width))].join(' ');

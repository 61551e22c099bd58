/** Plots the distributions of waits and rating gaps per tuning, as an SVG legible on white and on black. Pure. */
import { percentile } from '../lib/percentile.ts';
import type { Outcome } from './simulate.ts';

const SIZE = { width: 920, height: 380 };
const TOP = 50;
const BOTTOM = 320;
const PANEL_WIDTH = 350;
const INK = '#7d8590';
const GRID = '#7d859055';
/** Contrast of 3 : 1 or better on white and on near-black. */
const COLOURS = ['#1f8a4c', '#2b7fd4', '#b7791f', '#8f5fd6', '#d1442f', '#b45cc4'];
/** Distinguishes the lines without colour. */
const DASHES = ['', '8 4', '2 4', '10 3 2 3', '5 5', '1 6'];

type Named = { name: string; outcome: Outcome };

export function plot(title: string, runs: readonly Named[]): string {
  const waits = runs.map(({ outcome }) => outcome.waitsS);
  const spreads = runs.map(({ outcome }) => outcome.spreads);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    text(60, 20, escaped(title), 'start'),
    ...panel(60, 'waited no longer than, s', waits),
    ...panel(510, 'no further apart than, points', spreads),
    ...runs.flatMap(({ name }, at) => legend(60 + at * 140, name, at)),
    '</svg>',
    '',
  ].join('\n');
}

/** A cumulative distribution. The axis ends at the 99th percentile, so that one straggler does not squeeze the rest. */
function panel(left: number, label: string, lists: readonly (readonly number[])[]): string[] {
  const most = Math.max(1e-9, ...lists.filter((list) => list.length > 0).map((list) => percentile(list, 0.99)));
  const step = niceStep(most / 5);
  const x = (value: number) => left + (PANEL_WIDTH * value) / most;
  const y = (share: number) => BOTTOM - (BOTTOM - TOP) * share;
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  return [
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<path d="M${left} ${round(y(share))}h${PANEL_WIDTH}" stroke="${GRID}"/>`,
      text(left - 8, y(share) + 4, `${share * 100} %`, 'end'),
    ]),
    ...marks.map((value) => text(x(value), BOTTOM + 18, String(Number(value.toPrecision(3))), 'middle')),
    text(left + PANEL_WIDTH / 2, BOTTOM + 36, label, 'middle'),
    ...lists.map((list, at) => curve(list, at, most, x, y)),
  ];
}

const POINTS = 200;

function curve(
  list: readonly number[],
  at: number,
  most: number,
  x: (value: number) => number,
  y: (share: number) => number,
): string {
  const sorted = list.toSorted((a, b) => a - b);
  const spots: string[] = [];
  let below = 0;
  for (let point = 0; point <= POINTS && sorted.length > 0; point++) {
    const value = (most * point) / POINTS;
    while (below < sorted.length && sorted[below]! <= value) below += 1;
    spots.push(`${round(x(value))} ${round(y(below / sorted.length))}`);
  }
  return spots.length === 0 ? '' : `<path d="M${spots.join('L')}" fill="none" ${stroke(at)}/>`;
}

const stroke = (at: number): string =>
  `stroke="${COLOURS[at % COLOURS.length]}" stroke-width="2" stroke-dasharray="${DASHES[at % DASHES.length]}"`;

const legend = (x: number, name: string, at: number): string[] => [
  `<path d="M${x} ${SIZE.height - 12}h24" ${stroke(at)}/>`,
  text(x + 30, SIZE.height - 8, escaped(name), 'start'),
];

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
}

const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${INK}" text-anchor="${anchor}">${words}</text>`;

const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const round = (value: number): string => String(Math.round(value * 10) / 10);

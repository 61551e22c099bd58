/**
 * Plots the server's CPU against the players, both logarithmic, as an SVG legible on white and on black: mid tones and no
 * background. Each line has its name at the end and its own marks. Pure.
 */
import { PEER_NAMES, type PeerName } from '../peers/peers.ts';
import type { Results } from '../results.ts';

const SIZE = { width: 760, height: 440 };
const FRAME = { left: 62, right: 620, top: 40, bottom: 388 };
const INK = '#7d8590';
const GRID = '#7d859055';
/** Contrast of 3 : 1 or better on white and on near-black. */
const COLOURS: Record<PeerName, string> = {
  recipe: '#d1442f',
  deltas: '#b7791f',
  colyseus: '#8f5fd6',
  'colyseus-buffer': '#b45cc4',
  foyer: '#1f8a4c',
  'foyer-default': '#2b7fd4',
  bare: '#7d8590',
};
const NAME_GAP = 15;

type Spot = { x: number; y: number };
type Line = { peer: PeerName; spots: Spot[] };
type Scale = (value: number) => number;

export function plot(results: Results): string {
  const { medians } = results;
  const sizes = [...new Set(medians.map(({ players }) => players))].toSorted((a, b) => a - b);
  const values = medians.map(({ figures }) => figures.cpuMsPerS);
  const decades = decadesOf(values);
  const x = logScale(Math.min(...sizes), Math.max(...sizes), FRAME.left, FRAME.right);
  const y = logScale(decades[0] as number, decades.at(-1) as number, FRAME.bottom, FRAME.top);
  const lines = PEER_NAMES.map((peer): Line => {
    const own = medians.filter((one) => one.peer === peer).toSorted((a, b) => a.players - b.players);
    return { peer, spots: own.map(({ players, figures }) => ({ x: x(players), y: y(figures.cpuMsPerS) })) };
  }).filter(({ spots }) => spots.length > 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="title">`,
    '<title id="title">CPU of the server in milliseconds a second against the number of players</title>',
    text(FRAME.left, 20, "The server's CPU, ms a second (1,000: a core is full)", INK, 'start'),
    ...decades.flatMap((value) => gridLine(value, y(value))),
    ...sizes.map((players) => text(x(players), FRAME.bottom + 20, players.toLocaleString('en-US'), INK, 'middle')),
    text((FRAME.left + FRAME.right) / 2, FRAME.bottom + 42, 'players', INK, 'middle'),
    ...lines.flatMap(drawn),
    ...namesOf(lines),
    '</svg>',
    '',
  ].join('\n');
}

/** Maps a range of values to a range of pixels; a single value lands in the middle. */
function logScale(low: number, high: number, from: number, to: number): Scale {
  const width = Math.log(high / low);
  return (value) => (width === 0 ? (from + to) / 2 : from + ((to - from) * Math.log(value / low)) / width);
}

/** The powers of ten that enclose all values. */
function decadesOf(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
}

const gridLine = (value: number, y: number): string[] => [
  `<path d="M${FRAME.left} ${round(y)}H${FRAME.right}" stroke="${GRID}"/>`,
  text(FRAME.left - 8, y + 4, value.toLocaleString('en-US'), INK, 'end'),
];

function drawn({ peer, spots }: Line): string[] {
  const colour = COLOURS[peer];
  const path = spots.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  const width = peer === 'foyer' ? 3 : 2;
  const dash = peer === 'bare' ? ' stroke-dasharray="5 4"' : '';
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dash}/>`,
    ...spots.map((spot) => mark(peer, spot, colour)),
  ];
}

function mark(peer: PeerName, { x, y }: Spot, colour: string): string {
  const at = PEER_NAMES.indexOf(peer);
  if (at % 3 === 0) return `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${colour}"/>`;
  if (at % 3 === 1) return `<rect x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8" fill="${colour}"/>`;
  return `<path d="M${round(x)} ${round(y - 5)}l5 9h-10z" fill="${colour}"/>`;
}

/** Names at the end of each line, moved apart where they would overlap. */
function namesOf(lines: readonly Line[]): string[] {
  const ends = lines
    .map(({ peer, spots }) => ({ peer, end: spots.at(-1) as Spot }))
    .toSorted((a, b) => a.end.y - b.end.y);
  const names: string[] = [];
  const placed: Spot[] = [];
  for (const { peer, end } of ends) {
    const above = placed.filter(({ x }) => Math.abs(x - end.x) < 110).map(({ y }) => y + NAME_GAP);
    const spot = { x: end.x + 10, y: Math.max(end.y + 4, ...above) };
    placed.push({ x: end.x, y: spot.y });
    names.push(text(spot.x, spot.y, peer, COLOURS[peer], 'start'));
  }
  return names;
}

const text = (x: number, y: number, words: string, colour: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${colour}" text-anchor="${anchor}">${words}</text>`;

const round = (value: number): string => String(Math.round(value * 10) / 10);

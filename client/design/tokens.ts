/** Palette, type, sizes in CSS px, motion and sounds. A test keeps main.css, painted before any script, in step. */
import type { Status } from '../../shared/status.ts';

/** A page of night blue: nearer surfaces are lighter. */
export const DARK = {
  page: '#0a0f1b',
  pageGlow: '#14204a',
  panel: '#121929',
  panelEdge: '#212b49',
  raised: '#1b2440',
  raisedHover: '#243056',
  raisedEdge: '#2d3a63',
  /** Sheets that lie over the rest for a while. */
  sheet: '#1b2440',
  selected: '#22315f',
  hover: '#182139',
  hero: '#1b2a5b',
  heroEnd: '#141c38',
  heroEdge: '#31447f',
  heroRaised: '#26376f',
  heroRaisedHover: '#31458a',
  text: '#f3f6ff',
  soft: '#c8d2ee',
  muted: '#98a5c9',
  accent: '#2b66d9',
  accentHover: '#2459c2',
  onAccent: '#ffffff',
  danger: '#a83232',
  dangerHover: '#bb3a3a',
  onDanger: '#ffffff',
  accept: '#37c77f',
  acceptHover: '#4bd891',
  onAccept: '#04170c',
  /** The ring around what has the focus. */
  focus: '#8fb4ff',
  /** An action in words, what is selected. */
  link: '#8fb4ff',
  good: '#45dd8c',
  /** What happens now and what is awaited: the open tab, a clock, a winner. Never a button. */
  lamp: '#ffcb5c',
  bad: '#ff8a80',
  /** For shapes, never for text: crowns, rings, edges that must be seen. */
  gold: '#ffcb5c',
  /** What falls through the open door. */
  doorLight: '#ffcb5c',
  banner: '#f6b444',
  onBanner: '#1d1503',
  bannerButton: '#1d1503',
  onBannerButton: '#ffe3b0',
  /** Over everything else, under a dialog: see-through. */
  scrim: '#060a13c7',
  track: '#263154',
  /** Of scroll bars. */
  thumb: '#66739f',
  board: '#26376f',
  boardEdge: '#31447f',
};
export type Palette = Record<keyof typeof DARK, string>;

/** Warm paper with white sheets on it; blue marks what is yours and what can be pressed. */
export const LIGHT: Palette = {
  page: '#f6f2ea',
  pageGlow: '#d5e2ff',
  panel: '#fffefb',
  panelEdge: '#e5dfd3',
  raised: '#f4f1ea',
  raisedHover: '#eae5da',
  raisedEdge: '#d9d2c4',
  sheet: '#ffffff',
  selected: '#dde8ff',
  hover: '#f1f5fd',
  hero: '#d9e6ff',
  heroEnd: '#edf3ff',
  heroEdge: '#b3c9f5',
  heroRaised: '#ffffff',
  heroRaisedHover: '#f0f5ff',
  text: '#131a2c',
  soft: '#39435c',
  muted: '#566079',
  accent: '#2b66d9',
  accentHover: '#2459c2',
  onAccent: '#ffffff',
  danger: '#bb3a3a',
  dangerHover: '#a83232',
  onDanger: '#ffffff',
  accept: '#16794a',
  acceptHover: '#126a40',
  onAccept: '#ffffff',
  focus: '#1f58bd',
  link: '#1f58bd',
  good: '#147540',
  lamp: '#855300',
  bad: '#bd2a20',
  gold: '#bd7b00',
  doorLight: '#f3ab2b',
  banner: '#f6b444',
  onBanner: '#1d1503',
  bannerButton: '#1d1503',
  onBannerButton: '#ffe3b0',
  scrim: '#2a344f7a',
  track: '#dfe3ee',
  thumb: '#858da1',
  board: '#3d6fd8',
  boardEdge: '#2b57b5',
};

export type Scheme = 'light' | 'dark';
export const PALETTES = { dark: DARK, light: LIGHT };

/** For readers who want more contrast: text at 7 : 1, and edges that are seen. The rest is as above. */
const MORE: Record<Scheme, Palette> = {
  dark: {
    ...DARK,
    ...{ page: '#000000', pageGlow: '#0a1230', panel: '#05080f', panelEdge: '#7f8db8' },
    ...{ raised: '#0d1426', raisedHover: '#18223f', raisedEdge: '#8f9dc8', sheet: '#0d1426' },
    ...{ selected: '#16255a', hover: '#0b1220', hero: '#0b1640', heroEnd: '#060c22', heroEdge: '#8fa3e0' },
    ...{ heroRaised: '#14235a', heroRaisedHover: '#1d3070', text: '#ffffff', soft: '#eef2ff', muted: '#d3dbf2' },
    ...{ accent: '#1c4fb5', accentHover: '#17439c', danger: '#8f1d1d', dangerHover: '#7d1616' },
    ...{ focus: '#b5ceff', link: '#b5ceff', good: '#6ff0a8', lamp: '#ffd980', bad: '#ffb8b1' },
    ...{ scrim: '#000000d9', track: '#2b3761', thumb: '#a9b5da' },
  },
  light: {
    ...LIGHT,
    ...{ page: '#ffffff', pageGlow: '#eaf1ff', panel: '#ffffff', panelEdge: '#5b6275' },
    ...{ raised: '#f3f3f3', raisedHover: '#e6e6e6', raisedEdge: '#4a5062', selected: '#dde8ff', hover: '#f0f4fd' },
    ...{ hero: '#e3edff', heroEnd: '#f2f7ff', heroEdge: '#3b5fb0', heroRaisedHover: '#eaf1ff' },
    ...{ text: '#000000', soft: '#1d2436', muted: '#333b50', accent: '#1c4fb5', accentHover: '#17439c' },
    ...{ danger: '#8f1d1d', dangerHover: '#7d1616', accept: '#0d5a35', acceptHover: '#0a4a2b' },
    ...{ focus: '#123f94', link: '#123f94', good: '#0a552c', lamp: '#5e3b00', bad: '#8c1710', gold: '#8a5a00' },
    ...{ scrim: '#1018309e', thumb: '#4f566b' },
  },
};
const MORE_STATUS: Record<Scheme, Record<Status, string>> = {
  dark: {
    ...{ online: '#6ff0a8', away: '#ffd980', queued: '#d9c0ff' },
    ...{ playing: '#a9cdff', reconnecting: '#d3dbf2', busy: '#ffb8b1' },
  },
  light: {
    ...{ online: '#0a552c', away: '#5e3b00', queued: '#4f2496' },
    ...{ playing: '#123f94', reconnecting: '#333b50', busy: '#8c1710' },
  },
};
export const palettesOf = (hasMore: boolean): Record<Scheme, Palette> => (hasMore ? MORE : PALETTES);

/** The palette in use. Read it while painting: `paintIn` changes it. */
export const COLOR: Palette = { ...DARK };

export const STATUS_COLORS: Record<Status, Record<Scheme, string>> = {
  online: { dark: '#45dd8c', light: '#147540' },
  away: { dark: '#ffcb5c', light: '#855300' },
  queued: { dark: '#c9a2ff', light: '#7038cb' },
  playing: { dark: '#74aeff', light: '#1f58bd' },
  reconnecting: { dark: '#aab6d8', light: '#566079' },
  busy: { dark: '#ff8a80', light: '#bd2a20' },
};

let inUse: Scheme = 'dark';
let hasMoreContrast = false;
export const statusColorIn = (status: Status, scheme: Scheme, hasMore: boolean): string =>
  hasMore ? MORE_STATUS[scheme][status] : STATUS_COLORS[status][scheme];
export const statusColor = (status: Status): string => statusColorIn(status, inUse, hasMoreContrast);
/** The one of the scheme in use. */
export const inScheme = <Value>(pair: Record<Scheme, Value>): Value => pair[inUse];

/** Changes the colours in use. What is already painted has to be painted again. */
export function paintIn(scheme: Scheme, hasMore = false): void {
  inUse = scheme;
  hasMoreContrast = hasMore;
  Object.assign(COLOR, palettesOf(hasMore)[scheme]);
}

/** Behind a white initial, in the light and in the dark: at least 4.5 : 1. */
export const AVATAR_COLORS = [
  '#2b5fc4',
  '#6a45d1',
  '#8a3fb8',
  '#b0338f',
  '#bb2f5e',
  '#b83a2e',
  '#a35313',
  '#7d6512',
  '#4f7419',
  '#217a3c',
  '#14776b',
  '#1a6e96',
] as const;

export const FONT = "'Inter Variable', system-ui, 'Noto Sans', 'Noto Sans CJK JP', 'Noto Color Emoji', sans-serif";

/**
 * Weight and size in px of every kind of text, and how its letters are tracked where they are large. Nothing is below 12.
 * Lines stand 16 px apart at 12 px of size, 18 at 13, 20 at 14 and 15, 22 at 17, 28 at 22, 36 at 30, and 50 at 44.
 */
export const TYPE = {
  wordmark: [750, 22, -0.5],
  clock: [750, 44, -1.3],
  big: [700, 30, -0.7],
  hero: [700, 22, -0.35],
  title: [700, 17],
  name: [600, 15],
  body: [450, 14],
  bodyStrong: [550, 14],
  small: [450, 13],
  smallStrong: [600, 13],
  label: [550, 12],
  tiny: [450, 12],
} as const satisfies Record<string, readonly [weight: number, size: number, tracking?: number]>;
export type TypeName = keyof typeof TYPE;

export const SIZE = {
  radius: 14,
  /** Of tiles and of groups of controls. */
  radiusTile: 10,
  radiusSmall: 9,
  row: 50,
  rowTouch: 60,
  header: 30,
  headerTouch: 44,
  avatar: 36,
  control: 40,
  chip: 30,
  touch: 48,
  /** Of a match in the list; a column of them is padded by `tilePad`. */
  tileWidth: 212,
  tileHeight: 132,
  tileGap: 12,
  tilePad: 18,
} as const;

export const SPACE = { xs: 4, s: 8, m: 12, l: 16, xl: 20 } as const;

export const MOTION_MS = 150;
/** How far below its place something begins to slide in. */
export const SLIDE = 10;

/** One tone: `hz`, gliding to `toHz`; it begins at `atS` and lasts. `volume`: if it is not the sound's usual one. `pan`: -1 left, 1 right. */
export type Tone = {
  readonly hz: number;
  readonly toHz?: number;
  readonly atS?: number;
  readonly lastsS: number;
  readonly volume?: number;
  readonly wave?: OscillatorType;
  readonly pan?: number;
};

/** Thirds and fifths above a d: what is good rises, what is over falls; in the lobby and in the games. */
export const SOUND = {
  found: [
    { hz: 587, lastsS: 0.18 },
    { hz: 880, atS: 0.16, lastsS: 0.18 },
    { hz: 1_175, atS: 0.32, lastsS: 0.45 },
  ],
  invited: [
    { hz: 660, lastsS: 0.14 },
    { hz: 880, atS: 0.14, lastsS: 0.26 },
  ],
  messageArrived: [{ hz: 740, toHz: 780, lastsS: 0.22, volume: 0.07 }],
  turn: [{ hz: 320, toHz: 480, lastsS: 0.05, volume: 0.05, wave: 'square' }],
  count: [{ hz: 440, lastsS: 0.14 }],
  go: [{ hz: 880, lastsS: 0.4 }],
  closing: [0, 0.22, 0.44].map((atS) => ({ hz: 620, toHz: 560, atS, lastsS: 0.16, volume: 0.1 })),
  closed: [{ hz: 90, toHz: 60, lastsS: 0.16, volume: 0.12 }],
  crashed: [{ hz: 240, toHz: 40, lastsS: 0.5, wave: 'sawtooth', volume: 0.16 }],
  won: [523, 659, 784].map((hz, i) => ({ hz, atS: 0.12 * i, lastsS: 0.3 })),
  over: [392, 330].map((hz, i) => ({ hz, atS: 0.16 * i, lastsS: 0.3 })),
  matchWon: [523, 659, 784, 1_047].map((hz, i) => ({ hz, atS: 0.14 * i, lastsS: 0.5 })),
} as const satisfies Record<string, readonly Tone[]>;
/** Of a tone that has none of its own: the lobby calls, a game only accompanies. */
export const VOLUME = { lobby: 0.18, game: 0.14 } as const;

/** Palette, type and spacing, in one place. Sizes in CSS px. shell.css repeats what paints before any script: a test holds them together. */
import type { Status } from '../../shared/protocol.ts';

export const COLOR = {
  page: '#0a0f1b',
  pageGlow: '#14204a',
  panel: '#131a2c',
  panelEdge: '#212b49',
  raised: '#1b2440',
  raisedHover: '#243056',
  raisedEdge: '#2d3a63',
  selected: '#22315f',
  hover: '#182139',
  hero: '#1c2b5c',
  heroEnd: '#151d3a',
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
  focus: '#8fb4ff',
  good: '#45dd8c',
  fair: '#ffcb5c',
  bad: '#ff8a80',
  banner: '#f6b444',
  onBanner: '#1d1503',
  bannerButton: '#1d1503',
  onBannerButton: '#ffe3b0',
  scrim: '#060a13',
  track: '#263154',
} as const;

/** Colour of a status; its shape stands in statusShape.ts, its word in the catalogue. */
export const STATUS_COLOR: Record<Status, string> = {
  online: '#45dd8c',
  away: '#ffcb5c',
  queued: '#c9a2ff',
  playing: '#74aeff',
  reconnecting: '#aab6d8',
  busy: '#ff8a80',
};

/** Behind a white initial: at least 4.5 : 1. */
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

export const FONT = "'Inter Variable', system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif";

/** Weight and size in px of every kind of text. */
export const TYPE = {
  wordmark: [750, 22],
  title: [650, 17],
  hero: [700, 22],
  big: [700, 30],
  name: [600, 15],
  body: [400, 14],
  bodyStrong: [550, 14],
  small: [400, 13],
  smallStrong: [600, 13],
  label: [550, 12],
  tiny: [500, 11],
} as const satisfies Record<string, readonly [weight: number, size: number]>;
export type TypeName = keyof typeof TYPE;

export const SIZE = {
  radius: 14,
  radiusSmall: 9,
  row: 56,
  rowTouch: 60,
  avatar: 36,
  control: 40,
  touch: 48,
  gap: 16,
} as const;

/** Pairs that stand on each other somewhere on the screen; the contrast test walks them. */
export const TEXT_ON: readonly (readonly [text: string, background: string])[] = [
  ...[COLOR.page, COLOR.panel, COLOR.raised, COLOR.raisedHover, COLOR.selected, COLOR.hover].flatMap((background) =>
    [COLOR.text, COLOR.soft, COLOR.muted].map((text) => [text, background] as const),
  ),
  ...[COLOR.hero, COLOR.heroEnd, COLOR.heroRaised].flatMap((background) =>
    [COLOR.text, COLOR.soft].map((text) => [text, background] as const),
  ),
  ...[COLOR.page, COLOR.panel, COLOR.raised].flatMap((background) =>
    [COLOR.good, COLOR.fair, COLOR.bad].map((text) => [text, background] as const),
  ),
  [COLOR.text, COLOR.heroRaisedHover],
  [COLOR.onAccent, COLOR.accent],
  [COLOR.onAccent, COLOR.accentHover],
  [COLOR.onDanger, COLOR.danger],
  [COLOR.onDanger, COLOR.dangerHover],
  [COLOR.onAccept, COLOR.accept],
  [COLOR.onAccept, COLOR.acceptHover],
  ...[COLOR.good, COLOR.fair, COLOR.bad].map((text) => [text, COLOR.hero] as const),
  [COLOR.fair, COLOR.heroEnd],
  [COLOR.onBanner, COLOR.banner],
  [COLOR.onBannerButton, COLOR.bannerButton],
  ...AVATAR_COLORS.map((background) => ['#ffffff', background] as const),
];

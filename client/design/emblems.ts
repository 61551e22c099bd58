/** How emblems look: the colours of the liveries, and the motifs on a grid of 32 × 32 around (16, 16). */
import type { Livery, Motif } from '../../shared/emblem.ts';

export const LIVERY_COLORS: Readonly<Record<Livery, { readonly ground: string; readonly ink: string }>> = {
  sky: { ground: '#3bc4ff', ink: '#06263f' },
  orange: { ground: '#ff9f2e', ink: '#451c00' },
  lilac: { ground: '#c58bff', ink: '#2a0c52' },
  lime: { ground: '#b6f25c', ink: '#1c3600' },
  pink: { ground: '#ff86a5', ink: '#4d0622' },
  yellow: { ground: '#ffd84d', ink: '#453000' },
  mint: { ground: '#35e0bb', ink: '#00372e' },
  snow: { ground: '#e9edff', ink: '#26305a' },
  indigo: { ground: '#3f51d9', ink: '#e6eaff' },
  berry: { ground: '#a8205a', ink: '#ffd3e2' },
  pine: { ground: '#0d6b52', ink: '#b9ffe2' },
  violet: { ground: '#7430d8', ink: '#f0e2ff' },
  rust: { ground: '#b53c16', ink: '#ffe2cf' },
  navy: { ground: '#1d4da8', ink: '#c4e4ff' },
  slate: { ground: '#343f5f', ink: '#dfe6ff' },
  olive: { ground: '#6b5200', ink: '#ffeeb0' },
};

export const GRID = 32;

const disc = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

/** SVG paths, not turned, filled by the rule `evenodd`. What touches the rim runs over it and is cut off there. */
export const MOTIF_PATHS: Readonly<Record<Motif, string>> = {
  ring: disc(16, 16, 9.5) + disc(16, 16, 5),
  diamond: 'M16 5 27 16 16 27 5 16Z',
  stripes: 'M5 -1h5v34h-5ZM13.5 -1h5v34h-5ZM22 -1h5v34h-5Z',
  chevron: 'M16 8 27 19v7L16 15 5 26v-7Z',
  chevrons: 'M16 4.8 26 14.8v5L16 9.8 6 19.8v-5ZM16 13.8 26 23.8v5L16 18.8 6 28.8v-5Z',
  half: 'M-1 16h34v17h-34Z',
  corner: `${disc(10, 10, 4.4)}M16 16h17v17h-17Z`,
  plus: 'M12.9 5.4h6.2v7.5h7.5v6.2h-7.5v7.5h-6.2v-7.5h-7.5v-6.2h7.5Z',
  cross: 'M9.3 4.9 16 11.6 22.7 4.9 27.1 9.3 20.4 16 27.1 22.7 22.7 27.1 16 20.4 9.3 27.1 4.9 22.7 11.6 16 4.9 9.3Z',
  dots: disc(10.5, 10.5, 4.4) + disc(21.5, 10.5, 4.4) + disc(10.5, 21.5, 4.4) + disc(21.5, 21.5, 4.4),
  triangle: 'M16 5 26.6 23.6H5.4Z',
  star: 'M16 2.6Q17.4 14.6 29.4 16 17.4 17.4 16 29.4 14.6 17.4 2.6 16 14.6 14.6 16 2.6Z',
  gate: 'M-1 20.5H8.7V7.4H23.3V20.5H33V25.5H18.3V12.4H13.7V25.5H-1Z',
  spiral: 'M5.4 27V6.4H26V24H13V15.4H17V19.9H22V10.5H9.4V27Z',
  moon: 'M19.7 5.4A11 11 0 1 0 19.7 26.6 13.3 13.3 0 0 1 19.7 5.4Z',
  hexagon: 'M16 5 25.6 10.5V21.5L16 27 6.4 21.5V10.5Z',
  target: disc(16, 16, 11.8) + disc(16, 16, 8.1) + disc(16, 16, 4.4),
  chequers: 'M-1 -1h17v17h-17ZM16 16h17v17h-17Z',
  arrow: 'M16 4.6 27 16H20.5V27H11.5V16H5Z',
  hourglass: 'M6.6 6.6H25.4L16 16ZM16 16 25.4 25.4H6.6Z',
  leaf: 'M25.2 6.8C14 5.4 5.4 14 6.8 25.2 18 26.6 26.6 18 25.2 6.8Z',
  trefoil: disc(16, 9.6, 4.7) + disc(9.3, 20.6, 4.7) + disc(22.7, 20.6, 4.7),
  band: 'M-1 -1H20.5L-1 20.5ZM33 33H11.5L33 11.5Z',
  rainbow: disc(16, 30.6, 19.8) + disc(16, 30.6, 12.6) + disc(16, 30.6, 6.8),
};

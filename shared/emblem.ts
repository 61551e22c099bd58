/**
 * The picture of a player: a motif in a livery (a ground and an ink), turned by quarters. As one number: the place of the
 * livery, plus 16 times the place of the figure. A figure is a motif in one of its turns, without the turns that look
 * like an earlier one: so every number is another picture, and two pictures are equal if their numbers are. New figures
 * and new motifs come last, because the numbers are stored.
 */

/** Every motif, in order, with the number of pictures that quarter turns make of it. */
export const MOTIFS = {
  ring: 1,
  diamond: 1,
  stripes: 2,
  chevron: 4,
  chevrons: 4,
  half: 4,
  corner: 4,
  plus: 1,
  cross: 1,
  dots: 1,
  triangle: 4,
  star: 1,
  gate: 4,
  spiral: 4,
  moon: 4,
  hexagon: 2,
  target: 1,
  chequers: 2,
  arrow: 4,
  hourglass: 2,
  leaf: 2,
  trefoil: 4,
  band: 2,
  rainbow: 4,
} as const;
export type Motif = keyof typeof MOTIFS;

/** Dark ink on a light ground, then light ink on a dark one. */
export const LIVERIES = [
  'sky',
  'orange',
  'lilac',
  'lime',
  'pink',
  'yellow',
  'mint',
  'snow',
  'indigo',
  'berry',
  'pine',
  'violet',
  'rust',
  'navy',
  'slate',
  'olive',
] as const;
export type Livery = (typeof LIVERIES)[number];

/** `turn`: quarters, clockwise. */
export type EmblemParts = { readonly livery: Livery; readonly motif: Motif; readonly turn: number };
type Figure = { readonly motif: Motif; readonly turn: number };

const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];
const FIGURES: readonly Figure[] = MOTIF_NAMES.flatMap((motif) =>
  Array.from({ length: MOTIFS[motif] }, (_, turn) => ({ motif, turn })),
);
const FIRST_FIGURE = new Map(MOTIF_NAMES.map((motif) => [motif, FIGURES.findIndex((each) => each.motif === motif)]));

/** 63 figures in 16 liveries: 1,008. */
export const EMBLEMS = FIGURES.length * LIVERIES.length;

export const isEmblem = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < EMBLEMS;

/** Any whole `turn` will do. */
export function emblemOf({ livery, motif, turn }: EmblemParts): number {
  const looks = MOTIFS[motif];
  const figure = (FIRST_FIGURE.get(motif) as number) + (((turn % looks) + looks) % looks);
  return figure * LIVERIES.length + LIVERIES.indexOf(livery);
}

export function partsOf(emblem: number): EmblemParts {
  const { motif, turn } = FIGURES[Math.floor(emblem / LIVERIES.length)] as Figure;
  return { livery: LIVERIES[emblem % LIVERIES.length] as Livery, motif, turn };
}

/** Of somebody who has chosen none: always the same for an id. Each livery and each motif comes equally often. */
export function emblemFromId(id: string): number {
  const hash = hashOf(id);
  const pick = <T>(from: readonly T[], shift: number): T => from[(hash >>> shift) % from.length] as T;
  return emblemOf({ livery: pick(LIVERIES, 0), motif: pick(MOTIF_NAMES, 4), turn: hash >>> 30 });
}

/**
 * Side by side at one table: the second of two equals gets the next livery that nobody before it has. Null: unknown to the viewer, and
 * counts for nothing, so that a player who hides is not given away.
 */
export function emblemsAtTable<Known extends number | null>(emblems: readonly Known[]): Known[] {
  const taken = new Set<number>();
  return emblems.map((emblem) => {
    if (emblem === null) return emblem;
    let own: number = emblem;
    for (let i = 1; taken.has(own) && i < LIVERIES.length; i++) own = inNextLivery(own);
    taken.add(own);
    return own as Known;
  });
}

function inNextLivery(emblem: number): number {
  const livery = emblem % LIVERIES.length;
  return emblem - livery + ((livery + 1) % LIVERIES.length);
}

/** FNV-1a, its bits then mixed: the last letters of ids that count up change all of it. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

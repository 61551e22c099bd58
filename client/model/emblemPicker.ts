/** The choice of an emblem: what is tried out, and six suggestions. Pure; chance comes in as a function from 0 to 1. */
import { type EmblemParts, emblemOf, LIVERIES, MOTIFS, type Motif, partsOf } from '../../shared/emblem.ts';

const OFFERS = 6;
const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];

export class EmblemPicker {
  /** Tried out; undefined while nothing is chosen. */
  draft: number | undefined;
  offers: readonly number[] = [];

  open(now: number, random: () => number): void {
    this.draft = now;
    this.roll(random);
  }

  close(): void {
    this.draft = undefined;
  }

  /** Six that differ from each other and from the one that is tried out, in motif and in livery. */
  roll(random: () => number): void {
    const { motif, livery } = partsOf(this.draft ?? 0);
    const motifs = shuffled(MOTIF_NAMES, random).filter((each) => each !== motif);
    const liveries = shuffled(LIVERIES, random).filter((each) => each !== livery);
    this.offers = motifs.slice(0, OFFERS).flatMap((each, i) => {
      const own = liveries[i];
      return own ? emblemOf({ motif: each, livery: own, turn: Math.floor(random() * 4) }) : [];
    });
  }

  try(emblem: number): void {
    if (this.draft !== undefined) this.draft = emblem;
  }

  change(parts: Partial<EmblemParts>): void {
    if (this.draft !== undefined) this.draft = emblemOf({ ...partsOf(this.draft), ...parts });
  }

  /** By a quarter. */
  turn(): void {
    if (this.draft !== undefined) this.change({ turn: partsOf(this.draft).turn + 1 });
  }
}

/** How many looks quarter turns give it. */
export const looksOf = (emblem: number): number => MOTIFS[partsOf(emblem).motif];

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const all = [...values];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}

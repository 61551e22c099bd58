/** Picks the emblem that is drawn at each place. Pure. */

import { emblemFromId, emblemsAtTable } from '../../shared/emblem.ts';
import type { SeatRow } from '../../shared/matchProtocol.ts';

/** `emblem`: null of somebody who is not named to the viewer. */
export type Face = { readonly emblem: number | null; readonly isBot?: boolean };

/** Of everybody who plays together, in the order of their seats. */
export function seatFaces(seats: readonly Pick<SeatRow, 'emblem' | 'bot'>[]): Face[] {
  const emblems = emblemsAtTable(seats.map(({ emblem }) => emblem ?? null));
  return seats.map(({ bot }, i) => ({ emblem: emblems[i] ?? null, isBot: bot !== undefined }));
}

type Rows = { row(id: string): { emblem: number } | undefined };

/** Of somebody who may be in no list any more: of the lists, the first that knows them, or else the emblem of their id. */
export const emblemIn = (lists: readonly Rows[], id: string): number =>
  lists.map((list) => list.row(id)?.emblem).find((emblem) => emblem !== undefined) ?? emblemFromId(id);

/** Picks the emblem that is drawn at each place. Pure. */
import { emblemFromId, emblemsAtTable } from '../../shared/emblem.ts';
import type { SeatRow } from '../../shared/matchProtocol.ts';

/** `emblem`: null of somebody who is not named to the viewer. */
export type Face = { readonly emblem: number | null; readonly isBot?: boolean };

/** Of everybody at a table, by seat. A bot has the emblem of its name. */
export function seatFaces(seats: readonly Pick<SeatRow, 'id' | 'name' | 'bot'>[]): Face[] {
  const emblems = emblemsAtTable(seats.map(({ id, name, bot }) => emblemOfSeat(bot === undefined ? id : name)));
  return seats.map(({ bot }, i) => ({ emblem: emblems[i] ?? null, isBot: bot !== undefined }));
}

const emblemOfSeat = (key: string | null | undefined): number | null => (key ? emblemFromId(key) : null);

/** A place in a list of players: the sort key of the last row, opaque to clients. It holds although the row is gone. */
import { z } from 'zod';
import type { Ranked } from '../../../shared/rosterOrder.ts';
import { STATUSES, type Status } from '../../../shared/status.ts';
import { fromCursorText, toCursorText } from './cursorText.ts';

/** `cursor` from the page before; `q`: part of a name; `limit` rows at most. */
export type PageQuery = {
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
  status?: Status | undefined;
};

const Key = z.tuple([z.enum(STATUSES as [Status, ...Status[]]), z.number(), z.string().max(64), z.string().max(64)]);

export const writeCursor = (row: Ranked): string => toCursorText([row.status, row.rating ?? 0, row.name, row.id]);

/** Undefined for anything that is not a cursor. */
export function readCursor(cursor: string): Ranked | undefined {
  const key = Key.safeParse(fromCursorText(cursor));
  if (!key.success) return undefined;
  const [status, rating, name, id] = key.data;
  return { status, rating, name, id };
}

/** The opaque place in a list of players: the sort key of the last row, so that it holds although that row is gone. */
import { z } from 'zod';
import { STATUSES, type Status } from '../../shared/protocol.ts';
import type { Ranked } from '../../shared/rosterOrder.ts';

/** `cursor` from the page before; `q`: part of a name; `limit` rows at most. */
export type PageQuery = {
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
  status?: Status | undefined;
};

const Key = z.tuple([z.enum(STATUSES as [Status, ...Status[]]), z.number(), z.string().max(64), z.string().max(64)]);

export const writeCursor = (row: Ranked): string =>
  btoa(encodeURIComponent(JSON.stringify([row.status, row.rating ?? 0, row.name, row.id]))).replace(
    /[+/=]/g,
    (sign) => URL_SAFE[sign] ?? '',
  );

const URL_SAFE: Record<string, string> = { '+': '-', '/': '_', '=': '' };

/** Undefined for anything that is not a cursor. */
export function readCursor(cursor: string): Ranked | undefined {
  try {
    const [status, rating, name, id] = Key.parse(
      JSON.parse(decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))),
    );
    return { status, rating, name, id };
  } catch {
    return undefined;
  }
}

/** The parameters that choose a page of a list, and the refusal that says what a parameter takes. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PAGE_MAX } from '../../shared/limits.ts';
import { toCursorText } from '../domain/roster/cursorText.ts';
import { refuse } from './refusal.ts';

const PAGE_DEFAULT = 50;

export const PAGE = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= PAGE_MAX)
    .default(PAGE_DEFAULT),
  cursor: z.string().max(1024).optional(),
};
export const PAGE_TAKES = {
  limit: `a whole number from 1 to ${PAGE_MAX}`,
  cursor: 'the nextCursor of the page before',
};

/** `rows`: up to one more than `limit`, if there are more. `keyOf`: what the next page begins behind. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => unknown) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { page, nextCursor: last ? toCursorText(keyOf(last)) : null };
}

/** Undefined where it was refused. `takes`: what each parameter takes, for the refusal. */
export function queryOf<Schema extends z.ZodType>(
  req: Request,
  res: Response,
  schema: Schema,
  takes: Readonly<Record<string, string>>,
): z.output<Schema> | undefined {
  const query = schema.safeParse(req.query);
  if (query.success) return query.data;
  const name = String(query.error.issues[0]?.path[0]);
  refuse(res, 'request/invalid', Object.hasOwn(takes, name) ? `${name} takes ${takes[name]}.` : undefined);
  return undefined;
}

/** What operators look up at /api/admin: reports, bans, orders and players, latest first, page by page. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { asPlayerId } from '../../shared/ids.ts';
import { NAME_MAX_BYTES } from '../../shared/limits.ts';
import { nameKeyOf } from '../domain/names/nameKey.ts';
import { banFacts } from '../domain/operators/why.ts';
import { fromCursorText } from '../domain/roster/cursorText.ts';
import { PAGE, PAGE_TAKES, pageOf, queryOf } from '../http/pageParameters.ts';
import { askStore } from '../http/playerStore.ts';
import type { Site } from '../http/site.ts';

/** PostgreSQL refuses a text with a NUL in it. */
const Text = z.string().refine((text) => !text.includes('\0'));
const Id = Text.max(64).transform(asPlayerId);
const At = z.int();
const secondsOf = (at: number): number => Math.floor(at / 1000);
const secondsOrNull = (at: number | null): number | null => (at === null ? null : secondsOf(at));

const send = (res: Response, body: object): void => void res.set('Cache-Control', 'no-store').json(body);

const Page = z.object(PAGE);
const ReportKey = z.tuple([At, Id, Id]);

/** A name is null where the player was pruned. */
export async function reports(req: Request, res: Response, { metrics, store }: Site): Promise<void> {
  const query = queryOf(req, res, Page, PAGE_TAKES);
  if (!query) return;
  const [at, reporter, player] = ReportKey.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = at === undefined || !reporter || !player ? undefined : { at, reporter, player };
  const rows = await askStore(metrics, () => store.reports.latest(query.limit + 1, before));
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.at, row.reporter, row.player]);
  send(res, {
    reports: page.map((row) => ({
      player: { id: row.player, name: row.playerName ?? null },
      reporter: { id: row.reporter, name: row.reporterName ?? null },
      reason: row.reason,
      text: row.text,
      atS: secondsOf(row.at),
      evidence: row.evidence,
    })),
    nextCursor,
  });
}

const BanKey = z.tuple([At, Id]);

export async function bans(req: Request, res: Response, { clock, metrics, store }: Site): Promise<void> {
  const query = queryOf(req, res, Page, PAGE_TAKES);
  if (!query) return;
  const [at, player] = BanKey.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = at === undefined || !player ? undefined : { at, player };
  const rows = await askStore(metrics, () => store.bans.latest(query.limit + 1, clock.wall(), before));
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.at, row.player]);
  const list = page.map((row) => ({ player: { id: row.player, name: row.name ?? null }, ...banFacts(row) }));
  send(res, { bans: list, nextCursor });
}

const OrdersOf = z.object({ ...PAGE, playerId: Id.optional() });
const OrderKey = z.tuple([At, Text.max(64)]);

export async function orders(req: Request, res: Response, { metrics, store }: Site): Promise<void> {
  const query = queryOf(req, res, OrdersOf, { ...PAGE_TAKES, playerId: 'the id of a player' });
  if (!query) return;
  const [at, id] = OrderKey.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = at === undefined || id === undefined ? undefined : { at, id };
  const asked = { limit: query.limit + 1, player: query.playerId, before };
  const rows = await askStore(metrics, () => store.orders.latest(asked));
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.at, row.id]);
  send(res, {
    orders: page.map(({ name, player, playerName, operator, reason, details, at }) => ({
      order: name,
      player: player && { id: player, name: playerName ?? null },
      ...{ operator, reason, details, atS: secondsOf(at) },
    })),
    nextCursor,
  });
}

const Q = z.string().max(NAME_MAX_BYTES * 4);
const PlayersQuery = z.object({ ...PAGE, q: Q.default('') });
const PlayerKey = z.tuple([At, Id]);

/** All players, hidden, offline and banned ones too. `q`: something of the name, or the id. */
export async function players(req: Request, res: Response, { lobby, metrics, store }: Site): Promise<void> {
  const query = queryOf(req, res, PlayersQuery, { ...PAGE_TAKES, q: 'something of a name, or an id' });
  if (!query) return;
  const [lastActiveAt, lastId] = PlayerKey.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = lastActiveAt === undefined || !lastId ? undefined : { lastActiveAt, id: lastId };
  const nameKey = nameKeyOf(query.q.normalize('NFKC'));
  // Nothing but signs: no name has that key.
  const isEmpty = query.q !== '' && nameKey === '';
  const asked = { id: query.q, nameKey: isEmpty ? query.q : nameKey, limit: query.limit + 1, before };
  const rows = await askStore(metrics, () => store.players.search(asked));
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.lastActiveAt, row.id]);
  send(res, {
    players: page.map((row) => ({
      ...{ id: row.id, name: row.name, visibility: row.visibility },
      // As the player sees themself; null offline.
      status: lobby.find(row.id, row.id)?.status ?? null,
      lastActiveAtS: secondsOf(row.lastActiveAt),
      createdAtS: secondsOf(row.createdAt),
      bannedAtS: secondsOrNull(row.bannedAt),
      bannedUntilS: secondsOrNull(row.bannedUntil),
      mutedUntilS: secondsOrNull(row.mutedUntil),
      kickedUntilS: secondsOrNull(row.kickedUntil),
    })),
    nextCursor,
  });
}

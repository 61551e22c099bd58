/**
 * The published view of the cluster's players, in a row for each audience: everybody, friends, and the player. Those who
 * hide are shown as if they left (domain/presence/fading.ts). Pure; `now` is monotonic ms. Publishing twice yields
 * nothing the second time. An event costs O(log n); only a search walks all players.
 */
import type { PlayerId, ShardId } from '../../../shared/ids.ts';
import { LAST_ACTIVE_STEP_S } from '../../../shared/limits.ts';
import { isSameRow, type PlayerRow, traitsOf } from '../../../shared/playerRow.ts';
import type { PlayersPage } from '../../../shared/protocol.ts';
import { compareRows, foldName } from '../../../shared/rosterOrder.ts';
import { SortedList } from '../../../shared/sortedList.ts';
import { noneOfEach, type Status } from '../../../shared/status.ts';
import type { PlayerView } from '../cluster/playerView.ts';
import { Fading } from '../presence/fading.ts';
import { isShownTo } from '../presence/visibility.ts';
import { type PageQuery, readCursor, writeCursor } from './cursor.ts';

/** A row enters or changes in a shard's state, or leaves it. */
export type RosterChange =
  | { type: 'put'; shard: ShardId; row: PlayerRow & { id: PlayerId } }
  | { type: 'remove'; shard: ShardId; id: PlayerId };

type Row = PlayerRow & { id: PlayerId };
/** What everybody is shown, in these shards, and what the friends `seenBy` are. */
type PublicFace = { row: Row; shards: ReadonlySet<ShardId> };
type FriendsFace = { row: Row; seenBy: readonly PlayerId[] };
/** `own`: as the player is; undefined where they have left. */
type Published = { own: Row | undefined; everybody: PublicFace | undefined; friends: FriendsFace | undefined };

export class Roster {
  readonly #everybody: Fading<PublicFace>;
  readonly #friends: Fading<FriendsFace>;
  readonly #published = new Map<PlayerId, Published>();
  readonly #order = new SortedList<Row>(compareRows);
  /** By viewer: the players of whom the viewer is shown what only friends are. */
  readonly #seenOnlyBy = new Map<PlayerId, Set<PlayerId>>();
  /** Names as a search compares them. Folded once for each row: a search looks at all of them. */
  readonly #folded = new WeakMap<Row, string>();
  readonly #counts = noneOfEach();

  constructor(timing: { leaveDampingMs: number; stallMs: number }, now: number) {
    this.#everybody = new Fading(timing, now);
    this.#friends = new Fading(timing, now);
  }

  /** Players whom everybody is shown. */
  get online(): number {
    return this.#order.size;
  }

  get counts(): Readonly<Record<Status, number>> {
    return this.#counts;
  }

  /** Brings the player's rows up to date. The last input is shown in 30 s steps. */
  publish(view: PlayerView, now: number): RosterChange[] {
    const { id, status, lastActiveAtS, shards, seenBy } = view;
    const before = this.#published.get(id)?.own;
    const shownS = before && isWithinStep(before.lastActiveAtS, lastActiveAtS) ? before.lastActiveAtS : lastActiveAtS;
    const row: Row = { ...traitsOf(view), id, status, lastActiveAtS: shownS, shard: shards[0] ?? '' };
    if (isShownTo.everybody(view.visibility)) this.#everybody.show(id, { row, shards: new Set(shards) });
    else this.#everybody.hide(id, now);
    if (isShownTo.friends(view.visibility)) this.#friends.show(id, { row, seenBy });
    else this.#friends.hide(id, now);
    return this.#replace(id, row);
  }

  /** The player has left. */
  retract(id: PlayerId): RosterChange[] {
    this.#everybody.leave(id);
    this.#friends.leave(id);
    return this.#replace(id, undefined);
  }

  /** Takes the players away who hid a while ago. Costs what it takes: one look where there is nobody. */
  sweep(now: number): { id: PlayerId; changes: RosterChange[] }[] {
    const over = new Set([...this.#everybody.sweep(now), ...this.#friends.sweep(now)]);
    return [...over].map((id) => ({ id, changes: this.#replace(id, this.#published.get(id)?.own) }));
  }

  *rowsOf(shard: ShardId): Generator<Row> {
    for (const { everybody } of this.#published.values()) if (everybody?.shards.has(shard)) yield everybody.row;
  }

  /** What `viewer` is shown of the player; undefined where that is nothing. */
  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    const found = this.#published.get(id);
    if (viewer === id) return found?.own;
    if (viewer !== undefined && found?.friends?.seenBy.includes(viewer)) return found.friends.row;
    return found?.everybody?.row;
  }

  /**
   * A page in the order of shared/rosterOrder.ts, friends that only some see among the rest, without `blockers`; a viewer
   * that not everybody sees is first on their own first page. O(page + friends + blockers); a search walks the visible
   * players once.
   */
  page(query: PageQuery, viewer?: PlayerId, blockers: ReadonlySet<PlayerId> = NOBODY): PlayersPage {
    const needle = foldName(query.q ?? '');
    const isFound = (row: Row) =>
      (!query.status || row.status === query.status) && (needle === '' || this.#foldedOf(row).includes(needle));
    const matches = (row: Row) => !blockers.has(row.id) && isFound(row);
    const own = this.#ownRow(viewer);
    const hidden = own.filter(matches);
    const seenAsFriend = this.#seenAsFriend(viewer);
    const friends = seenAsFriend.filter(matches).toSorted(compareRows);
    const otherwise = new Set([...own, ...seenAsFriend].map(({ id }) => id));
    const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const after = cursor ? friends.filter((row) => compareRows(row, cursor) > 0) : friends;
    const players: Row[] = cursor ? [] : [...hidden];
    let hasMore = false;
    for (const row of merged(without(otherwise, this.#order.after(cursor as Row | undefined)), after)) {
      if (!matches(row)) continue;
      if (players.length === query.limit) {
        hasMore = true;
        break;
      }
      players.push(row);
    }
    const last = players.at(-1);
    const leftOut = this.#countOf(new Set([...blockers, ...otherwise]), isFound);
    const others = this.#countMatches(query.status, needle, isFound) - leftOut;
    return {
      players,
      total: hidden.length + friends.length + others,
      nextCursor: hasMore && last ? writeCursor(last) : null,
    };
  }

  #countMatches(status: Status | undefined, needle: string, matches: (row: Row) => boolean): number {
    if (needle === '') return status ? this.#counts[status] : this.#order.size;
    return this.#order.slice(0, this.#order.size).filter(matches).length;
  }

  /** Of these, the visible ones that match. */
  #countOf(ids: ReadonlySet<PlayerId>, matches: (row: Row) => boolean): number {
    return [...ids].flatMap((id) => this.#published.get(id)?.everybody?.row ?? []).filter(matches).length;
  }

  #foldedOf(row: Row): string {
    const known = this.#folded.get(row);
    if (known !== undefined) return known;
    const folded = foldName(row.name);
    this.#folded.set(row, folded);
    return folded;
  }

  /** The viewer's own row where others are not shown it: of a viewer who hides. */
  #ownRow(viewer: PlayerId | undefined): Row[] {
    const { own, everybody } = (viewer !== undefined && this.#published.get(viewer)) || {};
    return own && own !== everybody?.row ? [own] : [];
  }

  #seenAsFriend(viewer: PlayerId | undefined): Row[] {
    const ids = viewer === undefined ? undefined : this.#seenOnlyBy.get(viewer);
    return [...(ids ?? [])].flatMap((id) => this.#published.get(id)?.friends?.row ?? []);
  }

  #setSeenBy(id: PlayerId, before: readonly PlayerId[], after: readonly PlayerId[]): void {
    if (before === after) return;
    for (const viewer of before) {
      const seen = this.#seenOnlyBy.get(viewer);
      seen?.delete(id);
      if (seen?.size === 0) this.#seenOnlyBy.delete(viewer);
    }
    for (const viewer of after) this.#seenOnlyBy.set(viewer, (this.#seenOnlyBy.get(viewer) ?? new Set()).add(id));
  }

  /** `own`: the player's row as they are now; those of the others follow from what fades. */
  #replace(id: PlayerId, own: Row | undefined): RosterChange[] {
    const before = this.#published.get(id);
    const after = this.#faces(id, own, before);
    if (after.own || after.everybody || after.friends) this.#published.set(id, after);
    else this.#published.delete(id);
    this.#setSeenBy(id, before?.friends?.seenBy ?? [], after.friends?.seenBy ?? []);
    const [rowBefore, rowAfter] = [before?.everybody?.row, after.everybody?.row];
    if (rowBefore !== rowAfter) {
      if (rowBefore) this.#order.delete(rowBefore);
      if (rowBefore) this.#counts[rowBefore.status] -= 1;
      if (rowAfter) this.#order.add(rowAfter);
      if (rowAfter) this.#counts[rowAfter.status] += 1;
    }
    return [...changesBetween(id, before?.everybody, after.everybody)];
  }

  /** A row that says the same as before is the one from before: nothing is sorted or sent again for it. */
  #faces(id: PlayerId, own: Row | undefined, before: Published | undefined): Published {
    const kept = (row: Row) =>
      [before?.everybody?.row, before?.own].find((known) => known && isSameRow(known, row)) ?? row;
    const [everybody, friends] = [this.#everybody.faceOf(id), this.#friends.faceOf(id)];
    return {
      own: own && kept(own),
      everybody: everybody && { ...everybody, row: kept(everybody.row) },
      friends: friends && { ...friends, row: kept(friends.row) },
    };
  }
}

function* changesBetween(
  id: PlayerId,
  before: PublicFace | undefined,
  after: PublicFace | undefined,
): Generator<RosterChange> {
  const [shownBefore, shownAfter] = [before?.shards ?? NONE, after?.shards ?? NONE];
  for (const shard of shownBefore) if (!shownAfter.has(shard)) yield { type: 'remove', shard, id };
  for (const shard of shownAfter)
    if (after && (after.row !== before?.row || !shownBefore.has(shard))) yield { type: 'put', shard, row: after.row };
}

const NONE: ReadonlySet<ShardId> = new Set();
const NOBODY: ReadonlySet<PlayerId> = new Set();

function* without(ids: ReadonlySet<string>, rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) if (!ids.has(row.id)) yield row;
}

/** Both in the order of the roster; so is the result. */
function* merged(all: Iterable<Row>, few: readonly Row[]): Generator<Row> {
  let at = 0;
  for (const row of all) {
    for (let next = few[at]; next && compareRows(next, row) < 0; next = few[++at]) yield next;
    yield row;
  }
  yield* few.slice(at);
}

const isWithinStep = (shownS: number, actualS: number): boolean => Math.abs(actualS - shownS) < LAST_ACTIVE_STEP_S;

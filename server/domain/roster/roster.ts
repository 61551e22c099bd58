/**
 * The published view of the cluster's players: rows, by the one rule of visibility. Pure. Publishing twice yields
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
import { canSee, isPublic } from '../presence/visibility.ts';
import { type PageQuery, readCursor, writeCursor } from './cursor.ts';

/** A row enters or changes in a shard's state, or leaves it. */
export type RosterChange =
  | { type: 'put'; shard: ShardId; row: PlayerRow & { id: PlayerId } }
  | { type: 'remove'; shard: ShardId; id: PlayerId };

type Row = PlayerRow & { id: PlayerId };
/** `seenBy`: the other players who see the player, unless everybody does. */
type Published = { row: Row; shards: Set<ShardId>; isPublic: boolean; seenBy: readonly PlayerId[] };

export class Roster {
  readonly #published = new Map<PlayerId, Published>();
  readonly #order = new SortedList<Row>(compareRows);
  /** By viewer: the players whom the viewer sees and not everybody does. */
  readonly #seenOnlyBy = new Map<PlayerId, Set<PlayerId>>();
  /** Names as a search compares them. Folded once for each row: a search looks at all of them. */
  readonly #folded = new WeakMap<Row, string>();
  readonly #counts = noneOfEach();

  /** Players whom everybody may see. */
  get online(): number {
    return this.#order.size;
  }

  get counts(): Readonly<Record<Status, number>> {
    return this.#counts;
  }

  /** Brings the player's row up to date. The last input is shown in 30 s steps. */
  publish(view: PlayerView): RosterChange[] {
    const { id, status, lastActiveAtS, shards } = view;
    const before = this.#published.get(id);
    const shownS =
      before && isWithinStep(before.row.lastActiveAtS, lastActiveAtS) ? before.row.lastActiveAtS : lastActiveAtS;
    const row: Row = { ...traitsOf(view), id, status, lastActiveAtS: shownS, shard: shards[0] ?? '' };
    return this.#replace(id, before, { row, shards: new Set(shards), isPublic: isPublic(view), seenBy: view.seenBy });
  }

  retract(id: PlayerId): RosterChange[] {
    return this.#replace(id, this.#published.get(id), undefined);
  }

  *rowsOf(shard: ShardId): Generator<Row> {
    for (const { row, shards, isPublic: shown } of this.#published.values()) if (shown && shards.has(shard)) yield row;
  }

  /** Undefined where the player is not here, or hidden from `viewer`. */
  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    const found = this.#published.get(id);
    return found && this.#isSeen(found, viewer) ? found.row : undefined;
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
    const own = viewer && this.#published.get(viewer);
    const hidden = own && !own.isPublic && matches(own.row) ? [own.row] : [];
    const friends = this.#friendsSeenBy(viewer).filter(matches).toSorted(compareRows);
    const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const after = cursor ? friends.filter((row) => compareRows(row, cursor) > 0) : friends;
    const players: Row[] = cursor ? [] : [...hidden];
    let hasMore = false;
    for (const row of merged(this.#order.after(cursor as Row | undefined), after)) {
      if (!matches(row)) continue;
      if (players.length === query.limit) {
        hasMore = true;
        break;
      }
      players.push(row);
    }
    const last = players.at(-1);
    return {
      players,
      total:
        hidden.length +
        friends.length +
        this.#countMatches(query.status, needle, isFound) -
        this.#countOf(blockers, isFound),
      nextCursor: hasMore && last ? writeCursor(last) : null,
    };
  }

  #countMatches(status: Status | undefined, needle: string, matches: (row: Row) => boolean): number {
    if (needle === '') return status ? this.#counts[status] : this.#order.size;
    return this.#order.slice(0, this.#order.size).filter(matches).length;
  }

  /** Of these, the visible ones that match. */
  #countOf(ids: ReadonlySet<PlayerId>, matches: (row: Row) => boolean): number {
    const rows = [...ids].map((id) => this.#published.get(id));
    return rows.filter((published) => published?.isPublic && matches(published.row)).length;
  }

  #foldedOf(row: Row): string {
    const known = this.#folded.get(row);
    if (known !== undefined) return known;
    const folded = foldName(row.name);
    this.#folded.set(row, folded);
    return folded;
  }

  #isSeen(published: Published, viewer: PlayerId | undefined): boolean {
    const { row, isPublic: isShown, seenBy: friends } = published;
    return canSee(viewer, { id: row.id, visibility: isShown ? 'everyone' : 'friends', friends });
  }

  #friendsSeenBy(viewer: PlayerId | undefined): Row[] {
    const ids = viewer === undefined ? undefined : this.#seenOnlyBy.get(viewer);
    return [...(ids ?? [])].flatMap((id) => this.#published.get(id)?.row ?? []);
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

  #replace(id: PlayerId, before: Published | undefined, after: Published | undefined): RosterChange[] {
    if (after) this.#published.set(id, after);
    else this.#published.delete(id);
    this.#setSeenBy(id, before?.seenBy ?? [], after?.seenBy ?? []);
    const isSame = before && after && isSameRow(before.row, after.row);
    if (before?.isPublic && !(isSame && after.isPublic)) {
      this.#order.delete(before.row);
      this.#counts[before.row.status] -= 1;
    }
    if (after?.isPublic && !(isSame && before.isPublic)) {
      this.#order.add(after.row);
      this.#counts[after.row.status] += 1;
    } else if (isSame && after) after.row = before.row;
    return [...changesBetween(id, before, after)];
  }
}

function* changesBetween(
  id: PlayerId,
  before: Published | undefined,
  after: Published | undefined,
): Generator<RosterChange> {
  const shownBefore = before?.isPublic ? before.shards : NONE;
  const shownAfter = after?.isPublic ? after.shards : NONE;
  for (const shard of shownBefore) if (!shownAfter.has(shard)) yield { type: 'remove', shard, id };
  if (!after) return;
  const isSame = before && isSameRow(before.row, after.row);
  for (const shard of shownAfter) {
    if (!isSame || !shownBefore.has(shard)) yield { type: 'put', shard, row: after.row };
  }
}

const NONE: ReadonlySet<ShardId> = new Set();
const NOBODY: ReadonlySet<PlayerId> = new Set();

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

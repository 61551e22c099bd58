/** The rows on the screen as pooled nodes, by id: a row keeps its texture while it glides, fades in and fades out. */
import type { RosterRow } from '../net/events.ts';
import type { Rect } from './canvas.ts';
import { paintRow, type RowLook, rowKey } from './rowPainter.ts';
import type { Node, Paint, Stage } from './stage.ts';
import { MOTION_MS } from './tokens.ts';

/** `y`: in the list's content, from the top of its first row. */
export type PlacedRow = { row: RosterRow; look: RowLook; y: number };
export type Window = { list: Rect; row: number; scroll: number };
type Shown = { node: Node; placed: PlacedRow; fromY: number; movedAt: number; bornAt: number; goneAt: number };

export class RowNodes {
  /** Something still glides or fades: update again at the next tick. */
  isMoving = false;
  readonly #stage: Stage;
  readonly #shown = new Map<string, Shown>();
  readonly #free: Node[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** `isAnimated`: changes since last time glide and fade; else they are there at once. */
  update(rows: readonly PlacedRow[], window: Window, nowS: number | undefined, now: number, isAnimated: boolean): void {
    this.isMoving = false;
    const motionMs = isAnimated ? MOTION_MS : 0;
    const ids = new Set(rows.map(({ row }) => row.id));
    for (const placed of rows) this.#enter(placed, now, motionMs);
    for (const [id, shown] of this.#shown) {
      if (!ids.has(id)) shown.goneAt = Math.min(shown.goneAt, now);
      if (now - shown.goneAt >= motionMs) this.#release(id, shown);
      else this.#draw(shown, window, nowS, now);
    }
  }

  hide(): void {
    for (const [id, shown] of this.#shown) this.#release(id, shown);
  }

  /** The id under a point of the content, as it is drawn at this moment. */
  idAt(y: number, row: number, now: number): string | undefined {
    for (const [id, shown] of this.#shown) {
      const top = glided(shown, now);
      if (shown.goneAt === Number.POSITIVE_INFINITY && y >= top && y < top + row) return id;
    }
    return undefined;
  }

  #enter(placed: PlacedRow, now: number, motionMs: number): void {
    const known = this.#shown.get(placed.row.id);
    if (!known) {
      const node = this.#free.pop() ?? this.#stage.node(11);
      const bornAt = motionMs > 0 ? now : Number.NEGATIVE_INFINITY;
      const at = { fromY: placed.y, movedAt: Number.NEGATIVE_INFINITY, goneAt: Number.POSITIVE_INFINITY };
      this.#shown.set(placed.row.id, { node, placed, bornAt, ...at });
      return;
    }
    if (known.placed.y !== placed.y) {
      known.fromY = glided(known, now);
      known.movedAt = motionMs > 0 ? now : Number.NEGATIVE_INFINITY;
    }
    known.placed = placed;
    known.goneAt = Number.POSITIVE_INFINITY;
  }

  #draw(shown: Shown, { list, row, scroll }: Window, nowS: number | undefined, now: number): void {
    const { node, placed } = shown;
    const rect = { x: list.x, y: list.y + glided(shown, now) - scroll, width: list.width, height: row };
    const paint: Paint = (g, size) => paintRow(g, size, placed.row, placed.look, nowS);
    node.show(rect, rowKey(placed.row, placed.look, nowS), paint, list);
    const alpha = Math.min(share(shown.bornAt, now), 1 - share(shown.goneAt, now));
    node.setAlpha(alpha);
    if (alpha < 1 || share(shown.movedAt, now) < 1) this.isMoving = true;
  }

  #release(id: string, { node }: Shown): void {
    this.#shown.delete(id);
    node.hide();
    this.#free.push(node);
  }
}

/** How much of a motion that began at `at` is done, 0 to 1. */
const share = (at: number, now: number): number => Math.min(1, Math.max(0, (now - at) / MOTION_MS));

function glided({ placed, fromY, movedAt }: Shown, now: number): number {
  const rest = 1 - share(movedAt, now);
  return placed.y + (fromY - placed.y) * rest * rest;
}

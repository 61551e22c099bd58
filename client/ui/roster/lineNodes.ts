/** The visible lines as pooled nodes, by id: a line keeps its texture while it glides, fades in and fades out. */
import type { Rect } from '../../design/canvas.ts';
import { MOTION_MS } from '../../design/tokens.ts';
import type { Node, Paint, Stage } from '../kit/stage.ts';

/** `y`: in the list's content, from its top. `key`: lines with the same key look the same. */
export type PlacedLine = { id: string; y: number; height: number; key: string; paint: Paint };
type Window = { list: Rect; scroll: number };
type ShownLine = { node: Node; placed: PlacedLine; fromY: number; movedAt: number; bornAt: number; goneAt: number };

export class LineNodes {
  /** Something still glides or fades: update again at the next tick. */
  isMoving = false;
  readonly #stage: Stage;
  readonly #depth: number;
  readonly #shown = new Map<string, ShownLine>();
  readonly #free: Node[] = [];

  constructor(stage: Stage, depth: number) {
    this.#stage = stage;
    this.#depth = depth;
  }

  /** `isAnimated`: changes since last time glide and fade; else they are there at once. */
  update(lines: readonly PlacedLine[], window: Window, now: number, isAnimated: boolean): void {
    this.isMoving = false;
    const motionMs = isAnimated ? MOTION_MS : 0;
    const ids = new Set(lines.map(({ id }) => id));
    const passing = motionMs > 0 ? this.#passing(lines) : NONE;
    for (const placed of lines) this.#enter(placed, now, motionMs, passing.has(placed.id));
    for (const [id, shown] of this.#shown) {
      if (!ids.has(id)) shown.goneAt = Math.min(shown.goneAt, now);
      if (now - shown.goneAt >= motionMs) this.#release(id, shown);
      else this.#draw(shown, window, now);
    }
  }

  hide(): void {
    for (const [id, shown] of this.#shown) this.#release(id, shown);
  }

  /** The id under a point of the content, as it is drawn at this moment. */
  idAt(y: number, now: number): string | undefined {
    for (const [id, shown] of this.#shown) {
      const top = glided(shown, now);
      if (shown.goneAt === Number.POSITIVE_INFINITY && y >= top && y < top + shown.placed.height) return id;
    }
    return undefined;
  }

  /** Lines that would pass others on their way: they fade in at their new place instead. */
  #passing(lines: readonly PlacedLine[]): ReadonlySet<string> {
    const before = lines.flatMap(({ id, y }) => {
      const known = this.#shown.get(id);
      return known ? [{ id, from: known.placed.y, y }] : [];
    });
    return passingOf(before);
  }

  #enter(placed: PlacedLine, now: number, motionMs: number, isPassing: boolean): void {
    const known = this.#shown.get(placed.id);
    if (!known) {
      const node = this.#free.pop() ?? this.#stage.node(this.#depth);
      const bornAt = motionMs > 0 ? now : Number.NEGATIVE_INFINITY;
      const at = { fromY: placed.y, movedAt: Number.NEGATIVE_INFINITY, goneAt: Number.POSITIVE_INFINITY };
      this.#shown.set(placed.id, { node, placed, bornAt, ...at });
      return;
    }
    if (isPassing) {
      Object.assign(known, { fromY: placed.y, movedAt: Number.NEGATIVE_INFINITY, bornAt: now });
    } else if (known.placed.y !== placed.y) {
      known.fromY = glided(known, now);
      known.movedAt = motionMs > 0 ? now : Number.NEGATIVE_INFINITY;
    }
    known.placed = placed;
    known.goneAt = Number.POSITIVE_INFINITY;
  }

  #draw(shown: ShownLine, { list, scroll }: Window, now: number): void {
    const { node, placed } = shown;
    const y = list.y + glided(shown, now) - scroll;
    node.show({ x: list.x, y, width: list.width, height: placed.height }, placed.key, placed.paint, list);
    const alpha = Math.min(share(shown.bornAt, now), 1 - share(shown.goneAt, now));
    node.setAlpha(alpha * footShare(y + placed.height - list.y - list.height, placed.height));
    if (alpha < 1 || share(shown.movedAt, now) < 1) this.isMoving = true;
  }

  #release(id: string, { node }: ShownLine): void {
    this.#shown.delete(id);
    node.hide();
    this.#free.push(node);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Of lines with their places before and after, as few as possible without which the rest keeps its order. */
export function passingOf(lines: readonly { id: string; from: number; y: number }[]): ReadonlySet<string> {
  const passing = new Set<string>();
  for (;;) {
    const rest = lines.filter(({ id }) => !passing.has(id));
    const crossings = rest.map((a) => rest.filter((b) => (a.from - b.from) * (a.y - b.y) < 0).length);
    const most = Math.max(0, ...crossings);
    if (most === 0) return passing;
    passing.add(rest[crossings.indexOf(most)]?.id ?? '');
  }
}

/** A line that is cut at the list's foot fades with what is cut of it. `cut`: px below the foot. */
const footShare = (cut: number, height: number): number => 1 - Math.min(1, Math.max(0, (1.5 * cut) / height));

/** How much of a motion that began at `at` is done, 0 to 1. */
const share = (at: number, now: number): number => Math.min(1, Math.max(0, (now - at) / MOTION_MS));

function glided({ placed, fromY, movedAt }: ShownLine, now: number): number {
  const rest = 1 - share(movedAt, now);
  return placed.y + (fromY - placed.y) * rest * rest;
}

/** Draws the arena: floor, walls, trails, heads and sparks. */
import type { GameObjects, Scene } from 'phaser';
import { type Turn, UP } from '../../../shared/games/cycles/arena.ts';
import { type Canvas, drawText, fillRound, type Size, textWidth } from '../../design/canvas.ts';
import type { Face } from '../../model/faces.ts';
import { toneOf } from '../../presentation/cycles/tones.ts';
import type { Node, Stage } from '../../ui/kit/stage.ts';
import { type Board, onScreen, type Point, seenTurn } from './board.ts';
import { FLOOR_EDGE, type HeadKind, paintFloor, paintHead } from './floorPainter.ts';
import type { RaceView } from './race.ts';
import { SettledTrails } from './settledTrails.ts';
import { SPARKS_MS, sparksAt } from './sparks.ts';
import { drawAim, drawSparks, drawTrail, drawWalls } from './trailPainter.ts';

/** Ticks at the start of a race during which names are shown beside the heads. */
const NAMED_TICKS = 24;
const TAG = { width: 132, height: 24 };
/** Maximum share of a small board's width, so that two names fit side by side. */
const TAG_PART = 0.45;

/** `emblem`: null where the viewer is told none. `rating`: '' where there is none to show. */
export type Player = Face & { readonly name: string; readonly isOwn: boolean; readonly rating: string };
type Crash = { at: Point; seat: number; since: number };

export class ArenaView {
  readonly #stage: Stage;
  readonly #floor: Node;
  readonly #settled: SettledTrails;
  readonly #walls: GameObjects.Graphics;
  readonly #trails: GameObjects.Graphics;
  readonly #sparks: GameObjects.Graphics;
  readonly #heads: Node[] = [];
  readonly #tags: Node[] = [];
  #crashes: Crash[] = [];
  #drawn = '';

  constructor(scene: Scene, stage: Stage) {
    this.#stage = stage;
    this.#floor = stage.node(0);
    this.#settled = new SettledTrails(scene, 1);
    this.#trails = scene.add.graphics().setDepth(1);
    // Walls cover the trails inside them.
    this.#walls = scene.add.graphics().setDepth(2);
    this.#sparks = scene.add.graphics().setDepth(4);
  }

  /** `now`: monotonic ms. */
  crash(seat: number, at: Point, now: number): void {
    this.#crashes.push({ seat, at, since: now });
  }

  update(view: RaceView, board: Board, players: readonly Player[], now: number): void {
    const { x, y, width, height } = board;
    const edge = FLOOR_EDGE;
    const floor = { x: x - edge, y: y - edge, width: width + 2 * edge, height: height + 2 * edge };
    this.#floor.show(floor, `floor ${board.cell}`, (g, size) => paintFloor(g, size, board));
    const isNamed = view.stage === 'countdown' || (view.stage === 'racing' && view.tick < NAMED_TICKS);
    for (const [seat, { line, dir, isOut }] of view.riders.entries()) {
      const head = onScreen(board, line.at(-1) ?? { x: 0, y: 0 });
      const player = players[seat] ?? { name: '', isOwn: false, emblem: null, rating: '' };
      this.#showHead(seat, head, board, isOut ? 'wreck' : player.isOwn ? 'own' : 'other', player.emblem);
      this.#showTag(seat, isNamed && !isOut ? head : undefined, seenTurn(board, dir), board, player);
    }
    this.#drawTrails(view, board);
    this.#drawSparks(board, now);
  }

  #showHead(seat: number, at: Point, { cell }: Board, kind: HeadKind, emblem: number | null): void {
    this.#heads[seat] ??= this.#stage.node(3);
    const size = Math.max(30, Math.round(cell * 3.2));
    const rect = { x: at.x - size / 2, y: at.y - size / 2, width: size, height: size };
    this.#heads[seat].show(rect, `${kind} ${emblem}`, (g, square) => paintHead(g, square, seat, kind, emblem));
  }

  /** Places the name away from where the head goes. */
  #showTag(seat: number, at: Point | undefined, seen: Turn, board: Board, { name, isOwn }: Player): void {
    this.#tags[seat] ??= this.#stage.node(5);
    if (!at || name === '') return this.#tags[seat].hide();
    const away = Math.max(18, board.cell * 1.9);
    const y = seen === UP ? at.y + away : at.y - away - TAG.height;
    const width = Math.min(TAG.width, board.width * TAG_PART);
    const x = Math.min(board.x + board.width - width, Math.max(board.x, at.x - width / 2));
    this.#tags[seat].show({ x, y, width, height: TAG.height }, `${name} ${isOwn}`, (g, size) =>
      paintTag(g, size, name, seat),
    );
  }

  #drawTrails(view: RaceView, board: Board): void {
    const lines = view.riders.map(({ line, isOut, dir }) => `${line.length} ${placeKey(line.at(-1))} ${dir} ${isOut}`);
    // The next ring approaches with each tick, so the walls change too.
    const key = `${view.stage} ${view.ring} ${Math.floor(view.tick * 2)} ${lines} ${JSON.stringify(board)} ${this.#stage.generation}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#stage.isDirty = true;
    this.#walls.clear();
    this.#trails.clear();
    drawWalls(this.#walls, board, view);
    this.#settled.update(view.riders, board, this.#stage);
    for (const [seat, { line, settled, isOut, dir }] of view.riders.entries()) {
      drawTrail(this.#trails, board, line, { seat, isOut, first: Math.max(1, settled) });
      const head = line.at(-1);
      if (view.stage === 'countdown' && head) drawAim(this.#trails, board, head, dir, seat);
    }
  }

  #drawSparks(board: Board, now: number): void {
    if (this.#crashes.length === 0) return;
    this.#stage.isDirty = true;
    this.#sparks.clear();
    this.#crashes = this.#crashes.filter(({ since }) => now - since < SPARKS_MS);
    for (const { at, seat, since } of this.#crashes)
      drawSparks(this.#sparks, board, at, seat, sparksAt(now - since, Math.round(since) + seat));
  }
}

const placeKey = (point: Point | undefined): string => (point ? `${point.x.toFixed(2)} ${point.y.toFixed(2)}` : '');

function paintTag(g: Canvas, size: Size, name: string, seat: number): void {
  const width = Math.min(size.width, textWidth(g, name, 'smallStrong') + 16);
  const box = { x: (size.width - width) / 2, y: 2, width, height: size.height - 4 };
  fillRound(g, box, 7, '#080d1cd0');
  drawText(g, name, size.width / 2, size.height / 2, {
    type: 'smallStrong',
    color: toneOf(seat).color,
    align: 'center',
    width: size.width - 12,
  });
}

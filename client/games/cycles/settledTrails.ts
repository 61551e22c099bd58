/** Draws the final part of each trail once into a shared texture: late in a round, trails have thousands of bars. */
import type { GameObjects, Scene } from 'phaser';
import type { Stage } from '../../ui/kit/stage.ts';
import type { Board } from './board.ts';
import type { RiderView } from './race.ts';
import { drawTrail } from './trailPainter.ts';

/** Margin around the board in cells, for the glow of trails at its edge. */
const EDGE = 1;

export class SettledTrails {
  readonly #layer: GameObjects.RenderTexture;
  readonly #brush: GameObjects.Graphics;
  /** Number of drawn points, by seat. */
  #drawn: number[] = [];
  #key = '';

  constructor(scene: Scene, depth: number) {
    this.#layer = scene.add.renderTexture(0, 0, 2, 2).setOrigin(0, 0).setDepth(depth);
    this.#brush = scene.make.graphics({}, false);
    scene.sys.events.once('destroy', () => {
      this.#brush.destroy();
      this.#layer.destroy();
    });
  }

  update(riders: readonly RiderView[], board: Board, { dpr, generation }: Pick<Stage, 'dpr' | 'generation'>): void {
    const isOut = riders.map((rider) => rider.isOut);
    const key = JSON.stringify([board, dpr, generation, isOut]);
    const isNew = key !== this.#key || riders.some(({ settled }, seat) => settled < (this.#drawn[seat] ?? 0));
    if (isNew) {
      this.#key = key;
      this.#begin(board, dpr);
    }
    const grown = riders.map((rider, seat) => this.#grow(rider, seat, board));
    if (!isNew && !grown.includes(true)) return;
    this.#layer.draw(this.#brush);
    this.#layer.render();
    this.#brush.clear();
  }

  #begin({ x, y, width, height, cell }: Board, dpr: number): void {
    const edge = EDGE * cell;
    const [across, down] = [Math.ceil((width + 2 * edge) * dpr), Math.ceil((height + 2 * edge) * dpr)];
    if (this.#layer.width !== across || this.#layer.height !== down) this.#layer.resize(across, down, false);
    this.#layer
      .setOrigin(0, 0)
      .setPosition(x - edge, y - edge)
      .setScale(1 / dpr);
    this.#layer.clear();
    this.#brush.setScale(dpr).setPosition((edge - x) * dpr, (edge - y) * dpr);
    this.#drawn = [];
  }

  /** Returns whether it drew anything new. */
  #grow({ line, settled, isOut }: RiderView, seat: number, board: Board): boolean {
    const from = this.#drawn[seat] ?? 0;
    if (settled <= from) return false;
    this.#drawn[seat] = settled;
    drawTrail(this.#brush, board, line, { seat, isOut, first: Math.max(1, from), until: settled });
    return true;
  }
}

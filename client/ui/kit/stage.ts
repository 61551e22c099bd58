/**
 * Phaser as this kit uses it: everything on the screen is an Image with a CanvasTexture, painted again only when its
 * content changes. Works alike on WebGL and Canvas: no NineSlice, no tint, no mask.
 */
import type { GameObjects, Scene, Textures } from 'phaser';
import { begin, type Canvas, type Rect, type Size } from '../../design/canvas.ts';
import { MOTION_MS, SLIDE } from '../../design/tokens.ts';
import { type Transition, transitionAt } from './depths.ts';

/** What a control needs of its screen. `root`: the DOM layer. `wake`: asks for an update. `now`: monotonic ms. */
export type KitContext = { stage: Stage; root: HTMLElement; wake: () => void; now: () => number };
export type Paint = (g: Canvas, size: Size) => void;

export class Stage {
  readonly scene: Scene;
  dpr: number;
  /** In right-to-left languages, where x runs from the right: the width of the screen in CSS px. */
  mirroredIn: number | undefined;
  /** Something visible changed since the last frame. */
  isDirty = true;
  /** Goes up when fonts arrive or the density changes, so that everything is painted again. */
  generation = 0;
  /** Nodes appear and vanish without motion: on a game's stage, and with reduced motion. */
  isStill = true;
  /** Monotonic ms of this tick. */
  now = 0;
  readonly #nodes = new Set<Node>();
  readonly #moving = new Set<Node>();
  readonly #steps = new Set<(now: number) => void>();
  /** Counts the nodes of all stages: textures belong to the `Phaser.Game`, so each needs a name of its own there. */
  static #made = 0;

  constructor(scene: Scene, dpr: number) {
    this.scene = scene;
    this.dpr = dpr;
  }

  /** A new node, removed with its scene. Higher depths cover lower ones. */
  node(depth: number, transition: Transition = transitionAt(depth)): Node {
    if (this.#nodes.size === 0) this.scene.sys.events.once('destroy', () => this.clear());
    Stage.#made += 1;
    const node = new Node(this, `node-${Stage.#made}`, depth, transition);
    this.#nodes.add(node);
    return node;
  }

  clear(): void {
    for (const node of [...this.#nodes]) node.remove();
  }

  forget(node: Node): void {
    this.#nodes.delete(node);
    this.#moving.delete(node);
  }

  /** Call once a tick. */
  step(now: number): void {
    this.now = now;
    for (const node of this.#moving) if (node.step(now)) this.#moving.delete(node);
    for (const step of this.#steps) step(now);
  }

  /** For what moves between two updates of the screen: called each tick until `until` is aborted. */
  onStep(step: (now: number) => void, until: AbortSignal): void {
    this.#steps.add(step);
    until.addEventListener('abort', () => this.#steps.delete(step));
  }

  /** Starts stepping the node if it is to move; false: it appears or vanishes at once. */
  moves(node: Node, transition: Transition): boolean {
    const isSoft = transition === 'soft' || (transition === 'withOthers' && this.#moving.size > 0);
    if (this.isStill || !isSoft) return false;
    this.#moving.add(node);
    return true;
  }

  /** Call after an update of the whole screen: hides the nodes that it did not show. */
  sweep(): void {
    for (const node of this.#nodes) node.sweep();
  }

  repaintAll(): void {
    this.generation += 1;
    this.isDirty = true;
  }

  /** The rectangle's left edge on the screen, mirrored or not. */
  leftOf({ x, width }: Rect): number {
    return this.mirroredIn === undefined ? x : this.mirroredIn - x - width;
  }

  /** To the nearest device pixel, so that text is sharp. */
  snap(value: number): number {
    return Math.round(value * this.dpr) / this.dpr;
  }
}

export class Node {
  readonly #stage: Stage;
  readonly #name: string;
  readonly #depth: number;
  readonly #transition: Transition;
  #motion: { isLeaving: boolean; sinceAt: number } | undefined;
  #at = { x: 0, y: 0, isInCorner: false };
  #texture: Textures.CanvasTexture | undefined;
  #image: GameObjects.Image | undefined;
  #key: string | undefined;
  /** Of the last painting: its size and what it was painted for. */
  #ground: string | undefined;
  #isShown = false;
  /** Called by each sweep whose update did not show the node. */
  onSwept = () => {};

  constructor(stage: Stage, name: string, depth: number, transition: Transition) {
    this.#stage = stage;
    this.#name = name;
    this.#depth = depth;
    this.#transition = transition;
  }

  /**
   * Shows `paint` at `rect` (CSS px); paints only when `key`, the size, density or generation differs from last time.
   * `clip`: what is above its top or below its bottom is cut off. `changed`: what may differ from the last painting, if
   * its size is the same; left out: everything.
   */
  show(rect: Rect | undefined, key: string, paint: Paint, clip?: Rect, changed?: readonly Rect[]): void {
    if (!rect) return this.hide();
    this.#isShown = true;
    const stage = this.#stage;
    const width = Math.max(1, Math.ceil(rect.width * stage.dpr));
    const height = Math.max(1, Math.ceil(rect.height * stage.dpr));
    const x = stage.snap(stage.leftOf(rect));
    const y = stage.snap(rect.y);
    const from = clip ? Math.max(0, Math.round((clip.y - y) * stage.dpr)) : 0;
    const to = clip ? Math.min(height, Math.round((clip.y + clip.height - y) * stage.dpr)) : height;
    if (to <= from) return this.hide();
    const image = this.#made(width, height);
    const ground = `${width}×${height} ${stage.dpr} ${stage.generation}`;
    const fullKey = `${ground} ${key}`;
    if (fullKey !== this.#key) {
      this.#key = fullKey;
      this.#paint(width, height, rect, paint, ground === this.#ground ? changed : undefined);
      this.#ground = ground;
    }
    const isUncropped = from === 0 && to === height;
    if (isUncropped && image.isCropped) image.setCrop();
    else if (!isUncropped) image.setCrop(0, from, width, to - from);
    // What starts in the corner, like a scrim, covers the screen and does not slide.
    this.#at = { x, y, isInCorner: rect.x === 0 && rect.y === 0 };
    if (!image.visible || this.#motion?.isLeaving) this.#enter(image);
    this.#position(image);
  }

  hide(): void {
    const image = this.#image;
    if (!image?.visible || this.#motion?.isLeaving) return;
    if (this.#stage.moves(this, this.#transition)) this.#motion = { isLeaving: true, sinceAt: this.#stage.now };
    else this.#hideImage(image);
  }

  sweep(): void {
    if (!this.#isShown) {
      this.hide();
      this.onSwept();
    }
    this.#isShown = false;
  }

  /** True at the end of its motion. */
  step(now: number): boolean {
    const image = this.#image;
    if (!image || !this.#motion) return true;
    const { isLeaving, sinceAt } = this.#motion;
    const share = Math.min(1, (now - sinceAt) / MOTION_MS);
    image.setAlpha(isLeaving ? 1 - share : share);
    this.#stage.isDirty = true;
    if (share === 1) this.#motion = undefined;
    if (share === 1 && isLeaving) this.#hideImage(image);
    else this.#position(image);
    return share === 1;
  }

  #enter(image: GameObjects.Image): void {
    const { now } = this.#stage;
    const isSoft = this.#stage.moves(this, this.#transition);
    this.#motion = isSoft ? { isLeaving: false, sinceAt: now } : undefined;
    if (isSoft) image.setAlpha(0);
    image.setVisible(true);
    this.#stage.isDirty = true;
  }

  #hideImage(image: GameObjects.Image): void {
    this.#motion = undefined;
    image.setVisible(false);
    if (this.#transition !== 'atOnce') image.setAlpha(1);
    this.#stage.isDirty = true;
  }

  #position(image: GameObjects.Image): void {
    const { x, y, isInCorner } = this.#at;
    const rest = this.#motion && !this.#motion.isLeaving && !isInCorner ? 1 - image.alpha : 0;
    const below = this.#stage.snap(SLIDE * rest * rest);
    if (image.x === x && image.y === y + below) return;
    image.setPosition(x, y + below);
    this.#stage.isDirty = true;
  }

  /** Unlike `hide`, it also destroys the image and its texture. */
  remove(): void {
    this.#stage.forget(this);
    if (!this.#image) return;
    this.#image.destroy();
    this.#stage.scene.textures.remove(this.#name);
    this.#image = undefined;
    this.#texture = undefined;
    this.#key = undefined;
    this.#ground = undefined;
    this.#stage.isDirty = true;
  }

  setAlpha(alpha: number): void {
    if (!this.#image || this.#image.alpha === alpha) return;
    this.#image.setAlpha(alpha);
    this.#stage.isDirty = true;
  }

  #made(width: number, height: number): GameObjects.Image {
    if (this.#image) return this.#image;
    const { scene } = this.#stage;
    const texture = scene.textures.createCanvas(this.#name, width, height);
    if (!texture) throw new Error(`texture ${this.#name} exists`);
    this.#texture = texture;
    this.#image = scene.add.image(0, 0, this.#name).setOrigin(0, 0).setDepth(this.#depth).setVisible(false);
    return this.#image;
  }

  #paint(width: number, height: number, size: Size, paint: Paint, changed?: readonly Rect[]): void {
    const texture = this.#texture as Textures.CanvasTexture;
    const image = this.#image as GameObjects.Image;
    const { dpr } = this.#stage;
    if (!changed) {
      texture.setSize(width, height);
      image
        .setScale(1 / dpr)
        .setSizeToFrame()
        .setOrigin(0, 0);
    }
    const g = texture.getContext();
    g.save();
    g.setTransform(1, 0, 0, 1, 0, 0);
    if (!changed) g.clearRect(0, 0, width, height);
    begin(g, dpr, size.width, this.#stage.mirroredIn !== undefined);
    if (changed) clipTo(g, changed);
    paint(g, { width: size.width, height: size.height });
    g.restore();
    texture.refresh();
    this.#stage.isDirty = true;
  }
}

/** Clears these parts, and lets nothing be painted beside them. */
function clipTo(g: Canvas, parts: readonly Rect[]): void {
  g.beginPath();
  for (const { x, y, width, height } of parts) {
    g.clearRect(x, y, width, height);
    g.rect(x, y, width, height);
  }
  g.clip();
}

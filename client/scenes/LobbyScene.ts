/** The lobby on Phaser: a stage for the screen, drawn on demand. Timers, title and presence live outside its loop. */
import { Scene } from 'phaser';
import { isStill } from '../design/motion.ts';
import { LANGUAGE_SELECT } from '../ui/kit/select.ts';
import { Stage } from '../ui/kit/stage.ts';
import type { WindowSize } from '../ui/layout/windowSize.ts';
import { Screen } from '../ui/screen.ts';
import type { ScreenContext } from '../ui/screenContext.ts';

type Parts = Omit<ScreenContext, 'wake' | 'until' | 'stage'>;

export class LobbyScene extends Scene {
  readonly #parts: Parts;
  readonly #size: () => WindowSize;
  readonly #onFirstFrame: () => void;
  #dpr: number;
  #stage: Stage | undefined;
  #screen: Screen | undefined;
  #hasDrawn = false;

  /** `size`: of the window, in CSS px. `onFirstFrame`: the canvas shows the lobby; the first paint may go. */
  constructor(parts: Parts, size: () => WindowSize, dpr: number, onFirstFrame: () => void) {
    super('lobby');
    this.#parts = parts;
    this.#size = size;
    this.#dpr = dpr;
    this.#onFirstFrame = onFirstFrame;
  }

  create(): void {
    this.#stage = new Stage(this, this.#dpr);
    this.#screen = new Screen({ ...this.#parts, stage: this.#stage });
    this.fit(this.#dpr);
    document.fonts.addEventListener('loadingdone', () => this.#repaint());
    this.game.renderer.on('restorewebgl', () => this.#repaint());
  }

  /** The language changed: the screen is made anew. The focus stays on the control that changed it. */
  renew(): void {
    if (!this.#stage || !this.#screen) return;
    const hadFocus = document.activeElement?.id === LANGUAGE_SELECT;
    const { view } = this.#screen;
    this.#screen.close();
    this.#screen = new Screen({ ...this.#parts, stage: this.#stage }, view);
    this.update();
    if (hadFocus) document.getElementById(LANGUAGE_SELECT)?.focus();
  }

  fit(dpr: number): void {
    this.#dpr = dpr;
    if (!this.#stage) return;
    this.#stage.dpr = dpr;
    this.cameras.main.setOrigin(0, 0).setZoom(dpr);
    this.#repaint();
  }

  override update(): void {
    if (!this.#stage) return;
    const size = this.#size();
    this.#stage.mirroredIn = this.#parts.language.direction === 'rtl' ? size.width : undefined;
    this.#stage.isStill = isStill();
    this.#screen?.update(size);
  }

  /** Must this tick draw? Asked once a tick, after the update. */
  takeDirty(): boolean {
    const stage = this.#stage;
    if (!stage?.isDirty) return false;
    stage.isDirty = false;
    if (!this.#hasDrawn) {
      this.#hasDrawn = true;
      requestAnimationFrame(() => this.#onFirstFrame());
    }
    return true;
  }

  /** Something that was under it is gone. */
  redraw(): void {
    if (this.#stage) this.#stage.isDirty = true;
  }

  #repaint(): void {
    this.#stage?.repaintAll();
    this.#screen?.wake();
  }
}

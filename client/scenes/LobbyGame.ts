/** Phaser, drawing on demand: every tick updates, only a tick in which something visible changed draws. */
import { AUTO, CANVAS, Game, Scale, Scenes } from 'phaser';
import type { Rect } from '../design/canvas.ts';
import { COLOR } from '../design/tokens.ts';
import type { GameScene } from '../games/game.ts';
import { windowSize } from '../ui/layout/windowSize.ts';
import type { LobbyScene } from './LobbyScene.ts';
import { isSoftware, webglRenderer } from './renderer.ts';

/** Beyond it nobody sees a difference, and the canvas of a phone gets too large. */
const DPR_MAX = 3;
export const deviceDpr = (): number => Math.min(DPR_MAX, window.devicePixelRatio || 1);

const MATCH = 'match';

export class LobbyGame extends Game {
  readonly lobby: LobbyScene;
  /** For measurements. */
  readonly drawn = { frames: 0 };
  #dpr = deviceDpr();
  #match: GameScene | undefined;
  #isShown = true;

  constructor(parent: HTMLElement, lobby: LobbyScene) {
    const dpr = deviceDpr();
    const { width, height } = windowSize();
    const renderer = webglRenderer();
    super({
      type: renderer === undefined || isSoftware(renderer) ? CANVAS : AUTO,
      parent,
      width: Math.round(width * dpr),
      height: Math.round(height * dpr),
      backgroundColor: COLOR.page,
      banner: false,
      autoFocus: false,
      audio: { noAudio: true },
      input: { keyboard: false, mouse: false, touch: false, gamepad: false },
      scale: { mode: Scale.NONE, zoom: 1 / dpr },
      render: { antialias: true, powerPreference: 'low-power' },
      scene: lobby,
    });
    this.lobby = lobby;
  }

  /** While it is not, nothing runs, however late Phaser starts. */
  set isShown(isShown: boolean) {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    if (isShown) this.loop.wake();
  }

  fit(): void {
    const dpr = deviceDpr();
    this.#dpr = dpr;
    const { width, height } = windowSize();
    this.scale.resize(Math.round(width * dpr), Math.round(height * dpr));
    // Afterwards: at a zoom of 1, `resize` leaves the size in the canvas's style to it.
    this.scale.setZoom(1 / dpr);
    this.lobby.fit(dpr);
    if (this.#match?.sys.isActive()) this.#match.fit(dpr);
  }

  recolour(): void {
    const page = Number.parseInt(COLOR.page.slice(1), 16);
    this.config.backgroundColor.setTo(page >> 16, (page >> 8) & 0xff, page & 0xff);
    this.fit();
  }

  /** Under the lobby's scene, which is the frame around it. One at a time. */
  showMatch(scene: GameScene): void {
    this.hideMatch();
    this.#match = scene;
    // Phaser takes the scene's own key before the one that it is given, an empty one too.
    scene.sys.settings.key = MATCH;
    this.scene.add(MATCH, scene, true);
    this.scene.sendToBack(MATCH);
    if (scene.sys.isActive()) scene.fit(this.#dpr);
    else scene.sys.events.once(Scenes.Events.CREATE, () => scene.fit(this.#dpr));
  }

  plateOf(seat: number): Rect | undefined {
    return this.#match?.sys.isActive() ? this.#match.plateOf?.(seat) : undefined;
  }

  hideMatch(): void {
    if (!this.#match) return;
    this.#match = undefined;
    this.scene.remove(MATCH);
    this.lobby.redraw();
  }

  /** Phaser's own step, with the drawing half left out where nothing changed. */
  override step(time: number, delta: number): void {
    // Put to sleep here: Phaser starts its loop some time after it was made.
    if (!this.#isShown) return this.loop.sleep();
    // A window that is dragged to another monitor says so by nothing else.
    if (this.lobby && deviceDpr() !== this.#dpr) this.fit();
    super.headlessStep(time, delta);
    // Both are asked: each counts from then on.
    const isLobbyDirty = this.lobby?.takeDirty() ?? false;
    const isMatchDirty = this.#match?.sys.isActive() === true && this.#match.takeDirty();
    if (this.isPaused || !(isLobbyDirty || isMatchDirty)) return;
    this.drawn.frames += 1;
    this.renderer.preRender();
    this.scene.render(this.renderer);
    this.renderer.postRender();
  }
}

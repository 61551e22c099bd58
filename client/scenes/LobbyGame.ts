/** Phaser, drawing on demand: every tick updates, only a tick in which something visible changed draws. */
import { AUTO, CANVAS, Game, Scale } from 'phaser';
import { COLOR } from '../ui/tokens.ts';
import type { LobbyScene } from './LobbyScene.ts';
import { isSoftware, webglRenderer } from './renderer.ts';

/** Beyond it nobody sees a difference, and the canvas of a phone gets too large. */
const DPR_MAX = 3;
export const deviceDpr = (): number => Math.min(DPR_MAX, window.devicePixelRatio || 1);

export class LobbyGame extends Game {
  readonly lobby: LobbyScene;
  /** For whoever measures. */
  readonly drawn = { frames: 0 };
  #dpr = deviceDpr();

  constructor(parent: HTMLElement, lobby: LobbyScene) {
    const dpr = deviceDpr();
    const renderer = webglRenderer();
    super({
      type: renderer === undefined || isSoftware(renderer) ? CANVAS : AUTO,
      parent,
      width: Math.round(window.innerWidth * dpr),
      height: Math.round(window.innerHeight * dpr),
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

  /** The window's size or density changed. */
  fit(): void {
    const dpr = deviceDpr();
    this.#dpr = dpr;
    this.scale.setZoom(1 / dpr);
    this.scale.resize(Math.round(window.innerWidth * dpr), Math.round(window.innerHeight * dpr));
    this.lobby.fit(dpr);
  }

  /** Phaser's own step, with the drawing half left out where nothing changed. */
  override step(time: number, delta: number): void {
    // A window that is dragged to another monitor says so by nothing else.
    if (this.lobby && deviceDpr() !== this.#dpr) this.fit();
    super.headlessStep(time, delta);
    if (this.isPaused || !this.lobby?.takeDirty()) return;
    this.drawn.frames += 1;
    this.renderer.preRender();
    this.scene.render(this.renderer);
    this.renderer.postRender();
  }
}

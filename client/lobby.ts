/** The lobby on the page: model, screen and page signals around one client. Loads Phaser. */
import { Actions, type LobbyCommands } from './actions/actions.ts';
import type { GameHost } from './actions/matchSession.ts';
import type { PlayPage } from './actions/playActions.ts';
import type { Mute } from './alerts/mute.ts';
import type { PageLanguage } from './i18n/language.ts';
import { text } from './i18n/text.ts';
import type { LobbyModel } from './model/lobbyModel.ts';
import type { BackStack } from './page/BackStack.ts';
import type { ListChoices } from './page/listChoices.ts';
import type { PageSettings } from './page/settings.ts';
import type { PageTheme } from './page/theme.ts';
import { deviceDpr, LobbyGame } from './scenes/LobbyGame.ts';
import { LobbyScene } from './scenes/LobbyScene.ts';
import { SceneHost } from './scenes/SceneHost.ts';
import { windowSize } from './ui/layout/windowSize.ts';

export type LobbyParts = {
  commands: LobbyCommands;
  model: LobbyModel;
  stage: HTMLElement;
  controls: HTMLElement;
  now: () => number;
  language: PageLanguage;
  theme: PageTheme;
  choices: ListChoices;
  mute: Mute;
  settings: PageSettings;
  back: BackStack;
  onFirstFrame: () => void;
  page: Omit<PlayPage, 'showGameAgain' | 'plateOf'>;
};

/** Takes over the screen once the fonts are there: text that is painted twice would flicker. */
export async function openLobby(parts: LobbyParts): Promise<{ game: LobbyGame; actions: Actions; host: GameHost }> {
  const { commands, model, stage, controls, now, language, theme, choices, mute, settings, back, onFirstFrame } = parts;
  await Promise.all(['400', '600', '700'].map((weight) => document.fonts.load(`${weight} 16px 'Inter Variable'`)));
  await document.fonts.ready;
  const page: PlayPage = {
    ...parts.page,
    showGameAgain: () => host.showAgain(),
    plateOf: (seat) => host.plateOf(seat),
  };
  const actions = new Actions(commands, page, model, now);
  const scene = new LobbyScene(
    { model, actions, root: controls, now, language, theme, choices, mute, settings, back },
    windowSize,
    deviceDpr(),
    onFirstFrame,
  );
  const game = new LobbyGame(stage, scene);
  const host = new SceneHost(game, model, controls, { now, mute });
  language.onChange(() => {
    scene.renew();
    host.showAgain();
  });
  theme.onChange(() => game.recolour());
  document.addEventListener('visibilitychange', () => {
    const isShown = document.visibilityState === 'visible';
    actions.social.pageShown(isShown);
    actions.tiles.pageShown(isShown);
  });
  window.addEventListener('resize', () => game.fit());
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const) {
    window.addEventListener(type, () => actions.stay(), { passive: true, capture: true });
  }
  controls.setAttribute('aria-label', text('app.name'));
  return { game, actions, host };
}

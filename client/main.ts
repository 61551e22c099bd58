/**
 * The page: paints what HTTP knows at once, then loads the lobby's client and the scene. If the scene cannot be loaded,
 * the first paint stays and goes on showing the list.
 */
import type { Bootstrap } from '../shared/protocol.ts';
import { FirstPaint } from './firstPaint.ts';
import { PageLanguage } from './i18n/language.ts';
import { text } from './i18n/text.ts';
import { LobbyModel } from './model/lobbyModel.ts';
import { ListChoices } from './page/listChoices.ts';
import { PLAIN_HASH } from './page/plainLink.ts';
import { browserTheme } from './page/theme.ts';

/** Longest wait of the first paint for the list and the font: one complete painting stands sooner than two. */
const COMPLETE_WITHIN_MS = 60;
/** Longest wait until the first paint is seen. */
const FRAME_WITHIN_MS = 100;

const now = (): number => performance.now();
const reload = (): void => location.reload();
const wait = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));

const model = new LobbyModel(now());
const language = new PageLanguage({
  storage: () => window.localStorage,
  wanted: navigator.languages,
  root: document.documentElement,
});
const choices = new ListChoices(() => window.localStorage, model);
const theme = browserTheme();
theme.start();
// Neither may stop the start: the socket brings the list too, and another font stands in.
const list = adoptBootstrap().catch(() => {});
const font = document.fonts.load("600 16px 'Inter Variable'").catch(() => {});
await language.start();
const firstPaint = new FirstPaint(document.getElementById('shell') as HTMLElement, model, now);

async function adoptBootstrap(): Promise<void> {
  const response = await fetch('api/bootstrap');
  if (response.ok) model.adopt((await response.json()) as Bootstrap, now());
}

async function paintFirst(): Promise<void> {
  const isComplete = await Promise.race([
    Promise.all([list, font]).then(() => true),
    wait(COMPLETE_WITHIN_MS).then(() => false),
  ]);
  firstPaint.paint();
  if (!isComplete) for (const late of [list, font]) void late.then(() => firstPaint.paint());
  // A hidden page has no frames.
  await Promise.race([new Promise(requestAnimationFrame), wait(FRAME_WITHIN_MS)]);
  await wait(0);
}

await paintFirst();
theme.onChange(() => firstPaint.paint());
const loadScene = () => import('./lobby.ts');
const scene = choices.isPlain || location.hash === PLAIN_HASH ? undefined : loadScene();
scene?.catch(() => {});
import('./enterLobby.ts')
  .then(({ enterLobby }) =>
    enterLobby({
      model,
      language,
      choices,
      theme,
      firstPaint,
      now,
      wait,
      reload,
      scene: () => scene ?? loadScene(),
    }),
  )
  .catch((error: unknown) => {
    firstPaint.showFailure(text('app.notLoaded'), text('app.reload'), reload);
    throw error;
  });

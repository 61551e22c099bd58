/**
 * The page: paints what HTTP knows at once, then loads the lobby's client and the scene. If the scene cannot be loaded,
 * the first paint stays and goes on showing the list.
 */
import type { Bootstrap } from '../shared/protocol.ts';
import { setText } from './a11y/overlay.ts';
import { MatchSession } from './actions/matchSession.ts';
import { BrowserBell } from './alerts/browserBell.ts';
import { MatchAlert } from './alerts/matchAlert.ts';
import { MessageAlert } from './alerts/messageAlert.ts';
import { browserMute } from './alerts/mute.ts';
import { FirstPaint } from './firstPaint.ts';
import { PageLanguage } from './i18n/language.ts';
import { text } from './i18n/text.ts';
import { LobbyModel } from './model/lobbyModel.ts';
import type { Timer } from './net/timers.ts';
import { browserBack } from './page/BackStack.ts';
import { keepFromComposing } from './page/composition.ts';
import { type DeepLink, hashOf } from './page/deepLink.ts';
import { LinkEntry } from './page/linkEntry.ts';
import { ListChoices } from './page/listChoices.ts';
import { tabMatch } from './page/matchStore.ts';
import { SearchTab, tabSearch } from './page/searchTab.ts';
import { browserSession } from './page/sessionStore.ts';
import { tabLocks } from './page/tabLock.ts';
import { browserTheme } from './page/theme.ts';
import { browserTitle, keepTitle } from './page/title.ts';
import { PLAIN_HASH, ViewSwitch } from './viewSwitch.ts';

/** Longest wait of the first paint for the list and the font: one complete painting stands sooner than two. */
const COMPLETE_WITHIN_MS = 60;
/** Longest wait until the first paint is seen. */
const FRAME_WITHIN_MS = 100;

const now = (): number => performance.now();
const timers = {
  setTimeout: (callback: () => void, ms: number) => window.setTimeout(callback, ms),
  clearTimeout: (timer: Timer | undefined) => window.clearTimeout(timer as number),
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));
const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const model = new LobbyModel(now());
const language = new PageLanguage({
  storage: () => window.localStorage,
  wanted: navigator.languages,
  root: document.documentElement,
});
const choices = new ListChoices(() => window.localStorage, model);
const theme = browserTheme();
const mute = browserMute();
theme.start();
keepFromComposing(window);
// Neither may stop the start: the socket brings the list too, and another font stands in.
const list = adoptBootstrap().catch(() => {});
const font = document.fonts.load("600 16px 'Inter Variable'").catch(() => {});
await language.start();
const firstPaint = new FirstPaint(element('shell'), model, now);
keepTitle(model, now, browserTitle(), setInterval);

const back = browserBack();
const showAddress = (link?: DeepLink): void => back.showHash(link ? hashOf(link) : '');

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

async function enterLobby(): Promise<void> {
  const [{ LobbyClient }, { listenToPage }] = await Promise.all([
    import('./net/LobbyClient.ts'),
    import('./page/page.ts'),
  ]);
  const client = new LobbyClient({
    endpoint: new URL('.', location.href).href,
    session: browserSession(),
    now,
    timers,
    random: Math.random,
  });
  const bell = new BrowserBell(mute);
  const alert = new MatchAlert({
    bell,
    model,
    now,
    setTimeout: (callback, ms) => window.setTimeout(callback, ms),
    clearTimeout: (timer) => window.clearTimeout(timer),
  });
  new MessageAlert(bell, model, now);
  const session = new MatchSession({
    client,
    model,
    store: tabMatch(),
    locks: tabLocks(navigator.locks),
    now,
    isVisible: () => document.visibilityState === 'visible',
    wait,
    showAddress,
  });
  const search = new SearchTab({
    model,
    locks: tabLocks(navigator.locks),
    store: tabSearch(),
  });
  const entry = new LinkEntry(model, location.hash);
  client.subscribe((event) => {
    model.apply(event, now());
    search.handle(event);
    alert.handle(event);
    session.handle(event);
    entry.handle(event);
  });
  model.subscribe(() => firstPaint.paintSoon());
  window.addEventListener('hashchange', () => entry.hashChanged(location.hash));
  listenToPage(client, now);
  client.start();
  void session.resume();
  const parts = {
    commands: client,
    model,
    language,
    theme,
    choices,
    mute,
    back,
    stage: element('stage'),
    controls: element('controls'),
    now,
    page: { session, search, bell },
  };
  const views = new ViewSwitch(
    {
      ...parts,
      scene: () => scene ?? loadScene(),
      plain: () => import('./plain/plainView.ts'),
      root: element('plain'),
      firstPaint,
      explain: (sentence) => setText(element('explained'), sentence ?? ''),
      onActions: (actions) => {
        entry.actions = actions.play;
      },
      reload: () => location.reload(),
      timers,
      clearAddress: () => showAddress(undefined),
    },
    location.hash,
  );
  window.addEventListener('hashchange', () => views.hashChanged(location.hash));
}

await paintFirst();
theme.onChange(() => firstPaint.paint());
const loadScene = () => import('./lobby.ts');
const scene = choices.isPlain || location.hash === PLAIN_HASH ? undefined : loadScene();
scene?.catch(() => {});
enterLobby().catch((error: unknown) => {
  firstPaint.showFailure(text('app.notLoaded'), text('app.reload'), () => location.reload());
  throw error;
});

/** Enters the lobby once the first paint is seen: the client, alerts, links, and the view. */
import { setText } from './a11y/overlay.ts';
import { ChatReader } from './actions/chatReader.ts';
import { MatchSession } from './actions/matchSession.ts';
import { OpponentsReader } from './actions/opponentsReader.ts';
import { BrowserBell } from './alerts/browserBell.ts';
import { MatchAlert } from './alerts/matchAlert.ts';
import { MessageAlert } from './alerts/messageAlert.ts';
import { browserMute } from './alerts/mute.ts';
import type { FirstPaint } from './firstPaint.ts';
import type { PageLanguage } from './i18n/language.ts';
import type { openLobby } from './lobby.ts';
import type { LobbyModel } from './model/lobbyModel.ts';
import { rowOffer } from './model/views/rowOffer.ts';
import { LobbyClient } from './net/LobbyClient.ts';
import type { Timer } from './net/timers.ts';
import { browserBack } from './page/BackStack.ts';
import { keepFromComposing } from './page/composition.ts';
import { LinkEntry } from './page/linkEntry.ts';
import type { ListChoices } from './page/listChoices.ts';
import { tabMatch } from './page/matchStore.ts';
import { PageAddress } from './page/PageAddress.ts';
import { listenToPage } from './page/page.ts';
import { browserMarks } from './page/readMarks.ts';
import { SearchTab, tabSearch } from './page/searchTab.ts';
import { browserSession } from './page/sessionStore.ts';
import { followTabs, keepSpeech, pageSettings } from './page/settings.ts';
import { tabLocks } from './page/tabLock.ts';
import type { PageTheme } from './page/theme.ts';
import { browserTitle, keepTitle } from './page/title.ts';
import { ViewSwitch } from './plain/viewSwitch.ts';
import type { PushDeps } from './push/PushSwitch.ts';
import { startPush } from './push/startPush.ts';

/** What the page made for its first paint. `now`: monotonic ms. */
type Entered = {
  model: LobbyModel;
  language: PageLanguage;
  choices: ListChoices;
  theme: PageTheme;
  firstPaint: FirstPaint;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  reload: () => void;
  scene: () => Promise<{ openLobby: typeof openLobby }>;
};

const timers = {
  setTimeout: (callback: () => void, ms: number) => window.setTimeout(callback, ms),
  clearTimeout: (timer: Timer | undefined) => window.clearTimeout(timer as number),
};
const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export function enterLobby(entered: Entered): void {
  const { model, language, choices, theme, firstPaint, now, wait, reload, scene } = entered;
  const mute = browserMute();
  const settings = pageSettings(() => window.localStorage);
  keepFromComposing(window);
  keepTitle(model, now, browserTitle(), setInterval);
  const back = browserBack();
  const address = new PageAddress(back, model);
  const client = new LobbyClient({
    endpoint: new URL('.', location.href).href,
    session: browserSession(),
    now,
    timers,
    random: Math.random,
  });
  const bell = new BrowserBell(mute, settings);
  const alert = new MatchAlert({
    bell,
    model,
    now,
    setTimeout: (callback, ms) => window.setTimeout(callback, ms),
    clearTimeout: (timer) => window.clearTimeout(timer),
  });
  new MessageAlert(bell, model, now);
  const push: PushDeps = {
    ...{ wanted: settings.push, quiet: settings.quiet, language },
    tell: (route, body) => client.records.tell(route, body),
  };
  startPush(client, push);
  const session = new MatchSession({
    client,
    model,
    store: tabMatch(),
    locks: tabLocks(navigator.locks),
    now,
    isVisible: () => document.visibilityState === 'visible',
    wait,
    showAddress: (link) => address.show(link),
  });
  const search = new SearchTab({
    model,
    locks: tabLocks(navigator.locks),
    store: tabSearch(),
  });
  const reader = new ChatReader(
    client,
    model,
    browserMarks(() => window.localStorage),
    now,
  );
  const { setTimeout } = timers;
  const opponents = new OpponentsReader({ records: client.records, model, setTimeout, random: Math.random });
  const entry = new LinkEntry(model, location.hash);
  client.subscribe((event) => {
    model.apply(event, now());
    search.handle(event);
    alert.handle(event);
    session.handle(event);
    reader.handle(event);
    opponents.handle(event);
    entry.handle(event);
  });
  firstPaint.offerOf = (row) => rowOffer(model, row);
  model.subscribe(() => firstPaint.paintSoon());
  listenToPage(client, now);
  keepSpeech(model, settings);
  followTabs(window, [theme, language, mute, ...Object.values(settings)]);
  client.start();
  void session.resume();
  const parts = {
    commands: client,
    model,
    language,
    theme,
    choices,
    mute,
    settings,
    back,
    stage: element('stage'),
    controls: element('controls'),
    now,
    page: { session, search, bell, push, reload },
  };
  const views = new ViewSwitch(
    {
      ...parts,
      scene,
      plain: () => import('./plain/plainView.ts'),
      root: element('plain'),
      firstPaint,
      explain: (sentence) => setText(element('explained'), sentence ?? ''),
      onActions: ({ play, replays }) => {
        entry.actions = {
          joinCode: (code) => play.joinCode(code),
          enter: (matchId, action) => play.enter(matchId, action),
          watchAgain: (matchId) => void replays.open(matchId),
        };
      },
      reload,
      timers,
      clearAddress: () => address.show(undefined),
    },
    location.hash,
  );
  back.onLink = (hash) => {
    entry.hashChanged(hash);
    views.hashChanged(hash);
  };
}

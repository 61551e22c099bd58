/** What every part of the screen gets, at construction and at each update. */
import type { Actions } from '../actions/actions.ts';
import type { Mute } from '../alerts/mute.ts';
import type { PageLanguage } from '../i18n/language.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Group } from '../model/rosterRows.ts';
import type { Counts } from '../model/rosterView.ts';
import type { StormCount } from '../model/storm.ts';
import type { BackStack } from '../page/BackStack.ts';
import type { ListChoices } from '../page/listChoices.ts';
import type { PageSettings } from '../page/settings.ts';
import type { PageTheme } from '../page/theme.ts';
import type { KitContext } from './kit/stage.ts';
import type { Layout } from './layout/layout.ts';
import type { Tab } from './layout/sideLayout.ts';

export type ScreenContext = KitContext & {
  model: LobbyModel;
  actions: Actions;
  language: PageLanguage;
  theme: PageTheme;
  choices: ListChoices;
  mute: Mute;
  settings: PageSettings;
  back: BackStack;
  /** Aborted when the screen goes: ends what it listens to beyond its root. */
  until: AbortSignal;
};

/** Numbers that change all the time, taken at most twice a second. */
export type Census = {
  online: number | undefined;
  total: number;
  found: number;
  /** False before anything is known about the players. */
  isKnown: boolean;
  counts: Counts;
  /** Of the searched and filtered players that are here; empty before all are known. */
  groups: Partial<Record<Group, number>>;
  storm: StormCount | undefined;
};

export type Frame = {
  /** Monotonic ms. */
  now: number;
  /** The server's time in Unix seconds; undefined before it told. */
  nowS: number | undefined;
  layout: Layout;
  tab: Tab;
  census: Census;
};

/** What every part of the screen gets: at construction, and at each update. */
import type { Actions } from '../../actions/actions.ts';
import type { Mute } from '../../alerts/mute.ts';
import type { PageLanguage } from '../../i18n/language.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import type { Group } from '../../model/rosterRows.ts';
import type { Counts } from '../../model/rosterView.ts';
import type { StormCount } from '../../model/storm.ts';
import type { ListChoices } from '../../page/listChoices.ts';
import type { PageTheme } from '../../page/theme.ts';
import type { Layout, Tab } from '../layout/layout.ts';
import type { Stage } from './stage.ts';

export type ScreenContext = {
  stage: Stage;
  model: LobbyModel;
  actions: Actions;
  /** The DOM layer; parts append their own sections in reading order. */
  root: HTMLElement;
  /** Asks for an update at the next tick. */
  wake: () => void;
  now: () => number;
  language: PageLanguage;
  theme: PageTheme;
  choices: ListChoices;
  mute: Mute;
  /** Aborted when the screen is taken away: what it listens to beyond its root ends with it. */
  until: AbortSignal;
};

/** Numbers that run all the time, taken at most twice a second. */
export type Census = {
  online: number | undefined;
  total: number;
  found: number;
  /** False before anything is known of who is here. */
  isKnown: boolean;
  counts: Counts;
  /** Of those that are searched and filtered for; empty before all are known. */
  groups: Partial<Record<Group, number>>;
  storm: StormCount | undefined;
  arrivals: readonly string[];
};

export type Frame = {
  /** Monotonic ms. */
  now: number;
  /** Unix seconds at the server; undefined before it told. */
  nowS: number | undefined;
  layout: Layout;
  tab: Tab;
  census: Census;
};

/** What can be done by typing its name: a family of commands has one entry for each thing that can be done now. */
import type { RequestName } from '../../shared/requests.ts';
import type { Actions } from '../actions/actions.ts';
import type { Mute } from '../alerts/mute.ts';
import type { PageLanguage } from '../i18n/language.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import type { ListChoices } from '../page/listChoices.ts';
import type { PageTheme } from '../page/theme.ts';

export type CommandParts = {
  model: LobbyModel;
  actions: Actions;
  /** Monotonic ms. */
  now: () => number;
  theme: PageTheme;
  choices: ListChoices;
  mute: Mute;
  language: PageLanguage;
  showShortcuts: () => void;
  refusedName: RefusedName;
};

/** The name that was refused last, and why. `explain`: false where that cannot be shown now. */
export type RefusedName = {
  whyOf(name: string): string | undefined;
  explain(name: string, typed: string, why: string): boolean;
};

export type Entry = {
  /** The same for the same thing, however often the entries are made. */
  id: string;
  label: string;
  note: string;
  /** What else it is found by. */
  words?: string;
  /** Why it cannot be done now. */
  why: string | undefined;
  picture: { mode: string } | { player: ListedRow } | 'action';
  /** Beside it: the player that it is about, and one sentence more. */
  about?: ListedRow;
  more?: string;
  /** What else can be done with it. */
  options?: readonly Option[];
  run: () => void;
};
export type Option = { id: string; label: string; why: string | undefined; run: () => void };

/** `requests`: those that its entries send, or open the way to. `typed`: as it stands in the field. */
export type Family = {
  id: string;
  requests: readonly RequestName[];
  entries: (parts: CommandParts, typed: string) => readonly Entry[];
};

/** `more`: where it differs from a thing that can be done at any time. */
export const entry = (id: string, label: string, run: () => unknown, more: Partial<Entry> = {}): Entry => ({
  ...{ id, label, note: '', why: undefined, picture: 'action' },
  ...more,
  run: () => void run(),
});

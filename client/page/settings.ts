/** What the player chose of how this page behaves. Kept in the browser, for all its tabs. */
import { MOTIONS, type Motion, moveAs } from '../design/motion.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { KeptChoice } from '../storage/keptChoice.ts';
import { type ItemStorage, wordForm } from '../storage/keptItem.ts';
import { QUIET_FORM, QUIET_OFF } from './quietHours.ts';

export const MOTION_FORM = wordForm('foyer.motion', MOTIONS);
export const NOTICES_FORM = wordForm('foyer.notices', ['yes', 'no']);
export const PUSH_FORM = wordForm('foyer.push', ['yes', 'no']);
export const SPEECH_FORM = wordForm('foyer.speech', ['yes', 'no']);

export type PageSettings = {
  motion: KeptChoice<Motion>;
  /** Notifications, where the browser permits them. */
  notices: KeptChoice<'yes' | 'no'>;
  /** Pushed to this browser while the page is in the background (client/push). */
  push: KeptChoice<'yes' | 'no'>;
  /** When no notification is shown (quietHours.ts). */
  quiet: KeptChoice<string>;
  /** Screen readers are told of new lines of the talk. */
  speech: KeptChoice<'yes' | 'no'>;
};

/** Call before anything that can move is shown. `storage` may throw. */
export function pageSettings(storage: () => ItemStorage): PageSettings {
  const motion = new KeptChoice<Motion>(MOTION_FORM, 'system', storage);
  const follow = () => moveAs(motion.chosen);
  motion.onChange(follow);
  follow();
  return {
    motion,
    notices: new KeptChoice(NOTICES_FORM, 'yes', storage),
    push: new KeptChoice(PUSH_FORM, 'no', storage),
    quiet: new KeptChoice<string>(QUIET_FORM, QUIET_OFF, storage),
    speech: new KeptChoice(SPEECH_FORM, 'yes', storage),
  };
}

/** Keeps what the talk's own button chooses, and follows what is chosen elsewhere. */
export function keepSpeech(model: LobbyModel, { speech }: PageSettings): void {
  const follow = () =>
    model.commit(() => {
      model.social.isSpoken = speech.chosen === 'yes';
    });
  follow();
  speech.onChange(follow);
  model.subscribe(() => speech.choose(model.social.isSpoken ? 'yes' : 'no'));
}

type Followed = { readAgain(): unknown };

/** What is chosen in one tab is so in all. */
export function followTabs(view: Pick<Window, 'addEventListener'>, all: readonly Followed[]): void {
  view.addEventListener('storage', () => {
    for (const each of all) each.readAgain();
  });
}

/** All that can be set, in the order in which both views show it. Each setting knows how it is changed. */
import { VISIBILITIES } from '../../shared/playerRow.ts';
import type { FriendRow } from '../../shared/socialProtocol.ts';
import type { Actions } from '../actions/actions.ts';
import type { Mute } from '../alerts/mute.ts';
import { MOTIONS } from '../design/motion.ts';
import type { PageLanguage } from '../i18n/language.ts';
import { isLanguage, LANGUAGE_IDS, LANGUAGES } from '../i18n/languages.ts';
import { clockText, isolated, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { hoursOf, keptOf, QUIET_OFF, QUIET_USUAL } from '../page/quietHours.ts';
import type { PageSettings } from '../page/settings.ts';
import { CONTRASTS, type PageTheme, THEMES } from '../page/theme.ts';
import { type PushAnswer, pushSwitchOf } from '../push/PushSwitch.ts';

export type SettingsParts = {
  model: LobbyModel;
  actions: Actions;
  theme: PageTheme;
  language: PageLanguage;
  mute: Mute;
  settings: PageSettings;
  /** Shows the plain view; undefined in it. */
  showPlain: (() => void) | undefined;
};

export type Option = { value: string; label: string; note?: string; lang?: string };
type Described = { key: string; label: string; note: string; why?: string | undefined };
export type Switch = Described & { kind: 'switch'; isOn: boolean; toggle: () => unknown };
export type OneOf = Described & {
  kind: 'segments' | 'options' | 'list';
  options: readonly Option[];
  value: string;
  choose: (value: string) => unknown;
};
/** `emblem`: of the player that it is about. */
export type Press = Described & {
  kind: 'button';
  button: string;
  name: string;
  isAsked?: boolean;
  press: () => unknown;
  emblem?: number;
};
export type Setting = Switch | OneOf | Press | (Described & { kind: 'note' });
export type Section = { key: 'alerts' | 'look' | 'privacy' | 'blocked'; title: string; settings: readonly Setting[] };

type Lifted = Pick<FriendRow, 'id' | 'name' | 'emblem'>;

/** `lifted`: whose block was lifted since the settings were opened. They can be blocked again. */
export function sectionsOf(parts: SettingsParts, lifted: readonly Lifted[]): Section[] {
  return [
    { key: 'alerts', title: text('settings.alerts'), settings: alerts(parts) },
    { key: 'look', title: text('settings.look'), settings: look(parts) },
    { key: 'privacy', title: text('settings.privacy'), settings: privacy(parts) },
    { key: 'blocked', title: text('settings.blocked'), settings: blocked(parts, lifted) },
  ];
}

function alerts({ mute, settings, model, actions }: SettingsParts): Setting[] {
  const { isSpoken } = model.social;
  return [
    {
      ...{ kind: 'switch', key: 'sounds', label: text('settings.sounds'), note: text('settings.soundsText') },
      ...{ isOn: !mute.isOn, toggle: () => mute.toggle() },
    },
    notifications(actions, settings),
    ...pushed(actions),
    ...quietHours(actions, settings),
    {
      ...{ kind: 'switch', key: 'speech', label: text('settings.speech'), note: text('settings.speechText') },
      ...{ isOn: isSpoken, toggle: () => actions.social.speakTalk(!isSpoken) },
    },
  ];
}

function notifications({ play }: Actions, { notices }: PageSettings): Setting {
  const { bell } = play.page;
  const label = text('settings.notices');
  const described = { key: 'notices', label, note: text('settings.noticesText') };
  switch (bell.noticeState) {
    case 'unable':
      return { ...described, kind: 'note', note: text('settings.noticesUnable') };
    case 'denied':
      return { ...described, kind: 'note', note: text('settings.noticesDenied') };
    case 'ask': {
      const button = text('settings.allow');
      const name = text('command.choose', { what: label, choice: button });
      return { ...described, kind: 'button', button, name, press: () => bell.askToNotify() };
    }
    case 'granted': {
      const isOn = notices.chosen === 'yes';
      return { ...described, kind: 'switch', isOn, toggle: () => notices.choose(isOn ? 'no' : 'yes') };
    }
  }
}

/** In the background a page may be asleep, and on phones it can show nothing itself. */
function pushed(actions: Actions): Setting[] {
  const push = pushSwitchOf(actions.play.page.push);
  const described = { key: 'push', label: text('settings.push'), note: text('settings.pushText') };
  switch (push.state) {
    case 'unable':
      return [{ ...described, kind: 'note', note: text('settings.pushUnable') }];
    case 'denied':
      return [{ ...described, kind: 'note', note: text('settings.noticesDenied') }];
    default: {
      const isOn = push.state === 'on';
      const toggle = async () => {
        const answer = await push.turn(!isOn);
        if (!answer.ok) actions.refused(text(WHY_NOT_PUSHED[answer.why]));
      };
      return [{ ...described, kind: 'switch', isOn, toggle }];
    }
  }
}

const WHY_NOT_PUSHED = {
  denied: 'settings.noticesDenied',
  network: 'settings.pushFailed',
  off: 'settings.pushOff',
  unable: 'settings.pushUnable',
} as const satisfies Record<Extract<PushAnswer, { ok: false }>['why'], string>;

/** Where nothing can be shown there is nothing to be quiet about. */
function quietHours({ play }: Actions, { quiet }: PageSettings): Setting[] {
  const { bell, push } = play.page;
  if (bell.noticeState !== 'granted' && pushSwitchOf(push).state !== 'on') return [];
  const hours = hoursOf(quiet.chosen);
  const toggle = () => quiet.choose(hours ? QUIET_OFF : QUIET_USUAL);
  const [label, note] = [text('settings.quiet'), text('settings.quietText')];
  const all: Setting[] = [{ kind: 'switch', key: 'quiet', label, note, isOn: hours !== undefined, toggle }];
  if (!hours) return all;
  const times = (end: 'from' | 'to', name: string): Setting => ({
    ...{
      kind: 'list',
      key: end === 'from' ? 'quietFrom' : 'quietTo',
      label: name,
      note: '',
      value: String(hours[end]),
    },
    options: halfHoursWith(hours[end]).map((minutes) => ({ value: String(minutes), label: clockText(minutes) })),
    // The other end may have changed since this was shown.
    choose: (value) => quiet.choose(keptOf({ ...(hoursOf(quiet.chosen) ?? hours), [end]: Number(value) })),
  });
  return [...all, times('from', text('settings.quietFrom')), times('to', text('settings.quietTo'))];
}

/** What another page of the lobby has kept may be any minute. */
const halfHoursWith = (chosen: number): number[] =>
  [...new Set([...Array.from({ length: 48 }, (_, i) => i * 30), chosen])].toSorted((a, b) => a - b);

function look({ theme, language, settings, actions, showPlain }: SettingsParts): Setting[] {
  const { contrast } = theme;
  const { motion } = settings;
  const offer = <Word extends string>(words: readonly Word[], label: (word: Word) => string): Option[] =>
    words.map((value) => ({ value, label: label(value) }));
  const chosenOf = <Word extends string>(words: readonly Word[], choose: (word: Word) => unknown) => {
    return (value: string) => {
      const word = words.find((each) => each === value);
      return word && choose(word);
    };
  };
  const system = text('theme.system');
  const all: Setting[] = [
    {
      ...{ kind: 'segments', key: 'theme', label: text('you.theme'), note: '', value: theme.chosen },
      options: offer(THEMES, (word) => text(`theme.${word}`)),
      choose: chosenOf(THEMES, (word) => theme.choose(word)),
    },
    {
      ...{ kind: 'segments', key: 'contrast', label: text('settings.contrast'), note: '', value: contrast.chosen },
      options: offer(CONTRASTS, (word) => (word === 'system' ? system : text(`contrast.${word}`))),
      choose: chosenOf(CONTRASTS, (word) => contrast.choose(word)),
    },
    {
      ...{ kind: 'segments', key: 'motion', label: text('settings.motion'), note: '', value: motion.chosen },
      options: offer(MOTIONS, (word) => (word === 'system' ? system : text(`motion.${word}`))),
      choose: chosenOf(MOTIONS, (word) => motion.choose(word)),
    },
    {
      ...{ kind: 'list', key: 'language', label: text('you.language'), note: '', value: language.id },
      options: LANGUAGE_IDS.map((id) => ({ value: id, label: LANGUAGES[id].name, lang: id })),
      async choose(id) {
        if (isLanguage(id) && !(await language.choose(id))) actions.refused(text('you.languageFailed'));
      },
    },
  ];
  if (!showPlain) return all;
  const label = text('theme.plain');
  const button = text('settings.show');
  const name = text('command.choose', { what: label, choice: button });
  return [
    ...all,
    { kind: 'button', key: 'plain', label, note: text('settings.plainText'), button, name, press: showPlain },
  ];
}

function privacy({ model, actions }: SettingsParts): Setting[] {
  const { self, social } = model;
  const value = self.shown('visibility') ?? 'everyone';
  const isLonely = social.friends.isKnown && social.friends.rows().length === 0;
  const options = VISIBILITIES.map((each) => ({
    value: each,
    label: text(`visibility.${each}`),
    note: text(
      each === 'friends' && isLonely && value === each ? 'visibility.friends.none' : `visibility.${each}.text`,
    ),
  }));
  return [
    {
      ...{ kind: 'options', key: 'visibility', label: text('settings.privacy'), note: '', options, value },
      why: offlineWhy(model),
      choose(wanted) {
        const visibility = VISIBILITIES.find((each) => each === wanted);
        return visibility && actions.setVisibility(visibility);
      },
    },
    { kind: 'note', key: 'known', label: '', note: text('settings.privacyText') },
  ];
}

function blocked({ model, actions: { social } }: SettingsParts, lifted: readonly Lifted[]): Setting[] {
  const { friends } = model.social;
  const rows = friends.rows('blocked');
  const why = offlineWhy(model);
  const now = rows.map(({ id, name, emblem }): Setting => {
    const isAsked = model.asked.has(`unblock ${id}`);
    const words = { label: name, note: '', button: text('player.unblock') };
    const unblock = text('friend.unblockLabel', { name: isolated(name) });
    const press = () => social.unblock({ id, name });
    return { kind: 'button', key: `player ${id}`, ...words, name: unblock, emblem, why, isAsked, press };
  });
  const before = lifted
    .filter(({ id }) => !rows.some((row) => row.id === id))
    .map(({ id, name, emblem }): Setting => {
      const isAsked = model.asked.has(`block ${id}`);
      const words = { label: name, note: text('settings.lifted'), button: text('player.block') };
      const block = text('player.blockLabel', { name: isolated(name) });
      const press = () => social.askBlock({ id, name });
      return { kind: 'button', key: `player ${id}`, ...words, name: block, emblem, why, isAsked, press };
    });
  const all = [...now, ...before];
  return all.length > 0 ? all : [{ kind: 'note', key: 'none', label: '', note: text('settings.blockedNone') }];
}

const offlineWhy = (model: LobbyModel): string | undefined =>
  canAct(model.link) && model.self.known ? undefined : text('you.offline');

/** Remembers whose blocks stood while the settings are open. */
export class BlocksSeen {
  #seen = new Map<string, Lifted>();

  /** In the order in which they were first seen. */
  follow(model: LobbyModel): readonly Lifted[] {
    for (const { id, name, emblem } of model.social.friends.rows('blocked')) this.#seen.set(id, { id, name, emblem });
    return [...this.#seen.values()];
  }

  forget(): void {
    this.#seen.clear();
  }
}

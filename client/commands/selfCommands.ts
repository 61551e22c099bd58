/** Commands about oneself, the page and talk. */
import { VISIBILITIES } from '../../shared/playerRow.ts';
import { foldName } from '../../shared/rosterOrder.ts';
import { CHOSEN_STATUSES } from '../../shared/status.ts';
import { LANGUAGE_IDS, LANGUAGES } from '../i18n/languages.ts';
import { isolated, text } from '../i18n/text.ts';
import { THEMES } from '../page/theme.ts';
import { entry, type Family } from './command.ts';
import { offlineWhy } from './playCommands.ts';

/** What follows the command's word; undefined where it does not begin with that. */
function textAfter(typed: string, word: string): string | undefined {
  const [first = '', ...rest] = typed.trimStart().split(/\s/);
  return first !== '' && foldName(word).startsWith(foldName(first)) ? rest.join(' ').trim() : undefined;
}

export const SELF_COMMANDS: readonly Family[] = [
  {
    id: 'say',
    requests: ['sendChat'],
    entries: ({ model, actions: { social } }, typed) => {
      const after = textAfter(typed, text('command.sayWord'));
      const said = after ?? '';
      const why = offlineWhy(model) ?? (model.standing.isHidden ? text('chat.shardHidden') : undefined);
      const send = () => {
        social.openKey('shard');
        if (said !== '') social.sendChat('shard', said);
      };
      const label = said === '' ? text('command.say') : text('command.sayThis', { words: isolated(said) });
      const words = after === undefined ? '' : typed;
      return [entry('say', label, send, { note: text('chat.shardDetail'), words, why })];
    },
  },
  {
    id: 'people',
    // A friend is removed, and their request declined, in the list; it asks before it does.
    requests: ['readWhispers', 'chatHistory', 'removeFriend', 'unblock'],
    entries: ({ actions: { social } }) => [
      entry('messages', text('people.messages'), () => social.show('messages'), { words: text('people.open') }),
      entry('friends', text('people.friends'), () => social.show('friends'), { words: text('people.open') }),
    ],
  },
  {
    id: 'records',
    requests: [],
    entries: ({ model, actions: { records } }) => {
      const { known } = model.self;
      const board = () => records.open({ kind: 'leaderboard', mode: model.play.mode });
      const own = () => known && records.open({ kind: 'history', player: known });
      const mine = text('records.history', { name: known ? isolated(known.name) : text('you.title') });
      return [entry('leaderboard', text('records.leaderboard'), board), entry('history', mine, own)];
    },
  },
  {
    id: 'status',
    requests: ['setStatus'],
    entries: ({ model, actions }) =>
      CHOSEN_STATUSES.filter((status) => status !== model.self.shown('chosenStatus')).map((status) => {
        const label = text('command.choose', { what: text('you.status'), choice: text(`chosen.${status}`) });
        const more = { note: text(`chosen.${status}.text`), why: offlineWhy(model) };
        return entry(`status ${status}`, label, () => actions.setStatus(status), more);
      }),
  },
  {
    id: 'visibility',
    requests: ['setVisibility'],
    entries: ({ model, actions }) =>
      VISIBILITIES.filter((visibility) => visibility !== model.self.shown('visibility')).map((visibility) => {
        const choice = text(`visibility.${visibility}`);
        const label = text('command.choose', { what: text('you.visibility'), choice });
        const note = text(`visibility.${visibility}.text`);
        const more = { note, words: text('command.hideWords'), why: offlineWhy(model) };
        return entry(`visibility ${visibility}`, label, () => actions.setVisibility(visibility), more);
      }),
  },
  {
    id: 'name',
    requests: ['setName'],
    entries: ({ model, actions, refusedName }, typed) => {
      const name = textAfter(typed, text('command.nameWord')) ?? '';
      const why =
        offlineWhy(model) ??
        (name === '' ? text('command.nameHow', { word: text('command.nameWord') }) : refusedName.whyOf(name));
      const label = name === '' ? text('you.edit') : text('command.nameThis', { name: isolated(name) });
      const more = { words: name === '' ? text('command.nameWord') : typed, why };
      const explain = (why: string) => refusedName.explain(name, typed, why);
      return [entry('name', label, () => actions.setName(name, explain), more)];
    },
  },
  {
    id: 'emblem',
    requests: ['setEmblem'],
    entries: ({ model, actions }) => [
      entry('emblem', text('emblem.title'), () => actions.chooseEmblem(), { why: offlineWhy(model) }),
    ],
  },
  {
    id: 'page',
    requests: [],
    entries: ({ theme, choices, mute, actions, showShortcuts }) => [
      entry('settings', text('settings.title'), () => actions.openSettings('top'), { words: text('settings.words') }),
      entry('mute', text(mute.isOn ? 'sound.unmute' : 'sound.mute'), () => mute.toggle()),
      entry('copyLink', text('roster.copyLink'), () => actions.copyLink()),
      ...THEMES.filter((each) => each !== theme.chosen).map((each) => {
        const label = text('command.choose', { what: text('you.theme'), choice: text(`theme.${each}`) });
        return entry(`theme ${each}`, label, () => theme.choose(each), { words: text('command.themeWords') });
      }),
      entry('plain', text('theme.plain'), () => choices.showPlain(true), { words: text('you.theme') }),
      entry('shortcuts', text('shortcuts.title'), showShortcuts, { words: '?' }),
    ],
  },
  {
    id: 'language',
    requests: [],
    entries: ({ language, actions }) =>
      LANGUAGE_IDS.filter((id) => id !== language.id).map((id) => {
        const choose = async () => {
          if (!(await language.choose(id))) actions.refused(text('you.languageFailed'));
        };
        const label = text('command.choose', { what: text('you.language'), choice: LANGUAGES[id].name });
        // A reader of another language knows this word.
        return entry(`language ${id}`, label, choose, { words: 'language' });
      }),
  },
];

/** Commands that lead into a match, and out of a queue or a party. */
import { MODES } from '../../shared/modes.ts';
import { INVITE_CODE } from '../../shared/playProtocol.ts';
import { inLanguage, isolated, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { listed, matchActionOf, playersText } from '../model/play/matchList.ts';
import { canAskAgain } from '../model/play/matchView.ts';
import { hasLeft, ownMatch, playOffer } from '../model/views/playOffer.ts';
import { presentationOf } from '../presentation/list.ts';
import { progressText } from '../presentation/progress.ts';
import { modeTitle } from '../presentation/titles.ts';
import { type Entry, entry, type Family } from './command.ts';

export const offlineWhy = ({ link }: LobbyModel): string | undefined =>
  canAct(link) ? undefined : text('play.offline');
const busyWhy = (model: LobbyModel): string | undefined =>
  offlineWhy(model) ?? (model.play.state.queue && text('play.queuedWhy'));
/** What the game says of itself: a rule, and a sentence more. */
export const rulesOf = (mode: string): { note: string; more: string } => {
  const shown = presentationOf(mode);
  return shown ? { note: inLanguage(shown.rule), more: inLanguage(shown.more) } : { note: '', more: '' };
};

export const PLAY_COMMANDS: readonly Family[] = [
  {
    id: 'queue',
    requests: ['joinQueue', 'leaveQueue', 'playBots'],
    entries: ({ model, actions: { play }, now }) => {
      const { action, label, why, bots } = playOffer(model, now());
      if (action === 'return') {
        const own = ownMatch(model);
        return [entry('return', label, () => own !== undefined && play.enter(own, 'rejoin'), { why })];
      }
      if (action === 'cancel') {
        const leave = entry('unqueue', text('play.cancelLabel'), () => play.unqueue(), { why });
        return bots === 'none' ? [leave] : [entry('bots', text('play.bots'), () => play.playBots(), { why }), leave];
      }
      return MODES.map(({ id: mode, ranked }) => {
        const start = () => {
          play.choose(mode);
          return play.queue();
        };
        const words = `${text('play.title')} ${text(ranked ? 'play.ranked' : 'play.quick')}`;
        const more = { ...rulesOf(mode), words, why, picture: { mode } };
        return entry(`play ${mode}`, text('command.play', { mode: modeTitle(mode) }), start, more);
      });
    },
  },
  {
    id: 'code',
    requests: ['joinMatch'],
    entries: ({ model, actions: { play } }, typed) => {
      const code = typed.trim().split(/\s+/).at(-1)?.replace(/-/g, '').toUpperCase() ?? '';
      if (!INVITE_CODE.test(code)) return [];
      const more = { words: typed, why: busyWhy(model) };
      return [entry('code', text('command.code', { code }), () => play.joinCode(code), more)];
    },
  },
  {
    id: 'invites',
    requests: ['answerInvite'],
    entries: ({ model, actions: { play } }) =>
      model.play.state.invites.flatMap(({ inviteId, from, mode }) => {
        const what = mode === undefined ? isolated(from.name) : `${isolated(from.name)}, ${modeTitle(mode)}`;
        const answer = (accept: boolean) => () => play.answerInvite(inviteId, accept);
        const why = offlineWhy(model);
        return [
          entry(`accept ${inviteId}`, text('invite.acceptLabel', { what }), answer(true), { why }),
          entry(`decline ${inviteId}`, text('invite.declineLabel', { what }), answer(false), { why }),
        ];
      }),
  },
  {
    id: 'rematch',
    requests: ['rematch'],
    entries: ({ model, actions: { play }, now }) => {
      const { match } = model.play;
      if (!match?.ended) return [];
      const lobby = entry('leaveMatch', text('result.back'), () => play.leaveMatch());
      if (match.hasAskedAgain || !canAskAgain(match, now())) return [lobby];
      return [entry('rematch', text('result.again'), () => play.rematch(), { why: offlineWhy(model) }), lobby];
    },
  },
  {
    id: 'tables',
    requests: ['createMatch'],
    entries: ({ model, actions: { play } }) =>
      ([false, true] as const).map((isPrivate) => {
        const label = text(isPrivate ? 'play.privateLabel' : 'play.publicLabel');
        const more = { note: modeTitle(model.play.mode), why: busyWhy(model), picture: { mode: model.play.mode } };
        return entry(isPrivate ? 'private' : 'public', label, () => play.create(isPrivate), more);
      }),
  },
  {
    id: 'matches',
    requests: ['joinMatch', 'watchMatch'],
    entries: ({ model, actions: { play } }) =>
      listed(model.play.state.matches, 'all').map((row): Entry => {
        const action = matchActionOf(row, model.roster.selfId, model.play.elsewhere, hasLeft(model, row));
        const note = [modeTitle(row.mode), progressText(row.mode, row.progress)].filter(Boolean).join(' · ');
        const label = text('command.match', { what: text(`matches.${action}`), names: playersText(row) });
        const more = { note, words: note, why: busyWhy(model), picture: { mode: row.mode } };
        return entry(`match ${row.matchId}`, label, () => play.enter(row.matchId, action), more);
      }),
  },
  {
    id: 'party',
    requests: ['leaveParty'],
    entries: ({ model, actions: { play, social } }) => {
      if (!model.play.state.party) return [];
      const why = offlineWhy(model);
      return [
        entry('partyChat', text('chat.party'), () => social.openParty()),
        entry('leaveParty', text('party.leave'), () => play.leaveParty(), { why }),
      ];
    },
  },
];

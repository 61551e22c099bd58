/** The Play panel: its one button, and the text beside it. Pure. */
import { modeOf } from '../../../shared/modes.ts';
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { canAct } from '../linkView.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { cancelledText, countedMs, penaltyLeft } from '../play/cancelledView.ts';
import { matchOf } from '../play/matchList.ts';
import { queueText } from '../play/queueView.ts';

/** `why`: why the button is disabled. */
export type PlayOffer = {
  action: 'queue' | 'cancel' | 'return';
  label: string;
  why: string | undefined;
  words: { title: string; text: string; tone: 'calm' | 'blame' | 'busy' };
  /** Only while queued. */
  hint: string;
  bots: 'none' | 'quiet' | 'offered';
  /** Another tab has the search, and it can be brought here. */
  canBring: boolean;
  canDismiss: boolean;
};

const QUIET = { hint: '', bots: 'none', canBring: false, canDismiss: false } as const;

export function playOffer(model: LobbyModel, now: number): PlayOffer {
  const { state, mode } = model.play;
  const offline = canAct(model.link) ? undefined : text('play.offline');
  if (state.queue) {
    const { title, elapsed, details, hint, canPlayBots, isBotsOffered } = queueText(state.queue, now);
    const cancel = { action: 'cancel', label: `${text('play.cancel')}  ${elapsed}`, why: offline } as const;
    if (model.play.searchIn === 'elsewhere') {
      const words = { title: text('queue.elsewhere'), text: `${title} ${details}`, tone: 'busy' } as const;
      return { ...QUIET, ...cancel, words, hint: text('queue.elsewhereText'), canBring: true };
    }
    return {
      ...QUIET,
      ...cancel,
      words: { title, text: details, tone: 'busy' },
      hint,
      bots: isBotsOffered ? 'offered' : canPlayBots ? 'quiet' : 'none',
    };
  }
  if (isElsewhere(model)) {
    const words = { title: text('play.inMatch'), text: text('play.inMatchText'), tone: 'calm' } as const;
    const why = offline ?? (ownMatch(model) === undefined ? text('play.inMatchText') : undefined);
    return { ...QUIET, action: 'return', label: text('matches.rejoin'), why, words };
  }
  const { ranked: isRanked = false, rated: isOpen = false } = modeOf(mode) ?? {};
  const penalty = penaltyLeft(state, now);
  const isLed = state.party !== undefined && state.party.leaderId !== model.roster.selfId;
  const blocked = penalty ? text('play.penalised', { time: penalty }) : isLed ? text('play.notLeader') : undefined;
  const ready = blocked ?? text(isRanked ? 'play.readyRanked' : isOpen ? 'play.readyOpen' : 'play.ready');
  const cancelled = state.cancelled && cancelledText(state.cancelled, countedMs(state.penaltyUntil, now));
  return {
    ...QUIET,
    action: 'queue',
    label: text(isRanked ? 'play.ranked' : 'play.quick'),
    why: offline ?? blocked,
    words: cancelled
      ? { title: cancelled.title, text: cancelled.text, tone: 'blame' }
      : { title: modeTitle(mode), text: ready, tone: 'calm' },
    canDismiss: cancelled !== undefined,
  };
}

/** The player is in a match that is not on this screen. */
export function isElsewhere({ play, self }: LobbyModel): boolean {
  const isShownPlaying = self.known?.status === 'playing' && play.left === undefined;
  return play.match === undefined && (play.elsewhere !== undefined || isShownPlaying);
}

/** Undefined if not known. */
export function ownMatch(model: LobbyModel): string | undefined {
  const { play, roster } = model;
  const row = roster.selfId === undefined ? undefined : matchOf(play.state.matches, roster.selfId);
  return play.elsewhere ?? (row && !hasLeft(model, row) ? row.matchId : undefined);
}

/** The match goes on without the player: its list still names them, but they cannot return. */
export const hasLeft = ({ play, self }: LobbyModel, { matchId, state }: MatchRow): boolean =>
  matchId === play.left || (state === 'playing' && self.known !== undefined && self.known.status !== 'playing');

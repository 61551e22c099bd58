/** What can be done with a player: one list for their card and for the menu of their row, in every view. Pure. */
import type { RequestName } from '../../../shared/requests.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../linkView.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { matchActionOf, matchOf } from '../play/matchList.ts';
import { modeTitle } from '../play/queueView.ts';
import type { ListedRow } from '../rosterRows.ts';

export type PlayerAction =
  | 'challenge'
  | 'join'
  | 'watch'
  | 'rejoin'
  | 'invite'
  | 'promote'
  | 'remove'
  | 'whisper'
  | 'befriend'
  | 'block'
  | 'unblock'
  | 'report'
  | 'history'
  | 'profile';

/** What belongs together stands together. */
export type OfferKind = 'play' | 'about' | 'people';
/**
 * `name`: for ears, where the label alone says too little. `isMain`: what one most likely wants. `isAsked`: its answer is
 * awaited. `why`: it can not be done now, for that reason.
 */
export type Offer = {
  action: PlayerAction;
  kind: OfferKind;
  label: string;
  name: string;
  isMain: boolean;
  isAsked: boolean;
  why: string | undefined;
};

/** What matters most first; nothing with oneself, and with who has left. */
export function offersFor(model: LobbyModel, row: ListedRow): Offer[] {
  const { roster } = model;
  if (row.id === roster.selfId || roster.isGone(row.id)) return [];
  const isBlocked = model.social.tieOf(row.id) === 'blocked';
  const here = row.status === null ? [] : [playOffer(model, row), ...partyOffers(model, row)];
  const whisper = row.status === null || isBlocked ? [] : [whisperOffer(model, row)];
  return [...here, ...whisper, ...friendOffers(model, row), blockOffer(model, row, isBlocked), reportOffer(model, row)];
}

/** All of a row's menu. */
export function menuOffers(model: LobbyModel, row: ListedRow): Offer[] {
  const offers = offersFor(model, row);
  return [
    ...offers.filter(({ kind }) => kind === 'play'),
    about('history', text('player.history')),
    about('profile', text('player.profile')),
    ...offers.filter(({ kind }) => kind === 'people'),
  ];
}

const about = (action: PlayerAction, label: string): Offer => ({
  action,
  kind: 'about',
  label,
  name: label,
  isMain: false,
  isAsked: false,
  why: undefined,
});

function playOffer(model: LobbyModel, row: ListedRow): Offer {
  const { play, roster } = model;
  const why = offlineWhy(model) ?? (play.state.queue && text('play.queuedWhy'));
  const main = { kind: 'play', isMain: true, why } as const;
  const match = matchOf(play.state.matches, row.id);
  if (!match) {
    const said = text('player.challengeLabel', { name: row.name, mode: modeTitle(play.mode) });
    return {
      ...main,
      action: 'challenge',
      label: text('player.challenge'),
      name: said,
      isAsked: isAsked(model, 'challenge'),
    };
  }
  const action = matchActionOf(match, roster.selfId);
  if (action === 'watch') {
    const said = text('player.watchLabel', { name: row.name });
    return { ...main, action, label: text('player.watch'), name: said, isAsked: isAsked(model, 'watchMatch') };
  }
  const label = text(action === 'join' ? 'player.join' : 'matches.rejoin');
  return {
    ...main,
    action,
    label,
    name: text('player.joinLabel', { name: row.name }),
    isAsked: isAsked(model, 'joinMatch'),
  };
}

function partyOffers(model: LobbyModel, row: ListedRow): Offer[] {
  const { party } = model.play.state;
  const isLeader = party?.leaderId === model.roster.selfId;
  const offline = offlineWhy(model);
  const offer = (action: PlayerAction, label: string, request: RequestName, why: string | undefined): Offer => ({
    action,
    kind: 'play',
    label,
    name: label,
    isMain: false,
    isAsked: isAsked(model, request),
    why,
  });
  if (party?.members.some(({ id }) => id === row.id)) {
    if (!isLeader) return [];
    return [
      offer('promote', text('party.promote'), 'promote', offline),
      offer('remove', text('party.remove'), 'removeFromParty', offline),
    ];
  }
  const led = party && !isLeader ? text('refusal.party/notLeader') : undefined;
  return [offer('invite', text('player.invite'), 'inviteToParty', offline ?? led)];
}

function whisperOffer(model: LobbyModel, { name }: ListedRow): Offer {
  const rest = { kind: 'people', isMain: false, isAsked: false, why: offlineWhy(model) } as const;
  return { ...rest, action: 'whisper', label: text('player.whisper'), name: text('player.whisperLabel', { name }) };
}

/** Friends and who was asked already stand in the list of friends, where that is ended or taken back. */
function friendOffers(model: LobbyModel, { id }: ListedRow): Offer[] {
  const tie = model.social.tieOf(id);
  if (tie !== undefined && tie !== 'asking') return [];
  const label = text(tie === 'asking' ? 'player.acceptFriend' : 'player.addFriend');
  const rest = { kind: 'people', isMain: false, why: offlineWhy(model) } as const;
  return [{ ...rest, action: 'befriend', label, name: label, isAsked: isBeingAsked(model, 'addFriend', id) }];
}

function blockOffer(model: LobbyModel, { id, name }: ListedRow, isBlocked: boolean): Offer {
  const action = isBlocked ? 'unblock' : 'block';
  const said = text(isBlocked ? 'friend.unblockLabel' : 'player.blockLabel', { name });
  const rest = { kind: 'people', isMain: false, why: offlineWhy(model) } as const;
  return { ...rest, action, label: text(`player.${action}`), name: said, isAsked: isBeingAsked(model, action, id) };
}

function reportOffer(model: LobbyModel, { name }: ListedRow): Offer {
  const rest = { kind: 'people', isMain: false, isAsked: false, why: offlineWhy(model) } as const;
  return { ...rest, action: 'report', label: text('player.report'), name: text('player.reportLabel', { name }) };
}

const offlineWhy = ({ link }: LobbyModel): string | undefined => (canAct(link) ? undefined : text('play.offline'));
const isAsked = ({ asked }: LobbyModel, request: RequestName): boolean => asked.has(request);
const isBeingAsked = ({ asked }: LobbyModel, request: RequestName, id: string): boolean =>
  asked.has(`${request} ${id}`);

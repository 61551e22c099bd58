/** What can be done with a player: one list for their card and the menu of their row. Pure. */
import type { RequestName } from '../../../shared/requests.ts';
import { text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { canAct } from '../linkView.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { matchActionOf, matchOf } from '../play/matchList.ts';
import type { ListedRow } from '../rosterRows.ts';
import { hasLeft } from './playOffer.ts';

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

export type OfferKind = 'play' | 'about' | 'people';
/** `name`: accessible name, if the label says too little. `isAsked`: waits for a reply. `why`: why it is disabled. */
export type Offer = {
  action: PlayerAction;
  kind: OfferKind;
  label: string;
  name: string;
  isMain: boolean;
  isAsked: boolean;
  why: string | undefined;
};

/** The most important first; nothing for oneself or a player that has left. */
export function offersFor(model: LobbyModel, row: ListedRow): Offer[] {
  const { roster } = model;
  // Of one who has left the list, only what is about them as a person.
  if (row.id === roster.selfId || (roster.isGone(row.id) && row.status !== null)) return [];
  const here = row.status === null ? [] : [playOffer(model, row), ...partyOffers(model, row)];
  return [...here, ...peopleOffers(model, row)];
}

export function menuOffers(model: LobbyModel, row: ListedRow): Offer[] {
  const offers = offersFor(model, row);
  return [
    ...offers.filter(({ kind }) => kind === 'play'),
    offerOf('history', text('player.history')),
    offerOf('profile', text('player.profile')),
    ...offers.filter(({ kind }) => kind === 'people'),
  ];
}

function offerOf(action: PlayerAction, label: string): Offer {
  return { action, kind: 'about', label, name: label, isMain: false, isAsked: false, why: undefined };
}

function playOffer(model: LobbyModel, { id, name }: ListedRow): Offer {
  const { play, roster } = model;
  const why = offlineWhy(model) ?? (play.state.queue && text('play.queuedWhy'));
  const offer = (action: PlayerAction, request: RequestName, label: string, accessibleName: string): Offer => ({
    action,
    kind: 'play',
    label,
    name: accessibleName,
    isMain: true,
    isAsked: model.asked.has(request),
    why,
  });
  const match = matchOf(play.state.matches, id);
  if (!match) {
    const accessibleName = text('player.challengeLabel', { name, mode: modeTitle(play.mode) });
    return offer('challenge', 'challenge', text('player.challenge'), accessibleName);
  }
  const action = matchActionOf(match, roster.selfId, undefined, hasLeft(model, match));
  if (action === 'watch') return offer(action, 'watchMatch', text('player.watch'), text('player.watchLabel', { name }));
  if (action === 'join') return offer(action, 'joinMatch', text('player.join'), text('player.joinLabel', { name }));
  return offer(action, 'joinMatch', text('matches.rejoin'), text('player.rejoinLabel', { name }));
}

function partyOffers(model: LobbyModel, { id }: ListedRow): Offer[] {
  const { party } = model.play.state;
  const isLeader = party?.leaderId === model.roster.selfId;
  const offline = offlineWhy(model);
  const offer = (action: PlayerAction, label: string, request: RequestName, why: string | undefined): Offer => ({
    ...offerOf(action, label),
    kind: 'play',
    isAsked: model.asked.has(request),
    why,
  });
  if (party?.members.some((member) => member.id === id)) {
    if (!isLeader) return [];
    return [
      offer('promote', text('party.promote'), 'promote', offline),
      offer('remove', text('party.remove'), 'removeFromParty', offline),
    ];
  }
  const led = party && !isLeader ? text('refusal.party/notLeader') : undefined;
  return [offer('invite', text('player.invite'), 'inviteToParty', offline ?? led)];
}

function peopleOffers(model: LobbyModel, { id, name, status }: ListedRow): Offer[] {
  const why = offlineWhy(model);
  const offer = (action: PlayerAction, label: string, accessibleName: string, request?: RequestName): Offer => ({
    ...offerOf(action, label),
    kind: 'people',
    name: accessibleName,
    isAsked: request !== undefined && model.asked.has(`${request} ${id}`),
    why,
  });
  const tie = model.social.tieOf(id);
  const offers: Offer[] = [];
  if (status !== null && tie !== 'blocked')
    offers.push(offer('whisper', text('player.whisper'), text('player.whisperLabel', { name })));
  // Friends and requests are ended or taken back in the list of friends.
  if (tie === undefined || tie === 'asking') {
    const label = text(tie === 'asking' ? 'player.acceptFriend' : 'player.addFriend');
    offers.push(offer('befriend', label, label, 'addFriend'));
  }
  const block = tie === 'blocked' ? 'unblock' : 'block';
  const accessibleName = text(block === 'unblock' ? 'friend.unblockLabel' : 'player.blockLabel', { name });
  offers.push(offer(block, text(`player.${block}`), accessibleName, block));
  offers.push(offer('report', text('player.report'), text('player.reportLabel', { name })));
  return offers;
}

const offlineWhy = ({ link }: LobbyModel): string | undefined => (canAct(link) ? undefined : text('play.offline'));

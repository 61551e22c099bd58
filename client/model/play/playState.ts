/**
 * What this player is in, as the server says: queue, ready check, party, invites, open matches, results. Pure: an event
 * goes in, the next state comes out. `now` and every `…At` are monotonic ms.
 */
import type { MatchRow, PartyView, PlayPushes, QueueView } from '../../../shared/playProtocol.ts';
import type { PlayEvent } from '../../net/events.ts';
import { type Invite, invitesAfter, withoutInvite } from './invites.ts';
import { matchesAfter } from './matchList.ts';

export type Queue = QueueView & { since: number };
type CheckAnswer = 'accepted' | 'declined';
/** `acceptBy`: the server calls it off then. `heldMs`: its whole time. `answered`: pressed here, delivered or not. */
export type Check = PlayPushes['matchProposed'] & {
  acceptBy: number;
  heldMs: number;
  answered: CheckAnswer | undefined;
};
export type Party = PartyView & { heardAt: number };
export type Cancelled = PlayPushes['matchCancelled'] & { at: number };
export type Result = PlayPushes['matchFinished'] & { at: number };

/** Of the match that ended last. */
export type Rematch = PlayPushes['rematchUpdated'];

export type PlayState = {
  readonly queue: Queue | undefined;
  readonly check: Check | undefined;
  readonly party: Party | undefined;
  readonly invites: readonly Invite[];
  /** Undefined until the list came. */
  readonly matches: ReadonlyMap<string, MatchRow> | undefined;
  /** The last match that was cancelled and took the player out of the queue; until they queue again or dismiss it. */
  readonly cancelled: Cancelled | undefined;
  readonly penaltyUntil: number;
  /** Of the last match, until dismissed. */
  readonly result: Result | undefined;
  /** The match whose result came last: a server that does not know that it was told tells it again. */
  readonly toldOf: string | undefined;
  readonly rematch: Rematch | undefined;
  /** The link came up, and the server has not confirmed these yet. */
  readonly isUnconfirmed: { readonly queue: boolean; readonly check: boolean };
};

const CONFIRMED = { queue: false, check: false };

export const NO_PLAY: PlayState = {
  queue: undefined,
  check: undefined,
  party: undefined,
  invites: [],
  matches: undefined,
  cancelled: undefined,
  penaltyUntil: 0,
  result: undefined,
  toldOf: undefined,
  rematch: undefined,
  isUnconfirmed: CONFIRMED,
};

/** The server now says what there is; the message about the party comes last. */
export const linkedUp = (state: PlayState): PlayState => ({
  ...state,
  isUnconfirmed: { queue: state.queue !== undefined, check: state.check !== undefined },
});

export function played(state: PlayState, event: PlayEvent, now: number): PlayState {
  switch (event.type) {
    case 'queueUpdated':
      return queueAfter(state, event.payload, now);
    case 'matchProposed':
      return checkAfter(state, event.payload, now);
    case 'matchReady':
      return { ...state, check: undefined, cancelled: undefined };
    case 'matchCancelled':
      return cancelledAfter(state, event.payload, now);
    case 'matchFinished':
      if (event.payload.matchId === state.toldOf) return state;
      return { ...state, result: { ...event.payload, at: now }, toldOf: event.payload.matchId };
    case 'rematchUpdated':
      return { ...state, rematch: event.payload };
    case 'matchesUpdated':
      return { ...state, matches: matchesAfter(state.matches, event.payload) };
    // Pictures of matches are kept apart (tiles.ts).
    case 'tileUpdated':
      return state;
    case 'partyUpdated':
      return partyAfter(state, event.payload, now);
    case 'invited':
      return { ...state, invites: invitesAfter(state.invites, event.payload, now) };
    case 'inviteEnded':
      return { ...state, invites: withoutInvite(state.invites, event.payload.inviteId) };
  }
}

/** `undefined`: the answer did not get through, and may be pressed again. */
export function answered(state: PlayState, proposalId: string, answer: CheckAnswer | undefined): PlayState {
  if (state.check?.proposalId !== proposalId) return state;
  return { ...state, check: { ...state.check, answered: answer } };
}

export const putAway = (state: PlayState, what: 'cancelled' | 'result' | 'check'): PlayState => ({
  ...state,
  [what]: undefined,
});

export const inviteAnswered = (state: PlayState, inviteId: string): PlayState => ({
  ...state,
  invites: withoutInvite(state.invites, inviteId),
});

function queueAfter(before: PlayState, payload: PlayPushes['queueUpdated'], now: number): PlayState {
  const { queue, why, penaltyMs } = payload;
  const state = penaltyMs === undefined ? before : { ...before, penaltyUntil: penaltyMs > 0 ? now + penaltyMs : 0 };
  const isUnconfirmed = { ...state.isUnconfirmed, queue: false };
  if (queue) {
    const isNew = state.queue?.ticketId !== queue.ticketId;
    const since = now - queue.waitedMs;
    const cancelled = isNew ? undefined : state.cancelled;
    return { ...state, isUnconfirmed, queue: { ...queue, since }, cancelled };
  }
  // All have accepted: the ready check stays until the seat is there.
  const check = why === 'accepted' ? state.check : undefined;
  return { ...state, isUnconfirmed, queue: undefined, check };
}

function checkAfter(state: PlayState, payload: PlayPushes['matchProposed'], now: number): PlayState {
  const known = state.check?.proposalId === payload.proposalId ? state.check : undefined;
  const check: Check = {
    ...payload,
    acceptBy: now + payload.leftMs,
    heldMs: known?.heldMs ?? payload.leftMs,
    answered: known?.answered,
  };
  return { ...state, check, cancelled: undefined, isUnconfirmed: { ...state.isUnconfirmed, check: false } };
}

function cancelledAfter(state: PlayState, payload: PlayPushes['matchCancelled'], now: number): PlayState {
  const penaltyUntil = payload.penaltyMs > 0 ? now + payload.penaltyMs : state.penaltyUntil;
  const cancelled = payload.isQueuedAgain ? undefined : { ...payload, at: now };
  return { ...state, check: undefined, cancelled, penaltyUntil };
}

function partyAfter(state: PlayState, { party }: PlayPushes['partyUpdated'], now: number): PlayState {
  const { isUnconfirmed } = state;
  return {
    ...state,
    party: party && { ...party, heardAt: now },
    queue: isUnconfirmed.queue ? undefined : state.queue,
    check: isUnconfirmed.check ? undefined : state.check,
    isUnconfirmed: CONFIRMED,
  };
}

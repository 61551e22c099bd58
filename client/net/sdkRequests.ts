/** The lobby's requests over the SDK, each held to what the server's room says it takes and answers. */
import type { Room } from 'colyseus.js';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import type { PlayRequests, Requests, SocialRequests } from './requests.ts';

/** An answer that comes later than this is of no use to a person who waits for it. */
export const REQUEST_TIMEOUT_MS = 5_000;

const timeout = { timeout: REQUEST_TIMEOUT_MS };

export const requestsOf = (room: Room<LobbyRoom>): Requests => ({
  heartbeat: (input) => room.request('heartbeat', input, timeout),
  setStatus: (input) => room.request('setStatus', input, timeout),
  setVisibility: (input) => room.request('setVisibility', input, timeout),
  setName: (input) => room.request('setName', input, timeout),
});

export const playRequestsOf = (room: Room<LobbyRoom>): PlayRequests => ({
  joinQueue: (input) => room.request('joinQueue', input, timeout),
  leaveQueue: (input) => room.request('leaveQueue', input, timeout),
  playBots: (input) => room.request('playBots', input, timeout),
  acceptMatch: (input) => room.request('acceptMatch', input, timeout),
  declineMatch: (input) => room.request('declineMatch', input, timeout),
  createMatch: (input) => room.request('createMatch', input, timeout),
  joinMatch: (input) => room.request('joinMatch', input, timeout),
  watchMatch: (input) => room.request('watchMatch', input, timeout),
  rematch: (input) => room.request('rematch', input, timeout),
  challenge: (input) => room.request('challenge', input, timeout),
  followMatches: (input) => room.request('followMatches', input, timeout),
  createParty: (input) => room.request('createParty', input, timeout),
  inviteToParty: (input) => room.request('inviteToParty', input, timeout),
  answerInvite: (input) => room.request('answerInvite', input, timeout),
  leaveParty: (input) => room.request('leaveParty', input, timeout),
  promote: (input) => room.request('promote', input, timeout),
  removeFromParty: (input) => room.request('removeFromParty', input, timeout),
});

export const socialRequestsOf = (room: Room<LobbyRoom>): SocialRequests => ({
  addFriend: (input) => room.request('addFriend', input, timeout),
  removeFriend: (input) => room.request('removeFriend', input, timeout),
  block: (input) => room.request('block', input, timeout),
  unblock: (input) => room.request('unblock', input, timeout),
  sendChat: (input) => room.request('sendChat', input, timeout),
  report: (input) => room.request('report', input, timeout),
});

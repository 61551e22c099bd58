/** The requests of the lobby, as functions. Each rejects as the SDK's `room.request` does; requestResult.ts makes a value of it. */
import type { z } from 'zod';
import type { Visibility } from '../../shared/playerRow.ts';
import type {
  AcceptMatch,
  AnswerInvite,
  Challenge,
  CreateMatch,
  FollowMatches,
  InviteToParty,
  JoinMatch,
  JoinQueue,
  PlayBots,
  Rematch,
  WatchMatch,
} from '../../shared/playProtocol.ts';
import type { Heartbeat, SetName, SetStatus, SetVisibility } from '../../shared/protocol.ts';
import type { AddFriend, Report, SendChat } from '../../shared/socialProtocol.ts';
import type { ChosenStatus } from '../../shared/status.ts';

type Nothing = Record<string, never>;

/** About oneself. */
export interface Requests {
  heartbeat(input: z.input<typeof Heartbeat>): Promise<{ nowS: number }>;
  setStatus(input: z.input<typeof SetStatus>): Promise<{ status: ChosenStatus }>;
  setVisibility(input: z.input<typeof SetVisibility>): Promise<{ visibility: Visibility }>;
  setName(input: z.input<typeof SetName>): Promise<{ name: string }>;
}

type PlayWires = {
  joinQueue: { input: JoinQueue; reply: { ticketId: string } };
  leaveQueue: { input: Nothing; reply: Nothing };
  playBots: { input: PlayBots; reply: Nothing };
  acceptMatch: { input: AcceptMatch; reply: Nothing };
  declineMatch: { input: AcceptMatch; reply: Nothing };
  createMatch: { input: CreateMatch; reply: { matchId: string; code?: string } };
  joinMatch: { input: JoinMatch; reply: { matchId: string } };
  watchMatch: { input: WatchMatch; reply: { matchId: string } };
  rematch: { input: Rematch; reply: Nothing };
  challenge: { input: Challenge; reply: Nothing };
  followMatches: { input: FollowMatches; reply: Nothing };
  createParty: { input: Nothing; reply: Nothing };
  inviteToParty: { input: InviteToParty; reply: Nothing };
  answerInvite: { input: AnswerInvite; reply: Nothing };
  leaveParty: { input: Nothing; reply: Nothing };
  promote: { input: InviteToParty; reply: Nothing };
  removeFromParty: { input: InviteToParty; reply: Nothing };
};
export type PlayRequest = keyof PlayWires;
export type PlayInput<Type extends PlayRequest> = PlayWires[Type]['input'];
export type PlayReply<Type extends PlayRequest> = PlayWires[Type]['reply'];
/** About playing. */
export type PlayRequests = { [Type in PlayRequest]: (input: PlayInput<Type>) => Promise<PlayReply<Type>> };

type SocialWires = {
  addFriend: { input: AddFriend; reply: { tie: 'asked' | 'friend' } };
  removeFriend: { input: AddFriend; reply: Nothing };
  block: { input: AddFriend; reply: Nothing };
  unblock: { input: AddFriend; reply: Nothing };
  sendChat: { input: SendChat; reply: { messageId: string } };
  report: { input: Report; reply: Nothing };
};
export type SocialRequest = keyof SocialWires;
export type SocialInput<Type extends SocialRequest> = SocialWires[Type]['input'];
export type SocialReply<Type extends SocialRequest> = SocialWires[Type]['reply'];
/** About other people. */
export type SocialRequests = { [Type in SocialRequest]: (input: SocialInput<Type>) => Promise<SocialReply<Type>> };

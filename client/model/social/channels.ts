/** How the conversations of group channels are kept and shown. Pure. */
import type { PartyView } from '../../../shared/playProtocol.ts';
import type { ChatChannel } from '../../../shared/socialProtocol.ts';
import { isolated, text } from '../../i18n/text.ts';

/** What is said at the match on the screen: by its players, and by those who watch. */
export type MatchTalkKey = 'match' | 'watchers';
export type TalkChannel = ChatChannel | MatchTalkKey;
export type GroupFace = 'party' | 'lobby';
/** What decides which groups the player can talk to. `isHidden`: from some players. */
export type Standing = { party: PartyView | undefined; isHidden: boolean };

export type GroupChannel = {
  face: GroupFace;
  /** `to`: of a message. */
  conversationOf(to: string): string;
  current(standing: Standing): string | undefined;
  title(): string;
  detail(standing: Standing, conversation: string): string;
  /** Accessible name of the list of messages. */
  log(): string;
  /** Accessible name of the input. */
  field(): string;
  /** Why the player cannot write; undefined if they can. */
  why(standing: Standing, conversation: string): string | undefined;
  /** The texts of a new message's card. Undefined for a crowd: its messages make no card and no sound. */
  card: { reply(): string; announced(params: { name: string; text: string }): string } | undefined;
};

const isIn = ({ party }: Standing, partyId: string): boolean => party?.partyId === partyId;

export const GROUPS: Record<Exclude<ChatChannel, 'direct'>, GroupChannel> = {
  /** The messages of a new party replace those of an older one. */
  party: {
    face: 'party',
    conversationOf: (partyId) => partyId,
    current: ({ party }) => party?.partyId,
    title: () => text('chat.party'),
    detail: (standing, id) =>
      isIn(standing, id) ? (standing.party?.members.map(({ name }) => isolated(name)).join(', ') ?? '') : '',
    log: () => text('chat.withParty'),
    field: () => text('chat.fieldParty'),
    why: (standing, id) => (isIn(standing, id) ? undefined : text('chat.partyOver')),
    card: {
      reply: () => text('chat.replyParty'),
      announced: (params) => text('chat.cameParty', params),
    },
  },
  /** One conversation for all shards: players need not know of them. */
  shard: {
    face: 'lobby',
    conversationOf: () => 'shard',
    current: () => 'shard',
    title: () => text('chat.shard'),
    detail: () => text('chat.shardDetail'),
    log: () => text('chat.withShard'),
    field: () => text('chat.fieldShard'),
    why: ({ isHidden }) => (isHidden ? text('chat.shardHidden') : undefined),
    card: undefined,
  },
};

export const isOfMatch = (key: string): key is MatchTalkKey => key === 'match' || key === 'watchers';

/** Undefined for a conversation with one player. */
export const groupOf = (key: string): GroupChannel | undefined =>
  Object.hasOwn(GROUPS, key) ? GROUPS[key as keyof typeof GROUPS] : undefined;
export const keyOf = (channel: TalkChannel, to: string): string => (channel === 'direct' ? `direct ${to}` : channel);
export const isCrowd = (key: string): boolean => {
  const group = groupOf(key);
  return group !== undefined && group.card === undefined;
};

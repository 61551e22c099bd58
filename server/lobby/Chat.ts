/**
 * Messages to a player, a party, or everybody in the sender's shard. They reach players online at any process and are
 * not stored, but the latest stay in memory for reports. A block in either direction keeps them away, and nobody can talk
 * to a player they hide from. Footprint: one query a message, none for a party; a message to a shard, which lives in one
 * process, is encoded once for its sockets.
 */
import { z } from 'zod';
import { asPlayerId, asSessionId, type PlayerId, type SessionId, type ShardId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { ReadInput } from '../../shared/requests.ts';
import type { ChatChannel, SocialPushes } from '../../shared/socialProtocol.ts';
import type { Request } from '../colyseus/handle.ts';
import type { Config } from '../config.ts';
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';
import { isMuted } from '../domain/presence/mute.ts';
import { type PlayerPresence, shardsOf } from '../domain/presence/player.ts';
import { canSee } from '../domain/presence/visibility.ts';
import { type ChatLine, ChatLines } from '../domain/social/chatLines.ts';
import { chatText } from '../domain/social/chatText.ts';
import { contactRefusal } from '../domain/social/contactRule.ts';
import { StrangerWhispers } from '../domain/social/strangerWhispers.ts';
import type { Play } from '../play/Play.ts';
import type { Blocks, Bus, Clock } from '../ports.ts';
import type { Lobby } from './Lobby.ts';
import { handlersOf, type LobbyClient, orStoreAway } from './requestHandlers.ts';

const TOPIC = 'chat/1';
type ChatPush = SocialPushes['chatReceived'];
const ChatMessage = z.object({
  to: z.array(z.string().transform(asPlayerId)),
  said: z.custom<ChatPush>(),
  isStranger: z.boolean().optional(),
});

/** `isPublic`: a message shows everybody that its sender is here, so hidden players cannot send any. */
type Rules = { isPublic: boolean; limits: readonly (readonly [BucketLimit, 'player' | 'room'])[] };
/** Of one player: no more than an eighth of the shard's, or their own burst where that is more. */
export const OF_PLAYER: BucketLimit = { burst: 4, perMinute: 12 };
export const OF_SHARD: BucketLimit = { burst: 20, perMinute: 240 };
const RULES: Record<ChatChannel, Rules> = {
  direct: { isPublic: false, limits: [] },
  party: { isPublic: false, limits: [] },
  shard: {
    isPublic: true,
    // However many players talk, a shard carries no more than can be read there.
    limits: [
      [OF_PLAYER, 'player'],
      [OF_SHARD, 'room'],
    ],
  },
};
/** A guest is young for a day. */
const YOUNG_MS = 86_400_000;
/** `to`: the addressee's id in the message. */
type Audience = { to: string; players: readonly PlayerId[] } | { to: ShardId; except: readonly PlayerId[] };

export type ChatDeps = {
  blocks: Blocks;
  bus: Bus;
  lobby: Lobby;
  play: Play;
  clock: Clock;
  config: Config;
  newId: () => string;
  failed: (error: unknown, where: string) => void;
};

export class Chat {
  readonly #deps: ChatDeps;
  readonly #lines = new ChatLines();
  readonly #whispers = new StrangerWhispers();
  /** Of young guests in a shard. Undefined: off. */
  readonly #slowMode: BucketLimit | undefined;
  readonly requests = handlersOf({ sendChat: (...from) => this.#send(...from) });

  constructor(deps: ChatDeps) {
    this.#deps = deps;
    const { YOUNG_CHAT_MS } = deps.config;
    this.#slowMode = YOUNG_CHAT_MS === 0 ? undefined : { burst: 1, perMinute: 60_000 / YOUNG_CHAT_MS };
    deps.bus.subscribe(TOPIC, (message) => this.#deliver(message));
  }

  async #send(
    from: PlayerId,
    input: ReadInput<'sendChat'>,
    { client, isWithin }: Request<ReadInput<'sendChat'>, LobbyClient>,
  ): Promise<{ messageId: string } | RequestRefusal> {
    const { lobby, bus, clock, newId } = this.#deps;
    const { isPublic, limits } = RULES[input.channel];
    const before = this.#sender(from, isPublic);
    if (typeof before === 'string') return before;
    const text = chatText(input.text);
    if (text === undefined) return 'chat/badText';
    const audience = await this.#audience(from, asSessionId(client.sessionId), input);
    if (typeof audience === 'string') return audience;
    // The sender may have hidden, been muted or left during the query.
    const sender = isPublic ? this.#sender(from, true) : before;
    if (typeof sender === 'string') return sender;
    const isStranger = input.channel === 'direct' && this.#isStranger(sender, input.to);
    if (isStranger && !this.#whispers.isOpen(input.to, clock.now())) return 'chat/tooManyStrangers';
    const isSlow = isPublic && clock.wall() - (client.auth?.createdAt ?? 0) < YOUNG_MS;
    if (isSlow && this.#slowMode && !isWithin(this.#slowMode, 'player')) return 'request/tooMany';
    // Last, so that only messages that are carried are counted.
    if (!limits.every(([limit, of]) => isWithin(limit, of))) return 'request/tooMany';
    const { id, name } = sender;
    const atS = Math.floor(clock.wall() / 1000);
    const said: ChatPush = {
      messageId: newId(),
      channel: input.channel,
      from: { id, name },
      to: audience.to,
      text,
      atS,
    };
    if ('except' in audience) {
      this.#lines.add(said);
      lobby.pushChat(audience.to, said, audience.except);
    } else bus.publish(TOPIC, { to: [...new Set([from, ...audience.players])], said, isStranger });
    return { messageId: said.messageId };
  }

  /** What the two have said lately to each other, and where the reporter reads along. */
  evidence(reporter: PlayerId, player: PlayerId): ChatLine[] {
    const { clock, lobby, play } = this.#deps;
    const here = lobby.localPlayers.find(reporter);
    const party = play.partyOf(reporter)?.partyId;
    const places = [...(here ? shardsOf(here) : []), ...(party === undefined ? [] : [party])];
    return this.#lines.between(reporter, player, places, Math.floor(clock.wall() / 1000));
  }

  /** Neither a friend nor in the party, and `to` has not written first. Nobody is a stranger while LIMITS is off. */
  #isStranger({ id, friends }: PlayerPresence, to: PlayerId): boolean {
    const { clock, config, play } = this.#deps;
    if (config.LIMITS === 'off' || friends.includes(to)) return false;
    const isInParty = play.partyOf(id)?.members.some((member) => member.id === to) ?? false;
    return !isInParty && !this.#whispers.hasWritten(to, id, clock.now());
  }

  #sender(from: PlayerId, isPublic: boolean): PlayerPresence | RequestRefusal {
    const { lobby, clock } = this.#deps;
    const sender = lobby.localPlayers.find(from);
    if (!sender) return 'server/error';
    if (isPublic && !canSee(undefined, sender)) return 'chat/hidden';
    return isMuted(sender, clock.wall()) ? 'chat/muted' : sender;
  }

  #audience(
    from: PlayerId,
    session: SessionId,
    input: ReadInput<'sendChat'>,
  ): Audience | RequestRefusal | Promise<Audience | RequestRefusal> {
    switch (input.channel) {
      case 'direct':
        return this.#player(from, input.to);
      case 'party':
        return this.#party(from);
      case 'shard':
        return this.#shard(from, session);
    }
  }

  async #player(from: PlayerId, to: PlayerId): Promise<Audience | RequestRefusal> {
    const { lobby } = this.#deps;
    if (from === to) return 'request/notAllowed';
    if (!lobby.find(to, from) || !lobby.isReachable(to)) return 'chat/notHere';
    const sender = lobby.localPlayers.find(from);
    if (!sender || !canSee(to, sender)) return 'chat/hidden';
    const blocks = await this.#blocksOf(from);
    if (blocks === 'store/away') return blocks;
    return contactRefusal('sendChat', { isAbsent: blocks.includes(to) }) ?? { to, players: [to] };
  }

  #party(from: PlayerId): Audience | RequestRefusal {
    const party = this.#deps.play.partyOf(from);
    return party ? { to: party.partyId, players: party.members.map(({ id }) => asPlayerId(id)) } : 'party/none';
  }

  async #shard(from: PlayerId, session: SessionId): Promise<Audience | RequestRefusal> {
    const blocks = await this.#blocksOf(from);
    if (blocks === 'store/away') return blocks;
    const shard = this.#deps.lobby.localPlayers.find(from)?.sessions.get(session)?.shard;
    return shard ? { to: shard, except: blocks } : 'server/error';
  }

  /** In both directions. */
  #blocksOf(player: PlayerId): Promise<readonly PlayerId[] | 'store/away'> {
    const { blocks, failed } = this.#deps;
    return orStoreAway(failed, 'chat', async () => (await blocks.of([player])).get(player) ?? []);
  }

  #deliver(message: unknown): void {
    const read = ChatMessage.safeParse(message);
    if (!read.success) return;
    const { clock, lobby } = this.#deps;
    const { to, said, isStranger = false } = read.data;
    if (said.channel === 'direct') this.#whispers.sent(said.from.id, said.to, isStranger, clock.now());
    if (to.some((id) => lobby.localPlayers.find(id))) this.#lines.add(said);
    for (const id of to) lobby.push(id, 'chatReceived', said);
  }
}

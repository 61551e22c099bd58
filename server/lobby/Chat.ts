/**
 * Messages to a player, a party, or everybody in the sender's shard. They reach players online at any process; ChatRecord.ts
 * keeps the latest for those who come, and whispers for friends who are away. A block in either direction keeps them away,
 * and nobody can talk to a player they hide from. Footprint: one query a message, none for a party, one statement more for a
 * friend who is away; a message to a shard, which lives in one process, is encoded once for its sockets.
 */
import { z } from 'zod';
import { asPlayerId, asSessionId, type PlayerId, type SessionId, type ShardId } from '../../shared/ids.ts';
import { personaOf } from '../../shared/playerRow.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { ReadInput, RequestReply } from '../../shared/requests.ts';
import type { ChatChannel, ChatLine } from '../../shared/socialProtocol.ts';
import type { Signal } from '../cluster/Signal.ts';
import type { Request } from '../colyseus/handle.ts';
import type { Config } from '../config.ts';
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';
import { isMuted } from '../domain/presence/mute.ts';
import { type PlayerPresence, shardsOf } from '../domain/presence/player.ts';
import { canSee } from '../domain/presence/visibility.ts';
import { ChatLines, type EvidenceLine } from '../domain/social/chatLines.ts';
import { chatText } from '../domain/social/chatText.ts';
import { contactRefusal } from '../domain/social/contactRule.ts';
import { StrangerWhispers } from '../domain/social/strangerWhispers.ts';
import type { Bus } from '../ports.ts';
import { ChatRecord, type ChatRecordDeps } from './ChatRecord.ts';
import { handlersOf, type LobbyClient, orStoreAway } from './requestHandlers.ts';

const TOPIC = 'chat/1';
const ChatMessage = z.object({
  to: z.array(z.string().transform(asPlayerId)),
  said: z.custom<ChatLine>(),
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
/** `to`: the addressee's id in the message. `isAway`: a friend who is away, or looks it. */
type Audience =
  | { to: string; players: readonly PlayerId[]; isAway?: true }
  | { to: ShardId; except: readonly PlayerId[] };

export type ChatDeps = ChatRecordDeps & {
  bus: Bus;
  config: Config;
  newId: () => string;
  /** An operator deletes the player's lines, or one of them. */
  lineDeleted: Signal<[player: PlayerId, messageId: string | undefined]>;
};

export class Chat {
  readonly #deps: ChatDeps;
  /** For reports, which keep what is deleted for everybody. */
  readonly #evidence = new ChatLines();
  readonly #record: ChatRecord;
  readonly #whispers = new StrangerWhispers();
  /** Of young guests in a shard. Undefined: off. */
  readonly #slowMode: BucketLimit | undefined;
  readonly requests;

  constructor(deps: ChatDeps) {
    this.#deps = deps;
    this.#record = new ChatRecord(deps);
    this.requests = {
      ...handlersOf({ sendChat: (...from) => this.#send(...from) }),
      ...this.#record.requests,
    };
    deps.lineDeleted.add((...line) => this.#delete(...line));
    const { YOUNG_CHAT_MS } = deps.config;
    this.#slowMode = YOUNG_CHAT_MS === 0 ? undefined : { burst: 1, perMinute: 60_000 / YOUNG_CHAT_MS };
    deps.bus.subscribe(TOPIC, (message) => this.#deliver(message));
  }

  async #send(
    from: PlayerId,
    input: ReadInput<'sendChat'>,
    { client, isWithin }: Request<ReadInput<'sendChat'>, LobbyClient>,
  ): Promise<RequestReply<'sendChat'> | RequestRefusal> {
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
    if (isStranger && !this.#whispers.isOpen(from, input.to, clock.now())) return 'chat/tooManyStrangers';
    const isSlow = isPublic && clock.wall() - (client.auth?.createdAt ?? 0) < YOUNG_MS;
    const slowMode = isSlow ? this.#slowMode : undefined;
    if (slowMode && !isWithin(slowMode, 'player')) return 'request/tooMany';
    // Last, so that only messages that are carried are counted.
    if (!limits.every(([limit, of]) => isWithin(limit, of))) return 'request/tooMany';
    const { id } = sender;
    const atS = Math.floor(clock.wall() / 1000);
    const messageId = newId();
    const author = { id, ...personaOf(sender) };
    const line: ChatLine = { messageId, channel: input.channel, from: author, to: audience.to, text, atS };
    if ('except' in audience) {
      this.#evidence.add(line);
      this.#record.add(line);
      lobby.pushChat(audience.to, line, audience.except);
      return { messageId, ...(slowMode && { waitMs: this.#deps.config.YOUNG_CHAT_MS }) };
    }
    const waiting = audience.isAway && ({ isWaiting: true } as const);
    const said = { ...line, ...waiting };
    if (waiting && (await this.#record.keepWaiting(said)) === 'store/away') return 'store/away';
    bus.publish(TOPIC, { to: [...new Set([from, ...audience.players])], said, isStranger });
    return { messageId, ...waiting };
  }

  /** What the two have said lately to each other, and where the reporter reads along. */
  evidence(reporter: PlayerId, player: PlayerId): EvidenceLine[] {
    const { clock, lobby, play } = this.#deps;
    const here = lobby.localPlayers.find(reporter);
    const party = play.partyOf(reporter)?.partyId;
    const places = [...(here ? shardsOf(here) : []), ...(party === undefined ? [] : [party])];
    return this.#evidence.between(reporter, player, places, Math.floor(clock.wall() / 1000));
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
    const sender = lobby.localPlayers.find(from);
    const isAway = !lobby.find(to, from) || !lobby.isReachable(to);
    // What a friend who hides is told here must not differ from what one who left is.
    if (isAway && !sender?.friends.includes(to)) return 'chat/notHere';
    if (!sender || !canSee(to, sender)) return 'chat/hidden';
    const blocks = await this.#blocksOf(from);
    if (blocks === 'store/away') return blocks;
    const refusal = contactRefusal('sendChat', { isAbsent: blocks.includes(to) });
    return refusal ?? { to, players: [to], ...(isAway && { isAway }) };
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
    if (to.some((id) => lobby.localPlayers.find(id))) this.#evidence.add(said);
    this.#record.add(said, to);
    for (const id of to) lobby.push(id, 'chatReceived', said);
  }

  /** From every screen here: also lines that are no longer kept. Ids mean nothing to those who never got them. */
  #delete(player: PlayerId, messageId: string | undefined): void {
    const known = this.#record.delete(player, messageId);
    const messageIds = [...new Set([...known, ...(messageId === undefined ? [] : [messageId])])];
    if (messageIds.length > 0) this.#deps.lobby.deleteChat(messageIds);
  }
}

/**
 * Words from one player to another, to their party, or to everybody in their shard: carried to whoever is here, at whichever
 * process, and kept nowhere. Who blocks, or is blocked, is not reached, and who hides from somebody does not speak to them.
 *
 * Footprint: one query a word, but for the party; a word to a shard, which lives in one process, is encoded once and goes to
 * each of its sockets.
 */
import { z } from 'zod';
import { asPlayerId, type PlayerId, type SessionId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { SendChat, SocialPushes } from '../../shared/socialProtocol.ts';
import type { PlayerPresence } from '../domain/presence/player.ts';
import { chatText } from '../domain/social/chatText.ts';
import type { Play } from '../play/Play.ts';
import type { Blocks, Bus, Clock } from '../ports.ts';
import type { Lobby } from './Lobby.ts';

const TOPIC = 'chat/1';
type Said = SocialPushes['chatReceived'];
type ToShard = Extract<SendChat, { channel: 'shard' }>;
type ToSome = Exclude<SendChat, ToShard>;
const Word = z.object({ to: z.array(z.string().transform(asPlayerId)), said: z.custom<Said>() });

export type ChatDeps = {
  store: Pick<Blocks, 'blocksOf'>;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  lobby: Pick<Lobby, 'find' | 'push' | 'localPlayers' | 'tell'>;
  play: Pick<Play, 'partyOf'>;
  clock: Pick<Clock, 'wall'>;
  newId: () => string;
  failed: (error: unknown, where: string) => void;
};

export class Chat {
  readonly #deps: ChatDeps;

  constructor(deps: ChatDeps) {
    this.#deps = deps;
    deps.bus.subscribe(TOPIC, (message) => this.#heard(message));
  }

  /** `from`: of this process. */
  async say(from: PlayerId, input: ToSome): Promise<{ messageId: string } | RequestRefusal> {
    const speaker = this.#speaker(from);
    if (typeof speaker === 'string') return speaker;
    const text = chatText(input.text);
    if (text === undefined) return 'chat/badText';
    const hearers = input.channel === 'direct' ? await this.#hearer(from, asPlayerId(input.to)) : this.#party(from);
    if (typeof hearers === 'string') return hearers;
    const said = this.#said(speaker, text, input.channel, hearers.to);
    this.#deps.bus.publish(TOPIC, { to: [...new Set([from, ...hearers.players])], said });
    return { messageId: said.messageId };
  }

  /** To everybody in the shard of the session. Who is not seen by all of them does not speak: that they are here would show. */
  async sayInShard(
    from: PlayerId,
    session: SessionId,
    input: ToShard,
  ): Promise<{ messageId: string } | RequestRefusal> {
    const before = this.#speakerToAll(from);
    if (typeof before === 'string') return before;
    const text = chatText(input.text);
    if (text === undefined) return 'chat/badText';
    const blocks = await this.#blocksOf(from);
    if (blocks === 'store/away') return blocks;
    // They may have hidden, been muted or gone while the store was asked.
    const speaker = this.#speakerToAll(from);
    if (typeof speaker === 'string') return speaker;
    const shard = speaker.sessions.get(session)?.shard;
    if (!shard) return 'server/error';
    const said = this.#said(speaker, text, input.channel, shard);
    this.#deps.lobby.tell(shard, said, blocks);
    return { messageId: said.messageId };
  }

  #speaker(from: PlayerId): PlayerPresence | RequestRefusal {
    const { lobby, clock } = this.#deps;
    const speaker = lobby.localPlayers.find(from);
    if (!speaker) return 'server/error';
    return speaker.mutedUntil > clock.wall() ? 'chat/muted' : speaker;
  }

  #speakerToAll(from: PlayerId): PlayerPresence | RequestRefusal {
    return this.#deps.lobby.find(from) ? this.#speaker(from) : 'chat/hidden';
  }

  #said({ id, name }: PlayerPresence, text: string, channel: SendChat['channel'], to: string): Said {
    const { clock, newId } = this.#deps;
    return { messageId: newId(), channel, from: { id, name }, to, text, atS: Math.floor(clock.wall() / 1000) };
  }

  async #hearer(from: PlayerId, to: PlayerId): Promise<{ to: string; players: PlayerId[] } | RequestRefusal> {
    const { lobby } = this.#deps;
    if (from === to) return 'request/notAllowed';
    if (!lobby.find(to, from)) return 'chat/notHere';
    if (!lobby.find(from, to)) return 'chat/hidden';
    const blocks = await this.#blocksOf(from);
    if (blocks === 'store/away') return blocks;
    return blocks.includes(to) ? 'chat/notHere' : { to, players: [to] };
  }

  /** In both directions. */
  async #blocksOf(player: PlayerId): Promise<readonly PlayerId[] | 'store/away'> {
    const { store, failed } = this.#deps;
    try {
      return (await store.blocksOf([player])).get(player) ?? [];
    } catch (error) {
      failed(error, 'chat');
      return 'store/away';
    }
  }

  #party(from: PlayerId): { to: string; players: PlayerId[] } | RequestRefusal {
    const party = this.#deps.play.partyOf(from);
    return party ? { to: party.partyId, players: party.members.map(({ id }) => asPlayerId(id)) } : 'party/none';
  }

  #heard(message: unknown): void {
    const word = Word.safeParse(message);
    if (!word.success) return;
    for (const id of word.data.to) this.#deps.lobby.push(id, 'chatReceived', word.data.said);
  }
}

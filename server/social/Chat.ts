/**
 * Words from one player to another, or to their party: carried to whoever is here, at whichever process, and kept nowhere.
 * Who blocks, or is blocked, is not reached, and who hides from somebody does not speak to them.
 */
import { z } from 'zod';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/protocol.ts';
import type { SendChat, SocialPushes } from '../../shared/socialProtocol.ts';
import { chatText } from '../domain/chatText.ts';
import type { Lobby } from '../lobby.ts';
import type { Play } from '../play/Play.ts';
import type { Blocks, Bus, Clock } from '../ports.ts';

const TOPIC = 'chat/1';
type Said = SocialPushes['chatReceived'];
const Word = z.object({ to: z.array(z.string().transform(asPlayerId)), said: z.custom<Said>() });

export type ChatDeps = {
  store: Pick<Blocks, 'blocksOf'>;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  lobby: Pick<Lobby, 'find' | 'push' | 'residents'>;
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
  async say(from: PlayerId, input: SendChat): Promise<{ messageId: string } | RequestRefusal> {
    const { lobby, clock, newId, bus } = this.#deps;
    const speaker = lobby.residents.find(from);
    if (!speaker) return 'server/error';
    if (speaker.mutedUntil > clock.wall()) return 'chat/muted';
    const text = chatText(input.text);
    if (text === undefined) return 'chat/badText';
    const hearers = input.channel === 'direct' ? await this.#hearer(from, asPlayerId(input.to)) : this.#party(from);
    if (typeof hearers === 'string') return hearers;
    const messageId = newId();
    const { channel } = input;
    const said: Said = {
      messageId,
      channel,
      from: { id: from, name: speaker.name },
      to: hearers.to,
      text,
      atS: Math.floor(clock.wall() / 1000),
    };
    bus.publish(TOPIC, { to: [...new Set([from, ...hearers.players])], said });
    return { messageId };
  }

  async #hearer(from: PlayerId, to: PlayerId): Promise<{ to: string; players: PlayerId[] } | RequestRefusal> {
    const { lobby, store, failed } = this.#deps;
    if (from === to) return 'request/notAllowed';
    if (!lobby.find(to, from)) return 'chat/notHere';
    if (!lobby.find(from, to)) return 'chat/hidden';
    try {
      const blocks = await store.blocksOf([from]);
      return blocks.get(from)?.includes(to) ? 'chat/notHere' : { to, players: [to] };
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

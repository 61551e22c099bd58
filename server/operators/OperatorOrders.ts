/**
 * Operators' orders, for the whole cluster: done at this process at once and told over the bus to all others, who do them
 * when they hear of them. A ban is stored before anything else, so that it holds whoever hears of it. What was said while a
 * process heard nothing it is told again when it hears again, for as long as orders are kept.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, Players } from '../ports.ts';
import { RecentOrders } from './recentOrders.ts';

const TOPIC = 'orders';

const Id = z.string().max(64).transform(asPlayerId);
/**
 * What one process tells the others. `from` is made up at each start: the bus brings a process its own words, too. `id`: the
 * same word may come twice. `missed`: whoever told something lately should tell it again.
 */
const said = { from: z.string(), id: z.string().optional() };
const Word = z.discriminatedUnion('order', [
  z.object({ ...said, order: z.literal('kick'), playerId: Id }),
  z.object({ ...said, order: z.literal('ban'), playerId: Id }),
  z.object({ ...said, order: z.literal('unban'), playerId: Id }),
  z.object({ ...said, order: z.literal('mute'), playerId: Id, until: z.number() }),
  z.object({ ...said, order: z.literal('announce'), text: z.string() }),
  z.object({
    ...said,
    order: z.literal('drain'),
    processId: z.string().max(64).transform(asProcessId),
    reason: z.string(),
  }),
  z.object({ ...said, order: z.literal('missed') }),
]);
type Word = z.infer<typeof Word>;
type Order = Word extends infer W ? (W extends Word ? Omit<W, 'from' | 'id'> : never) : never;

export type OperatorOrdersDeps = {
  bus: Pick<Bus, 'publish' | 'subscribe' | 'isUp' | 'onBack'>;
  lobby: {
    /** Ends every session of the player at this process; false where there is none. */
    endPlayer(id: PlayerId, why: 'kicked' | 'banned'): boolean;
    /** Until when the player may say nothing in the chat (epoch ms). */
    mute(id: PlayerId, until: number): void;
    /** Shown to everybody at this process. */
    announce(text: string): void;
  };
  players: Players;
  process: ProcessId;
  /** Whether another process is there to be told. */
  isThere: (process: ProcessId) => boolean;
  /** Ends this process as SIGTERM does, which is heard after what is answered now. */
  drain: (reason: string) => void;
  clock: Clock;
  log: Pick<Log, 'warn'>;
};
/** `isPartial`: other processes could not be told. */
export type Done = { isPartial: boolean };

/** All reject while the store is away, and then nothing was done. */
export class OperatorOrders {
  readonly #deps: OperatorOrdersDeps;
  readonly #self = randomUUID();
  readonly #recent: RecentOrders<Word>;

  constructor(deps: OperatorOrdersDeps) {
    this.#deps = deps;
    this.#recent = new RecentOrders(deps.clock);
    deps.bus.subscribe(TOPIC, (message) => this.#hear(message));
    deps.bus.onBack(() => {
      deps.bus.publish(TOPIC, { from: this.#self, order: 'missed' });
      this.#tellAgain();
    });
  }

  /** Banned lately, as far as this process has heard: whoever was given a seat before may not take it. */
  isBarred(id: PlayerId): boolean {
    const isAbout = (word: Word) => (word.order === 'ban' || word.order === 'unban') && word.playerId === id;
    return this.#recent.words().findLast(isAbout)?.order === 'ban';
  }

  /** Ends the player's sessions; they may come back. Who is here is kicked without the store. */
  async kick(playerId: PlayerId): Promise<Done | 'player/unknown'> {
    const { lobby, players } = this.#deps;
    const wasHere = lobby.endPlayer(playerId, 'kicked');
    if (!wasHere && !(await players.find(playerId))) return 'player/unknown';
    return this.#tell({ order: 'kick', playerId });
  }

  /** From now on the player may not sign in or join; their sessions end. */
  async ban(playerId: PlayerId): Promise<Done | 'player/unknown'> {
    const { clock, lobby, players } = this.#deps;
    if (!(await players.setBanned(playerId, clock.wall()))) return 'player/unknown';
    lobby.endPlayer(playerId, 'banned');
    return this.#tell({ order: 'ban', playerId });
  }

  /** Holds everywhere at once, for whoever joins is looked up in the store; who was barred lately is so no more. */
  async unban(playerId: PlayerId): Promise<Done | 'player/unknown'> {
    if (!(await this.#deps.players.setBanned(playerId, null))) return 'player/unknown';
    this.#tell({ order: 'unban', playerId });
    return { isPartial: false };
  }

  /** For so many minutes the player may say nothing in the chat; 0 lifts it. */
  async mute(playerId: PlayerId, minutes: number): Promise<Done | 'player/unknown'> {
    const { clock, lobby, players } = this.#deps;
    const until = minutes === 0 ? 0 : clock.wall() + minutes * 60_000;
    if (!(await players.setMuted(playerId, until || null))) return 'player/unknown';
    lobby.mute(playerId, until);
    return this.#tell({ order: 'mute', playerId, until });
  }

  /** Shown once to everybody who is online now. */
  announce(text: string): Done {
    this.#deps.lobby.announce(text);
    return this.#tell({ order: 'announce', text });
  }

  /** Ends a process as SIGTERM does: this one, or the one that is named. */
  drain(reason: string, processId = this.#deps.process): (Done & { processId: ProcessId }) | 'process/unknown' {
    const { process, isThere, drain } = this.#deps;
    if (processId === process) {
      drain(reason);
      return { isPartial: false, processId };
    }
    if (!isThere(processId)) return 'process/unknown';
    return { ...this.#tell({ order: 'drain', processId, reason }), processId };
  }

  #tell(order: Order): Done {
    const id = randomUUID();
    const word: Word = { from: this.#self, id, ...order };
    this.#recent.add(id, word);
    this.#deps.bus.publish(TOPIC, word);
    return { isPartial: !this.#deps.bus.isUp };
  }

  #tellAgain(): void {
    for (const word of this.#recent.words()) if (word.from === this.#self) this.#deps.bus.publish(TOPIC, word);
  }

  #hear(message: unknown): void {
    const word = Word.safeParse(message);
    if (!word.success) return this.#deps.log.warn('an order of another process was not understood');
    const { lobby, process, drain } = this.#deps;
    const { from, id = randomUUID() } = word.data;
    if (from === this.#self) return;
    if (word.data.order === 'missed') return this.#tellAgain();
    if (!this.#recent.add(id, word.data)) return;
    if (word.data.order === 'announce') lobby.announce(word.data.text);
    if (word.data.order === 'mute') lobby.mute(word.data.playerId, word.data.until);
    if (word.data.order === 'kick') lobby.endPlayer(word.data.playerId, 'kicked');
    if (word.data.order === 'ban') lobby.endPlayer(word.data.playerId, 'banned');
    if (word.data.order === 'drain' && word.data.processId === process) drain(word.data.reason);
  }
}

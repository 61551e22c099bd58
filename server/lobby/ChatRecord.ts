/**
 * What has been said, for clients that come or come back. Lines of a shard live where the shard does; those of parties and
 * whispers at every process that was there to hear them, in memory. Whispers to friends who are away are stored as well.
 * Lines keep ids: names are looked up when they are shown. Footprint: one query for a page.
 */
import { asPlayerId, asSessionId, type PlayerId, type SessionId } from '../../shared/ids.ts';
import { LINES_KEPT } from '../../shared/limits.ts';
import { type Persona, personaOf } from '../../shared/playerRow.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { ReadInput } from '../../shared/requests.ts';
import type { ChatLine, ChatPage, Happened } from '../../shared/socialProtocol.ts';
import { Recent } from '../domain/admission/Recent.ts';
import { ChatHistory, pageOf } from '../domain/social/chatHistory.ts';
import type { Play } from '../play/Play.ts';
import type { Blocks, Whispers } from '../ports.ts';
import { Happenings, type HappeningsDeps } from './Happenings.ts';
import { handlersOf, orStoreAway } from './requestHandlers.ts';

/** As long as lines are kept. */
const NAMES_KEPT_MS = 86_400_000;

export type ChatRecordDeps = HappeningsDeps & {
  blocks: Blocks;
  whispers: Whispers;
  play: Play;
  failed: (error: unknown, where: string) => void;
};

export class ChatRecord {
  readonly #deps: ChatRecordDeps;
  readonly #history = new ChatHistory();
  /** Of those who spoke: the name that strangers see, or saw last. */
  readonly #lastShown: Recent<Persona>;
  readonly #happenings: Happenings;
  readonly requests = handlersOf({
    chatHistory: (viewer, input, { client }) => this.#page(viewer, asSessionId(client.sessionId), input),
    readWhispers: (viewer, { playerId, messageId }) =>
      this.#orStoreAway(async () => {
        await this.#deps.whispers.read(viewer, playerId, messageId);
        return {};
      }),
  });

  constructor(deps: ChatRecordDeps) {
    this.#deps = deps;
    this.#lastShown = new Recent(NAMES_KEPT_MS);
    this.#happenings = new Happenings(deps, ({ winners, losers }) => {
      for (const { id } of [...winners, ...losers]) this.#noteShown(asPlayerId(id));
    });
    deps.lobby.shown.add((id) => {
      if (this.#lastShown.get(id) !== undefined) this.#noteShown(id);
    });
  }

  /** `to`: of a party's line and a whisper, everybody it goes to, the sender too. */
  add(said: ChatLine, to?: readonly PlayerId[]): void {
    this.#noteShown(asPlayerId(said.from.id));
    if (said.channel === 'direct') for (const id of to ?? []) this.#history.add(mailbox(id), { said });
    else this.#history.add(said.to, { said, ...(to && { to }) });
  }

  /** For a friend who is away, or looks it. */
  keepWaiting(said: ChatLine): Promise<object | 'store/away'> {
    const { messageId: id, text } = said;
    const [from, to] = [asPlayerId(said.from.id), asPlayerId(said.to)];
    return this.#orStoreAway(async () => {
      await this.#deps.whispers.add({ id, from, to, text, at: this.#deps.clock.wall() });
      return {};
    });
  }

  /** The player's lines, or one of them. Returns the ids of those that were known here. */
  delete(player: PlayerId, messageId?: string): string[] {
    const isGone = ({ from, messageId: id }: ChatLine) => from.id === player && (messageId ?? id) === id;
    return [...this.#history.remove(isGone)];
  }

  #page(viewer: PlayerId, session: SessionId, input: ReadInput<'chatHistory'>): Promise<ChatPage | RequestRefusal> {
    switch (input.channel) {
      case 'direct':
        return this.#orStoreAway(() => this.#whispers(viewer, input));
      case 'party':
        return Promise.resolve(this.#party(viewer, input.before));
      case 'shard':
        return this.#orStoreAway(() => this.#shard(viewer, session, input.before));
    }
  }

  /** A member reads what was said to them; the blocks of a party are none. */
  #party(viewer: PlayerId, before: string | undefined): ChatPage | RequestRefusal {
    const party = this.#deps.play.partyOf(viewer);
    if (!party) return 'party/none';
    const lines = this.#history.lines(party.partyId, this.#nowS(), ({ to }) => to?.includes(viewer) ?? false);
    const mate = (id: string) => party.members.find((member) => member.id === id);
    return this.#shown(pageOf(lines, before), viewer, mate);
  }

  async #shard(viewer: PlayerId, session: SessionId, before: string | undefined): Promise<ChatPage> {
    const blocks = await this.#blocksOf(viewer);
    const shard = this.#deps.lobby.localPlayers.find(viewer)?.sessions.get(session)?.shard;
    if (!shard) return { lines: [], hasMore: false };
    const isFor = ({ said }: { said: ChatLine }) => !blocks.has(said.from.id);
    const page = this.#shown(pageOf(this.#history.lines(shard, this.#nowS(), isFor), before), viewer);
    return before === undefined ? { ...page, happened: this.#happened(viewer, blocks) } : page;
  }

  #happened(viewer: PlayerId, blocks: ReadonlySet<string>): Happened[] {
    const named = (people: Happened['winners']) =>
      people.map(({ id, name }) => ({ id, name: this.#personaOf(asPlayerId(id), viewer)?.name ?? name }));
    return this.#happenings
      .latest()
      .filter(({ winners, losers }) => ![...winners, ...losers].some(({ id }) => blocks.has(id)))
      .map((each) => ({ ...each, winners: named(each.winners), losers: named(each.losers) }));
  }

  /** The first answer brings all that waited, beside the latest. */
  async #whispers(viewer: PlayerId, { to, before }: { to?: PlayerId | undefined; before?: string | undefined }) {
    const [blocks, waiting] = await Promise.all([
      this.#blocksOf(viewer),
      this.#deps.whispers.waitingFor(viewer, this.#deps.clock.wall()),
    ]);
    const otherOf = ({ from, to: addressee }: ChatLine) => (from.id === viewer ? addressee : from.id);
    const isWanted = (said: ChatLine) => !blocks.has(otherOf(said)) && (to ?? otherOf(said)) === otherOf(said);
    const heard = this.#history.lines(mailbox(viewer), this.#nowS(), ({ said }) => isWanted(said));
    const kept = waiting.map(({ id: messageId, from: id, sender, text, at }): ChatLine => {
      const atS = Math.floor(at / 1000);
      return { messageId, channel: 'direct', from: { id, ...sender }, to: viewer, text, atS, isWaiting: true };
    });
    const ids = new Set(kept.map(({ messageId }) => messageId));
    const others = heard.filter(({ messageId }) => !ids.has(messageId)).map(({ isWaiting: _, ...said }) => said);
    const lines = [...others, ...kept.filter(isWanted)].toSorted((a, b) => a.atS - b.atS);
    return this.#shown(pageOf(lines, before, to === undefined ? 2 * LINES_KEPT : undefined), viewer);
  }

  /** With the names and emblems that the viewer sees now; of those who left or hide, the last ones that were seen. */
  #shown(
    { lines, hasMore }: ChatPage,
    viewer: PlayerId,
    mate = (_: string): Persona | undefined => undefined,
  ): ChatPage {
    const named = lines.map((said): ChatLine => {
      const id = asPlayerId(said.from.id);
      const persona = mate(id) ?? this.#personaOf(id, viewer) ?? said.from;
      return { ...said, from: { id, ...personaOf(persona) } };
    });
    return { lines: named, hasMore };
  }

  #personaOf(id: PlayerId, viewer: PlayerId): Persona | undefined {
    return this.#deps.lobby.find(id, viewer) ?? this.#lastShown.get(id);
  }

  #noteShown(id: PlayerId): void {
    const row = this.#deps.lobby.find(id);
    if (row) this.#lastShown.set(id, personaOf(row), this.#deps.clock.now());
  }

  /** In both directions. */
  async #blocksOf(viewer: PlayerId): Promise<Set<string>> {
    return new Set((await this.#deps.blocks.of([viewer])).get(viewer) ?? []);
  }

  #nowS(): number {
    return Math.floor(this.#deps.clock.wall() / 1000);
  }

  #orStoreAway<T>(act: () => Promise<T>): Promise<T | 'store/away'> {
    return orStoreAway(this.#deps.failed, 'chat', act);
  }
}

const mailbox = (player: PlayerId): string => `whispers ${player}`;

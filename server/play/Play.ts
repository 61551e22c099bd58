/**
 * Playing, as this process offers it to its players: passes their wishes on to the desk, wherever that is, and carries what
 * the desk says to them.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { MatchRow, PartyView, PlayPushes } from '../../shared/playProtocol.ts';
import type { RequestRefusal } from '../../shared/protocol.ts';
import type { Lobby } from '../lobby.ts';
import type { Bus, Clock } from '../ports.ts';
import { DeskLine } from './DeskLine.ts';
import { type Ask, NEWS, type News, type NewsItem, type Reply, type Report } from './deskMessages.ts';
import { MatchList } from './MatchList.ts';

/** What must reach the desk is said again until it has: reports of matches, and the wish to be told anew. */
const AGAIN_MS = 1_000;
/** Players whom the desk is asked of at once, when words may have been lost. */
const RESYNC_BATCH = 100;

export type PlayDeps = {
  process: ProcessId;
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onBack'>;
  clock: Clock;
  newId: () => string;
  patienceMs?: number;
  lobby: Pick<Lobby, 'push' | 'residents'>;
};

export class Play {
  readonly #deps: PlayDeps;
  readonly #line: DeskLine;
  readonly #matches = new MatchList();
  /** Of the players of this process, as they were told. */
  readonly #parties = new Map<PlayerId, PartyView>();
  #isStopped = false;
  #resyncs = 0;

  constructor(deps: PlayDeps) {
    this.#deps = deps;
    this.#line = new DeskLine(deps);
    deps.bus.subscribe(NEWS, (message) => this.#heard(message as News));
    deps.bus.onBack(() => {
      void this.refresh();
      void this.#resync();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  ask(ask: Ask): Promise<Reply | RequestRefusal> {
    const name = this.#deps.lobby.residents.find(ask.player)?.name;
    return this.#line.ask({ ask, ...(name !== undefined && { name }) });
  }

  /** The player has come or come back: they are told what they are in. Nobody waits for it. */
  sync(player: PlayerId): void {
    void this.#line.ask({ ask: { player, type: 'sync' } });
  }

  /** Until the desk has heard it, in the order in which they are made for one match. */
  async report(report: Report): Promise<void> {
    while (!this.#isStopped) {
      const answer = await this.#line.ask({ report });
      if (typeof answer !== 'string' || answer === 'server/error') return;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /** To players, wherever they are. */
  tell(items: NewsItem[]): void {
    const news: News = { items };
    this.#deps.bus.publish(NEWS, news);
  }

  /** The list of matches from the desk: at the start, and where words may have been lost. */
  async refresh(): Promise<void> {
    const answer = await this.#line.ask('list');
    if (typeof answer !== 'string') this.#replace(answer.rows ?? []);
  }

  matches() {
    return this.#matches.rows();
  }

  /** The party of a player of this process. */
  partyOf(player: PlayerId): PartyView | undefined {
    return this.#parties.get(player);
  }

  /** The player has left this process. */
  forget(player: PlayerId): void {
    this.#parties.delete(player);
  }

  /** In all their tabs. */
  follow(player: PlayerId, on: boolean): void {
    if (!on) return this.#matches.unfollow(player);
    this.#matches.follow(player);
    this.#deps.lobby.push(player, 'matchesUpdated', this.#matches.whole());
  }

  #heard({ items }: News): void {
    const { lobby } = this.#deps;
    for (const item of items) {
      if (item.type === 'push') {
        if (item.push === 'partyUpdated') this.#keepParty(item.to, item.payload.party);
        lobby.push(item.to, item.push, item.payload);
      }
      if (item.type === 'activity') lobby.residents.setActivity(item.playerId, item.activity);
      if (item.type === 'rated') lobby.residents.setRating(item.playerId, item.rating);
    }
    const whole = items.findLast((item) => item.type === 'relisted');
    if (whole) this.#replace(whole.rows);
    const delta = this.#matches.apply(items.filter((item) => item.type === 'listed'));
    if (delta) this.#tellFollowers(delta);
  }

  #keepParty(player: PlayerId, party: PartyView | undefined): void {
    if (party && this.#deps.lobby.residents.find(player)) this.#parties.set(player, party);
    else this.#parties.delete(player);
  }

  /**
   * Everybody here is told anew what they are in, and shown as that: what was said of it may have been lost. As soon as there
   * is a desk, batch after batch; once more from the beginning where words were lost again.
   */
  async #resync(): Promise<void> {
    this.#resyncs += 1;
    const run = this.#resyncs;
    const players = this.#deps.lobby.residents.ids();
    for (let from = 0; from < players.length; ) {
      const answer = await this.#line.ask({ resync: players.slice(from, from + RESYNC_BATCH) });
      if (this.#isStopped || run !== this.#resyncs) return;
      if (answer === 'play/away') await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      else from += RESYNC_BATCH;
    }
  }

  #replace(rows: readonly MatchRow[]): void {
    this.#matches.replace(rows);
    this.#tellFollowers(this.#matches.whole());
  }

  #tellFollowers(delta: PlayPushes['matchesUpdated']): void {
    const { lobby } = this.#deps;
    for (const player of this.#matches.followers) {
      if (lobby.residents.find(player)) lobby.push(player, 'matchesUpdated', delta);
      else this.#matches.unfollow(player);
    }
  }
}

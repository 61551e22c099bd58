/**
 * Playing, as this process offers it to its players: passes their wishes on to the desk, wherever that is, and carries what
 * the desk says to them.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { MatchRow, PartyView, PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayRefusal, RequestRefusal } from '../../shared/refusals.ts';
import { BusRequests } from '../cluster/BusRequests.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import type { Lobby } from '../lobby/Lobby.ts';
import type { Bus, Clock } from '../ports.ts';
import {
  type Answered,
  ASKS,
  type Ask,
  type DeskRequest,
  NEWS,
  type News,
  type NewsItem,
  OFFICE,
  type Reply,
  type Report,
  readOffice,
} from './deskMessages.ts';
import { MatchList } from './MatchList.ts';

/** A report of a match must reach the desk: it is made again until it has. */
export const REPORT_AGAIN_MS = 1_000;
/** The desk answers in milliseconds; where it has just died, another takes its place within a lease. */
export const DESK_TIMEOUT_MS = 3_000;

export type PlayDeps = {
  process: ProcessId;
  bus: Bus;
  clock: Clock;
  timeoutMs?: number;
  lobby: Pick<Lobby, 'push' | 'localPlayers'>;
  /** The matches that have their rooms here. */
  standing: () => StoredMatch[];
};

export class Play {
  readonly #deps: PlayDeps;
  readonly #desk: BusRequests<{ request: DeskRequest }, Answered>;
  readonly #matches = new MatchList();
  /** Of the players of this process, as they were told. */
  readonly #parties = new Map<PlayerId, PartyView>();
  #isStopped = false;
  /** The fence of the desk that is in office, and of the one that knows what there is here. */
  #office = 0;
  #knownTo: number | undefined;
  #isTelling = false;

  constructor(deps: PlayDeps) {
    this.#deps = deps;
    this.#desk = new BusRequests({ topic: ASKS, timeoutMs: DESK_TIMEOUT_MS, ...deps });
    deps.bus.subscribe(NEWS, (message) => this.#heard(message as News));
    deps.bus.subscribe(OFFICE, (message) => this.#hearOffice(readOffice(message)?.fence ?? 0));
    deps.bus.onBack(() => {
      this.#knownTo = undefined;
      void this.resync();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  ask(ask: Ask): Promise<Reply | RequestRefusal> {
    const name = this.#deps.lobby.localPlayers.find(ask.player)?.name;
    return this.#askDesk({ ask, ...(name !== undefined && { name }) });
  }

  /** The player has come or come back: they are told what they are in. Nobody waits for it. */
  sync(player: PlayerId): void {
    void this.#askDesk({ ask: { player, type: 'sync' } });
  }

  /** Until the desk has heard it, in the order in which they are made for one match. */
  async report(report: Report): Promise<void> {
    while (!this.#isStopped) {
      const answer = await this.#askDesk({ report });
      if (typeof answer !== 'string' || answer === 'server/error') return;
      await new Promise((resolve) => setTimeout(resolve, REPORT_AGAIN_MS));
    }
  }

  /** To players, wherever they are. */
  tell(items: NewsItem[]): void {
    const news: News = { items };
    this.#deps.bus.publish(NEWS, news);
  }

  /**
   * The desk is told what there is here, and tells what it knows of it, the list of matches with it: at the start, where
   * words may have been lost, and where another desk is in office. Where it does not answer, again with its next sign of
   * life. Never rejects.
   */
  async resync(): Promise<void> {
    if (this.#isTelling || this.#isStopped) return;
    this.#isTelling = true;
    const { lobby, standing } = this.#deps;
    const office = this.#office;
    const answer = await this.#askDesk({ resync: { players: lobby.localPlayers.activities(), matches: standing() } });
    this.#isTelling = false;
    if (typeof answer === 'string') return;
    this.#knownTo = office;
    if ('rows' in answer) this.#replace(answer.rows);
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

  /** `play/away` where nobody answers in time: it was not done, or the desk that did it has gone. */
  async #askDesk(request: DeskRequest): Promise<Reply | PlayRefusal | 'server/error'> {
    const answered = await this.#desk.askAny({ request });
    if (!answered) return 'play/away';
    return 'reply' in answered ? answered.reply : answered.refusal;
  }

  #hearOffice(fence: number): void {
    this.#office = Math.max(this.#office, fence);
    if (this.#office !== this.#knownTo) void this.resync();
  }

  #heard({ items }: News): void {
    const { lobby } = this.#deps;
    for (const item of items) {
      if (item.type === 'push') {
        if (item.push === 'partyUpdated') this.#keepParty(item.to, item.payload.party);
        lobby.push(item.to, item.push, item.payload);
      }
      if (item.type === 'activity') lobby.localPlayers.setActivity(item.playerId, item.activity);
      if (item.type === 'rated') lobby.localPlayers.setRating(item.playerId, item.rating);
    }
    const whole = items.findLast((item) => item.type === 'relisted');
    if (whole) this.#replace(whole.rows);
    const delta = this.#matches.apply(items.filter((item) => item.type === 'listed'));
    if (delta) this.#tellFollowers(delta);
  }

  #keepParty(player: PlayerId, party: PartyView | undefined): void {
    if (party && this.#deps.lobby.localPlayers.find(player)) this.#parties.set(player, party);
    else this.#parties.delete(player);
  }

  #replace(rows: readonly MatchRow[]): void {
    this.#matches.replace(rows);
    this.#tellFollowers(this.#matches.whole());
  }

  #tellFollowers(delta: PlayPushes['matchesUpdated']): void {
    const { lobby } = this.#deps;
    for (const player of this.#matches.followers) {
      if (lobby.localPlayers.find(player)) lobby.push(player, 'matchesUpdated', delta);
      else this.#matches.unfollow(player);
    }
  }
}

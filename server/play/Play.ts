/** Playing at this process: passes its players' requests on to the desk, wherever it runs, and its news to them. */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import { type Persona, personaOf } from '../../shared/playerRow.ts';
import type { MatchRow, PartyView, PlayPushes } from '../../shared/playProtocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { Happened } from '../../shared/socialProtocol.ts';
import type { PlayStatus } from '../../shared/status.ts';
import { BusRequests } from '../cluster/BusRequests.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import type { Bus, Clock } from '../ports.ts';
import {
  type Answered,
  ASKS,
  type Ask,
  type DeskRefusal,
  type DeskRequest,
  HAPPENED,
  type LocalPlayer,
  NEWS,
  type News,
  type NewsItem,
  OFFICE,
  type Reply,
  type Report,
  readOfficeMessage,
} from './deskMessages.ts';
import { MatchList } from './MatchList.ts';
import { ResultNews, type ResultNewsDeps } from './ResultNews.ts';

/** A match's report is sent again until the desk has it. */
export const REPORT_AGAIN_MS = 1_000;
/** A living desk answers in milliseconds, and a dead one is replaced within a lease. */
export const DESK_TIMEOUT_MS = 3_000;

/** What playing needs of this process' lobby. */
export interface PlayLobby {
  push<Type extends PushType>(player: PlayerId, type: Type, payload: Pushes[Type]): void;
  pushToAll<Type extends PushType>(players: Iterable<PlayerId>, type: Type, payload: Pushes[Type]): void;
  readonly localPlayers: {
    find(
      player: PlayerId,
    ): (Persona & NonNullable<ReturnType<ResultNewsDeps['lobby']['localPlayers']['find']>>) | undefined;
    playStatuses(): LocalPlayer[];
    setPlayStatus(player: PlayerId, playStatus: PlayStatus | undefined): void;
    choose(player: PlayerId, choice: { rating: number; ratings?: string }): void;
  };
}

export type PlayDeps = Pick<ResultNewsDeps, 'matches' | 'failed'> & {
  process: ProcessId;
  bus: Bus;
  clock: Clock;
  timeoutMs?: number;
  lobby: PlayLobby;
  /** The matches with their rooms here. */
  standing: () => StoredMatch[];
};

export class Play {
  readonly #deps: PlayDeps;
  readonly #desk: BusRequests<{ request: DeskRequest }, Answered>;
  readonly #matches = new MatchList();
  readonly #results: ResultNews;
  readonly #followers = new Set<PlayerId>();
  /** Of this process' players, as last pushed to them. */
  readonly #parties = new Map<PlayerId, PartyView>();
  #isStopped = false;
  /** The fences of the desk in office and of the one that last got this process' stock. */
  #officeFence = 0;
  #resyncedFence: number | undefined;
  #isResyncing = false;

  constructor(deps: PlayDeps) {
    this.#deps = deps;
    this.#results = new ResultNews(deps);
    this.#desk = new BusRequests({ topic: ASKS, timeoutMs: DESK_TIMEOUT_MS, ...deps });
    deps.bus.subscribe(NEWS, (message) => this.#receive(message as News));
    deps.bus.subscribe(OFFICE, (message) => this.#followOffice(readOfficeMessage(message)?.fence ?? 0));
    deps.bus.onBack(() => {
      this.#resyncedFence = undefined;
      void this.resync();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  ask(ask: Ask): Promise<Reply | RequestRefusal> {
    const self = this.#deps.lobby.localPlayers.find(ask.player);
    return this.#askDesk({ ask, ...(self && personaOf(self)) });
  }

  /** After a join or a resume: the desk pushes to the player what they are in. */
  sync(player: PlayerId): void {
    void this.#results.bring(player);
    void this.#askDesk({ ask: { player, type: 'sync' } });
  }

  /** Resolves when the desk has it. Reports of one match keep their order. */
  async report(report: Report): Promise<void> {
    while (!this.#isStopped) {
      const answer = await this.#askDesk({ report });
      if (typeof answer !== 'string' || answer === 'server/error') return;
      await new Promise((resolve) => setTimeout(resolve, REPORT_AGAIN_MS));
    }
  }

  /** To players at any process. */
  publishNews(items: NewsItem[]): void {
    const message: News = { items };
    this.#deps.bus.publish(NEWS, message);
  }

  /** To all processes (lobby/Happenings.ts). */
  publishWin(win: Happened): void {
    this.#deps.bus.publish(HAPPENED, win);
  }

  /**
   * Sends this process' stock to the desk and gets the list of matches: at the start, after messages may have been
   * lost, and for each new desk. An unanswered stock is sent again after the desk's next sign of life. Never rejects.
   */
  async resync(): Promise<void> {
    if (this.#isResyncing || this.#isStopped) return;
    this.#isResyncing = true;
    const { lobby, standing } = this.#deps;
    const office = this.#officeFence;
    const answer = await this.#askDesk({ resync: { players: lobby.localPlayers.playStatuses(), matches: standing() } });
    this.#isResyncing = false;
    if (typeof answer === 'string') return;
    this.#resyncedFence = office;
    if ('rows' in answer) this.#replace(answer.rows);
  }

  matches() {
    return this.#matches.rows();
  }

  lists(matchId: string): boolean {
    return this.#matches.has(matchId);
  }

  partyOf(player: PlayerId): PartyView | undefined {
    return this.#parties.get(player);
  }

  /** Called when the player has changed: they may have left this process. */
  forgetIfGone(player: PlayerId): void {
    if (this.#deps.lobby.localPlayers.find(player)) return;
    this.#parties.delete(player);
    this.#results.forget(player);
  }

  /** In all the player's tabs. */
  follow(player: PlayerId, on: boolean): void {
    this.#followers[on ? 'add' : 'delete'](player);
    if (on) this.#deps.lobby.push(player, 'matchesUpdated', this.#matches.fullList());
  }

  /** `play/away` where nobody answers in time: it was not done, or the desk that did it has gone. */
  async #askDesk(request: DeskRequest): Promise<Reply | DeskRefusal> {
    const answered = await this.#desk.askAny({ request });
    if (!answered) return 'play/away';
    return 'reply' in answered ? answered.reply : answered.refusal;
  }

  #followOffice(fence: number): void {
    this.#officeFence = Math.max(this.#officeFence, fence);
    if (this.#officeFence !== this.#resyncedFence) void this.resync();
  }

  #receive({ items }: News): void {
    const { lobby } = this.#deps;
    for (const item of items) {
      if (item.type === 'push') {
        if (item.push === 'partyUpdated') this.#keepParty(item.to, item.payload.party);
        if (item.push === 'matchFinished') this.#results.push(item.to, item.payload);
        else lobby.push(item.to, item.push, item.payload);
      }
      if (item.type === 'activity') lobby.localPlayers.setPlayStatus(item.playerId, item.activity);
      if (item.type === 'rated') {
        const { playerId, rating, ratings } = item;
        lobby.localPlayers.choose(playerId, ratings === undefined ? { rating } : { rating, ratings });
      }
    }
    const whole = items.findLast((item) => item.type === 'relisted');
    if (whole) this.#replace(whole.rows);
    const delta = this.#matches.apply(items.filter((item) => item.type === 'listed'));
    if (delta) this.#pushMatches(delta);
  }

  #keepParty(player: PlayerId, party: PartyView | undefined): void {
    if (party && this.#deps.lobby.localPlayers.find(player)) this.#parties.set(player, party);
    else this.#parties.delete(player);
  }

  #replace(rows: readonly MatchRow[]): void {
    this.#matches.replace(rows);
    this.#pushMatches(this.#matches.fullList());
  }

  #pushMatches(delta: PlayPushes['matchesUpdated']): void {
    const { lobby } = this.#deps;
    for (const player of this.#followers) if (!lobby.localPlayers.find(player)) this.#followers.delete(player);
    lobby.pushToAll(this.#followers, 'matchesUpdated', delta);
  }
}

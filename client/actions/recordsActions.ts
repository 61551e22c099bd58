/** Opens, continues, retries and closes the leaderboard and players' matches. */
import type { LeaderboardPage, PastMatchesPage } from '../../shared/records.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import {
  asking,
  grown,
  hasMore,
  opened,
  type Records,
  type RecordsOf,
  type RecordsPage,
  refused,
} from '../model/records.ts';
import { refusalText } from '../model/refusals.ts';
import type { RequestResult } from '../net/requestResult.ts';

export interface RecordsCommands {
  leaderboard(mode: string, cursor?: string): Promise<RequestResult<LeaderboardPage>>;
  matchesOf(playerId: string, cursor?: string, limit?: number): Promise<RequestResult<PastMatchesPage>>;
}

export class RecordsActions {
  readonly #commands: RecordsCommands;
  readonly #model: LobbyModel;

  constructor(commands: RecordsCommands, model: LobbyModel) {
    this.#commands = commands;
    this.#model = model;
  }

  open(of: RecordsOf): Promise<void> {
    return this.#load(opened(of));
  }

  close(): void {
    this.#set(undefined);
  }

  /** Loads a player's latest matches for their card; drops them if another card is open by then. */
  async glance(player: { readonly id: string; readonly name: string }, count: number): Promise<void> {
    const model = this.#model;
    const of = { kind: 'history', player } as const;
    model.commit(() => {
      model.latest = opened(of);
    });
    const answer = await this.#commands.matchesOf(player.id, undefined, count);
    const before = model.latest;
    if (before?.of !== of) return;
    model.commit(() => {
      model.latest = answer.ok
        ? grown(before, { kind: 'history', rows: answer.matches, nextCursor: null })
        : refused(before, refusalText(answer.refusal));
    });
  }

  /** The next page, once the end of the last one is near. */
  async more(): Promise<void> {
    const { records } = this.#model;
    if (records && hasMore(records)) await this.#load(asking(records));
  }

  async again(): Promise<void> {
    const { records } = this.#model;
    if (records && !records.isAsked) await this.#load(asking(records));
  }

  /** Drops the page if other records are open by then. */
  async #load(asked: Records): Promise<void> {
    this.#set(asked);
    const page = await this.#request(asked.of, asked.page?.nextCursor ?? undefined);
    const { records } = this.#model;
    if (records?.of !== asked.of) return;
    this.#set('kind' in page ? grown(records, page) : refused(records, page.problem));
  }

  #set(records: Records | undefined): void {
    this.#model.commit(() => {
      this.#model.records = records;
    });
  }

  async #request(of: RecordsOf, cursor: string | undefined): Promise<RecordsPage | { problem: string }> {
    if (of.kind === 'leaderboard') {
      const answer = await this.#commands.leaderboard(of.mode, cursor);
      if (!answer.ok) return { problem: refusalText(answer.refusal) };
      return { kind: 'leaderboard', rows: answer.players, nextCursor: answer.nextCursor };
    }
    const answer = await this.#commands.matchesOf(of.player.id, cursor);
    if (!answer.ok) return { problem: refusalText(answer.refusal) };
    return { kind: 'history', rows: answer.matches, nextCursor: answer.nextCursor };
  }
}

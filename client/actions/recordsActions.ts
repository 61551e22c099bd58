/** The leaderboard and players' matches: opened, continued, tried again and put away. */
import type { LeaderboardPage, PastMatchesPage } from '../../shared/records.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { asking, grown, hasMore, opened, type RecordsOf, type RecordsPage, refused } from '../model/records.ts';
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
    this.#model.records = opened(of);
    return this.#load(of, undefined);
  }

  close(): void {
    this.#model.records = undefined;
    this.#model.version += 1;
  }

  /** A player's latest matches, for their card. What comes when another is looked at is dropped. */
  async glance(player: { readonly id: string; readonly name: string }, count: number): Promise<void> {
    const model = this.#model;
    const of = { kind: 'history', player } as const;
    model.latest = opened(of);
    const answer = await this.#commands.matchesOf(player.id, undefined, count);
    if (model.latest?.of !== of) return;
    model.latest = answer.ok
      ? grown(model.latest, { kind: 'history', rows: answer.matches, nextCursor: null })
      : refused(model.latest, refusalText(answer.refusal));
    model.version += 1;
  }

  /** The next page, once the end of the last one is near. */
  async more(): Promise<void> {
    const { records } = this.#model;
    if (!records || !hasMore(records)) return;
    this.#model.records = asking(records);
    await this.#load(records.of, records.page?.nextCursor ?? undefined);
  }

  async again(): Promise<void> {
    const { records } = this.#model;
    if (!records || records.isAsked) return;
    this.#model.records = asking(records);
    await this.#load(records.of, records.page?.nextCursor ?? undefined);
  }

  /** What comes for records that are not shown any more is dropped. */
  async #load(of: RecordsOf, cursor: string | undefined): Promise<void> {
    const model = this.#model;
    model.version += 1;
    const answer = await this.#ask(of, cursor);
    if (model.records?.of !== of) return;
    model.records = 'kind' in answer ? grown(model.records, answer) : refused(model.records, answer.problem);
    model.version += 1;
  }

  async #ask(of: RecordsOf, cursor: string | undefined): Promise<RecordsPage | { problem: string }> {
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

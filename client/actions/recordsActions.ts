/** Opens, continues, retries and closes the leaderboard and players' matches. */
import type { LobbyModel } from '../model/lobbyModel.ts';
import { answered, asking, hasMore, opened, type Records, type RecordsOf, type RecordsPage } from '../model/records.ts';
import { refusalText } from '../model/refusals.ts';
import type { Records as RecordsClient } from '../net/records.ts';

export type RecordsCommands = Pick<RecordsClient, 'leaderboard' | 'matchesOf' | 'matchup' | 'replay' | 'publicReplay'>;

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
  async loadLatest(player: { readonly id: string; readonly name: string }, count: number): Promise<void> {
    const model = this.#model;
    const of = { kind: 'history', player } as const;
    model.commit(() => {
      model.latest = opened(of);
    });
    const page = await this.#request(of, undefined, count);
    const before = model.latest;
    if (before?.of !== of) return;
    model.commit(() => {
      model.latest = answered(before, page);
    });
  }

  /** For a ready check, once; without an answer it stands without. */
  async loadMatchup(proposalId: string, mode: string, others: readonly string[]): Promise<void> {
    const model = this.#model;
    const reply = await this.#commands.matchup(mode, others);
    if (!reply.ok || model.play.state.check?.proposalId !== proposalId) return;
    model.commit(() => {
      model.play.matchup = { ...reply, proposalId };
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
    this.#set(answered(records, page));
  }

  #set(records: Records | undefined): void {
    this.#model.commit(() => {
      this.#model.records = records;
    });
  }

  async #request(
    of: RecordsOf,
    cursor: string | undefined,
    count?: number,
  ): Promise<RecordsPage | { problem: string }> {
    const reply = await (of.kind === 'leaderboard'
      ? this.#commands.leaderboard(of.mode, cursor)
      : this.#commands.matchesOf(of.player.id, cursor, count));
    if (!reply.ok) return { problem: refusalText(reply.refusal) };
    const { nextCursor } = reply;
    return 'players' in reply
      ? { kind: 'leaderboard', rows: reply.players, own: reply.own, nextCursor }
      : { kind: 'history', rows: reply.matches, nextCursor };
  }
}

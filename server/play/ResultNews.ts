/**
 * `matchFinished` reaches each player of a match. Players in the lobby get it as a push; those on their way between two
 * processes, or dropped, with their next join or resume. Once, unless the process dies, or the store is away, before it has
 * noted that they were told: then another process tells it again.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Session } from '../domain/presence/session.ts';
import type { Clock, Matches } from '../ports.ts';

type Result = PlayPushes['matchFinished'];
export type ResultNewsDeps = {
  lobby: {
    push(player: PlayerId, type: 'matchFinished', payload: Result): void;
    readonly localPlayers: {
      find(player: PlayerId): { sessions: ReadonlyMap<string, Pick<Session, 'state' | 'shard'>> } | undefined;
    };
  };
  matches: Pick<Matches, 'keepNews' | 'told' | 'takeNews'>;
  clock: Clock;
  failed: (error: unknown, where: string) => void;
};

/** Later it would be no news: the player finds the match in their history. */
export const NEWS_KEPT_MS = 3_600_000;

export class ResultNews {
  readonly #deps: ResultNewsDeps;
  /** The match of the last result that each player here was told: its push and its news may both come. */
  readonly #told = new Map<PlayerId, string>();

  constructor(deps: ResultNewsDeps) {
    this.#deps = deps;
  }

  /** A held session would get the push with its resume, which brings the news anyway. */
  push(player: PlayerId, result: Result): void {
    const { lobby, matches, failed } = this.#deps;
    if (!this.#isConnected(player) || this.#told.get(player) === result.matchId) return;
    this.#told.set(player, result.matchId);
    lobby.push(player, 'matchFinished', result);
    matches.told(result.matchId, player).catch((error: unknown) => failed(error, 'resultTold'));
  }

  /** After a join or a resume. Never rejects. */
  async bring(player: PlayerId): Promise<void> {
    const { lobby, matches, clock, failed } = this.#deps;
    try {
      const now = clock.wall();
      const news = await matches.takeNews(player, now - NEWS_KEPT_MS);
      if (news === undefined) return;
      const result = JSON.parse(news) as Result;
      if (!this.#isConnected(player)) return await matches.keepNews(result.matchId, [player], news, now);
      if (this.#told.get(player) === result.matchId) return;
      this.#told.set(player, result.matchId);
      lobby.push(player, 'matchFinished', result);
    } catch (error) {
      failed(error, 'resultBrought');
    }
  }

  forget(player: PlayerId): void {
    this.#told.delete(player);
  }

  #isConnected(player: PlayerId): boolean {
    const sessions = this.#deps.lobby.localPlayers.find(player)?.sessions.values() ?? [];
    return [...sessions].some(({ state, shard }) => state === 'live' && shard !== null);
  }
}

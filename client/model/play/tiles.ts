/** What the tiles of matches show, as the server sent it last. Kept beside the model's commits: see LobbyModel.apply. */
import type { MatchRow, PlayPushes } from '../../../shared/playProtocol.ts';

export class Tiles {
  readonly #summaries = new Map<string, unknown>();

  put({ matchId, summary }: PlayPushes['tileUpdated']): void {
    this.#summaries.set(matchId, summary);
  }

  /** Undefined until it came. A new value each time that it changes. */
  of(matchId: string): unknown {
    return this.#summaries.get(matchId);
  }

  /** Forgets matches that are not in the list. */
  keep(matches: ReadonlyMap<string, MatchRow> | undefined): void {
    for (const id of this.#summaries.keys()) if (!matches?.has(id)) this.#summaries.delete(id);
  }
}

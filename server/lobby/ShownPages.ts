/** Whether a player has the lobby before their eyes, in any tab, at any process: then the page itself tells them. */
import { z } from 'zod';
import { asPlayerId, type PlayerId, type ProcessId, type SessionId } from '../../shared/ids.ts';
import { BusRequests } from '../cluster/BusRequests.ts';
import type { PlayerPresence } from '../domain/presence/player.ts';
import { isShownIn } from '../domain/push/shownSessions.ts';
import type { Bus, Clock } from '../ports.ts';

/** A healthy process answers in milliseconds. */
const TIMEOUT_MS = 1_000;

const Question = z.object({ playerId: z.string().max(64).transform(asPlayerId) });

type Sources = {
  process: ProcessId;
  bus: Bus;
  clock: Clock;
  /** The other processes that this one hears of. */
  others: () => readonly ProcessId[];
  localPlayers: { find(id: PlayerId): PlayerPresence | undefined };
  timeoutMs?: number;
};

export class ShownPages {
  readonly #at: Sources;
  readonly #requests: BusRequests<z.infer<typeof Question>, { isShown: boolean }>;
  /** The sessions that said their page is hidden. */
  readonly #hidden = new Map<PlayerId, Set<SessionId>>();

  constructor(at: Sources) {
    this.#at = at;
    this.#requests = new BusRequests({ topic: 'pageShown/1', timeoutMs: TIMEOUT_MS, ...at });
    this.#requests.answerOthers(Question, ({ playerId }) => ({ isShown: this.#isShownHere(playerId) }));
  }

  reported(player: PlayerId, session: SessionId, isHidden: boolean): void {
    const hidden = this.#hidden.get(player) ?? new Set<SessionId>();
    if (isHidden) this.#hidden.set(player, hidden.add(session));
    else if (hidden.delete(session) && hidden.size === 0) this.#hidden.delete(player);
  }

  /** Called when the player has changed: sessions may have gone. */
  forgetGone(player: PlayerId): void {
    const sessions = this.#at.localPlayers.find(player)?.sessions;
    for (const session of this.#hidden.get(player) ?? [])
      if (!sessions?.has(session)) this.reported(player, session, false);
  }

  /** Never rejects. Takes a second where a process does not answer, which then counts as showing nothing. */
  async shows(playerId: PlayerId): Promise<boolean> {
    if (this.#isShownHere(playerId)) return true;
    const answers = await this.#requests.askAll({ playerId }, [...this.#at.others()]);
    return [...answers.values()].some(({ isShown }) => isShown);
  }

  #isShownHere(id: PlayerId): boolean {
    const player = this.#at.localPlayers.find(id);
    return player !== undefined && isShownIn(player.sessions.values(), this.#hidden.get(id));
  }
}

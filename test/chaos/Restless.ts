/** Players of a crowd who keep changing their status, as often as they may, and the last choice of each. */
import { pick, type Random } from '../../bots/random.ts';
import { PlayerBudgets } from '../../server/domain/admission/PlayerBudgets.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { REQUESTS } from '../../shared/requests.ts';
import type { FollowedClient } from '../support/lobbyClients.ts';

const CHOICES = ['online', 'away', 'busy'] as const;
/** A little less than what is allowed, because requests arrive closer together than they were sent. */
const LIMIT = { burst: REQUESTS.setStatus.limit.burst - 2, perMinute: 0.9 * REQUESTS.setStatus.limit.perMinute };

export class Restless {
  /** By player id; `online` before the first choice. */
  readonly chosen = new Map<string, (typeof CHOICES)[number]>();
  readonly #players: readonly FollowedClient[];
  readonly #random: Random;
  readonly #budgets = new PlayerBudgets();
  readonly #asked = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  changes = 0;
  /** Unexpected replies. */
  readonly refused: string[] = [];

  constructor(players: readonly FollowedClient[], random: Random) {
    this.#players = players;
    this.#random = random;
    for (const { id } of players) this.chosen.set(id, 'online');
  }

  /** One change each `everyMs`, unless the chosen player has just made too many. */
  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      const asked = this.#change();
      this.#asked.add(asked);
      void asked.then(() => this.#asked.delete(asked));
    }, everyMs);
  }

  /** Resolves when the last change is answered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#asked);
  }

  async #change(): Promise<void> {
    const player = pick(this.#random, this.#players);
    if (!this.#budgets.take('setStatus', LIMIT, asPlayerId(player.id), performance.now())) return;
    const status = pick(this.#random, CHOICES);
    this.chosen.set(player.id, status);
    const askedAt = performance.now();
    const answer = await player.client.request('setStatus', { status });
    if (answer.ok) this.changes += 1;
    else this.refused.push(`${answer.refusal} after ${Math.round(performance.now() - askedAt)} ms`);
  }
}

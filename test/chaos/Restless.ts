/** Players of a crowd who keep changing their status, and the last choice of each. */
import { pick, type Random } from '../../bots/random.ts';
import type { FollowedClient } from '../support/lobbyClients.ts';

const CHOICES = ['online', 'away', 'busy'] as const;

export class Restless {
  /** By player id; `online` before the first choice. */
  readonly chosen = new Map<string, (typeof CHOICES)[number]>();
  readonly #players: readonly FollowedClient[];
  readonly #random: Random;
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

  /** One change each `everyMs`. */
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
    const status = pick(this.#random, CHOICES);
    this.chosen.set(player.id, status);
    const askedAt = performance.now();
    const answer = await player.client.request('setStatus', { status });
    if (answer.ok) this.changes += 1;
    else this.refused.push(`${answer.refusal} after ${Math.round(performance.now() - askedAt)} ms`);
  }
}

/**
 * Where players come from, as keyed hashes: enough to know a network again, and nothing else. The key is made from the secret
 * of tokens, so all processes have the same. Footprint: one query a join, and one write a player, network and hour.
 */
import { createHmac } from 'node:crypto';
import type { PlayerId } from '../../shared/ids.ts';
import { networkOf } from '../domain/admission/network.ts';
import { Recent } from '../domain/admission/Recent.ts';
import type { Ban } from '../domain/operators/ban.ts';
import type { Bans, Clock } from '../ports.ts';

const AGAIN_MS = 3_600_000;
/** Of base64url: 160 bits. */
const HASH_CHARACTERS = 27;

export class PlayerNetworks {
  readonly #key: Buffer;
  readonly #bans: Bans;
  readonly #clock: Clock;
  readonly #writtenAt = new Recent<number, string>(AGAIN_MS);

  constructor(secret: string, bans: Bans, clock: Clock) {
    this.#key = createHmac('sha256', secret).update('networks of players').digest();
    this.#bans = bans;
    this.#clock = clock;
  }

  /** The latest ban of the address' network that holds now. Rejects while the store is away. */
  banOf(address: string): Promise<Ban | undefined> {
    return this.#bans.ofNetwork(this.hashOf(address), this.#clock.wall());
  }

  /** The player has come from there. Rejects while the store is away. */
  async seen(player: PlayerId, address: string): Promise<void> {
    const network = this.hashOf(address);
    const [key, now] = [`${player} ${network}`, this.#clock.now()];
    if (now - (this.#writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    await this.#bans.seen(player, network, this.#clock.wall());
    this.#writtenAt.set(key, now, now);
  }

  /** Tells networks apart without keeping their addresses. */
  hashOf(address: string): string {
    return createHmac('sha256', this.#key).update(networkOf(address)).digest('base64url').slice(0, HASH_CHARACTERS);
  }
}

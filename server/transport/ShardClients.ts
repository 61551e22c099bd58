/** A shard's clients, changed by `push` and `delete` alone, as Room does. The last takes the place of a removed one. */
import { type Client, ClientArray } from '@colyseus/core';

export class ShardClients<C extends Client = Client> extends ClientArray<C> {
  readonly #indexes = new Map<C, number>();
  readonly #bySession = new Map<string, C>();

  /** `map` and `filter` make plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  override get(sessionId: string): C | undefined {
    return this.#bySession.get(sessionId);
  }

  override getById(sessionId: string): C | undefined {
    return this.get(sessionId);
  }

  override push(...clients: C[]): number {
    for (const client of clients) {
      this.#bySession.set(client.sessionId, client);
      this.#indexes.set(client, this.length);
      this[this.length] = client;
    }
    return this.length;
  }

  override delete(client: C): boolean {
    const index = this.#indexes.get(client);
    if (index === undefined) return false;
    const last = this[this.length - 1] as C;
    this[index] = last;
    this.#indexes.set(last, index);
    this.length -= 1;
    this.#indexes.delete(client);
    if (this.#bySession.get(client.sessionId) === client) this.#bySession.delete(client.sessionId);
    return true;
  }
}

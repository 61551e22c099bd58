/** For tests, and for whoever wants a lobby that forgets. */
import type { PlayStore } from '../ports.ts';

export class MemoryPlayStore implements PlayStore {
  readonly #kinds = new Map<string, Map<string, string>>();

  async put(kind: string, id: string, value: unknown): Promise<void> {
    this.#of(kind).set(id, JSON.stringify(value));
  }

  async remove(kind: string, id: string): Promise<void> {
    this.#of(kind).delete(id);
  }

  async all(kind: string): Promise<unknown[]> {
    return [...this.#of(kind).values()].map((text) => JSON.parse(text) as unknown);
  }

  #of(kind: string): Map<string, string> {
    const values = this.#kinds.get(kind) ?? new Map<string, string>();
    this.#kinds.set(kind, values);
    return values;
  }
}

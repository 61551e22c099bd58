/** For tests, and for whoever wants a lobby that forgets. */
import type { KeptValue, PlayStore } from '../ports.ts';

export class MemoryPlayStore implements PlayStore {
  readonly #kinds = new Map<string, Map<string, string>>();
  #fence: number | undefined;

  async fence(): Promise<number | undefined> {
    return this.#fence;
  }

  async claim(fence: number): Promise<boolean> {
    return this.#claim(fence);
  }

  async replace(fence: number, values: readonly KeptValue[]): Promise<boolean> {
    if (!this.#claim(fence)) return false;
    this.#kinds.clear();
    for (const { kind, id, value } of values) this.#of(kind).set(id, JSON.stringify(value));
    return true;
  }

  async put(fence: number, kind: string, id: string, value: unknown): Promise<boolean> {
    if (fence !== this.#fence) return false;
    this.#of(kind).set(id, JSON.stringify(value));
    return true;
  }

  async remove(fence: number, kind: string, id: string): Promise<boolean> {
    if (fence !== this.#fence) return false;
    this.#of(kind).delete(id);
    return true;
  }

  async all(kind: string): Promise<unknown[]> {
    return [...this.#of(kind).values()].map((text) => JSON.parse(text) as unknown);
  }

  #claim(fence: number): boolean {
    if ((this.#fence ?? 0) > fence) return false;
    this.#fence = fence;
    return true;
  }

  #of(kind: string): Map<string, string> {
    const values = this.#kinds.get(kind) ?? new Map<string, string>();
    this.#kinds.set(kind, values);
    return values;
  }
}

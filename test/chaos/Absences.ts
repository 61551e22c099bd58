/**
 * Finds players missing from some process' list although they are in the lobby throughout. Everybody would see that
 * flicker.
 */
import type { List } from './lists.ts';

export class Absences {
  readonly ids = new Set<string>();
  readonly #expected: ReadonlySet<string>;
  #lists = 0;

  constructor(expected: Iterable<string>) {
    this.#expected = new Set(expected);
  }

  get lists(): number {
    return this.#lists;
  }

  note(list: List): void {
    this.#lists += 1;
    for (const id of this.#expected) if (!list.has(id)) this.ids.add(id);
  }
}

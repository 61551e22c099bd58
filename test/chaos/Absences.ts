/** Players who are in the lobby throughout but are missing from some list: a flicker that everybody sees. */
import type { List } from './lists.ts';

export class Absences {
  readonly ids = new Set<string>();
  readonly #expected: ReadonlySet<string>;
  #lists = 0;

  constructor(expected: Iterable<string>) {
    this.#expected = new Set(expected);
  }

  /** How many lists were checked. */
  get lists(): number {
    return this.#lists;
  }

  note(list: List): void {
    this.#lists += 1;
    for (const id of this.#expected) if (!list.has(id)) this.ids.add(id);
  }
}

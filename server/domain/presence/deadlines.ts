/**
 * What is due next, by key: an indexed binary heap. Setting, moving and deleting cost O(log n); asking whether anything
 * is due costs one comparison, however many wait. Keys compare by identity.
 */
type Entry<Key> = { key: Key; at: number; index: number };

export class Deadlines<Key> {
  readonly #heap: Entry<Key>[] = [];
  readonly #byKey = new Map<Key, Entry<Key>>();
  /** Entries looked at since the start. A test reads from it what a sweep costs. */
  looks = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Sets or moves the key's deadline; `undefined` deletes it. */
  set(key: Key, at: number | undefined): void {
    const entry = this.#byKey.get(key);
    if (at === undefined) {
      if (entry) this.#remove(entry);
    } else if (entry) {
      entry.at = at;
      this.#restore(entry);
    } else {
      const added = { key, at, index: this.#heap.length };
      this.#heap.push(added);
      this.#byKey.set(key, added);
      this.#restore(added);
    }
  }

  delete(key: Key): void {
    this.set(key, undefined);
  }

  /** Removes and returns the key that is due first; undefined where none is due at `now`. */
  takeDue(now: number): Key | undefined {
    this.looks += 1;
    const first = this.#heap[0];
    if (!first || first.at > now) return undefined;
    this.#remove(first);
    return first.key;
  }

  #remove(entry: Entry<Key>): void {
    this.#byKey.delete(entry.key);
    const last = this.#heap.pop();
    if (!last || last === entry) return;
    this.#place(last, entry.index);
    this.#restore(last);
  }

  /** Moves an entry up or down to the place of its time. */
  #restore(entry: Entry<Key>): void {
    for (let parent = this.#parentOf(entry); parent && parent.at > entry.at; parent = this.#parentOf(entry)) {
      this.#swap(entry, parent);
    }
    for (let child = this.#firstChildOf(entry); child && child.at < entry.at; child = this.#firstChildOf(entry)) {
      this.#swap(entry, child);
    }
  }

  #parentOf(entry: Entry<Key>): Entry<Key> | undefined {
    this.looks += 1;
    return entry.index === 0 ? undefined : this.#heap[(entry.index - 1) >> 1];
  }

  #firstChildOf(entry: Entry<Key>): Entry<Key> | undefined {
    this.looks += 2;
    const left = this.#heap[entry.index * 2 + 1];
    const right = this.#heap[entry.index * 2 + 2];
    return left && right && right.at < left.at ? right : left;
  }

  #swap(a: Entry<Key>, b: Entry<Key>): void {
    const index = a.index;
    this.#place(a, b.index);
    this.#place(b, index);
  }

  #place(entry: Entry<Key>, index: number): void {
    this.#heap[index] = entry;
    entry.index = index;
  }
}

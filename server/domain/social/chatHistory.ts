/**
 * What was said lately, place by place: a shard, a party, or the whispers of one player. Pure. Footprint: LINES_KEPT lines a
 * place, LINES_MAX in all, where the places that are silent longest go first; none over a day.
 */
import { LINES_A_PAGE, LINES_KEPT } from '../../../shared/limits.ts';
import type { ChatLine, ChatPage } from '../../../shared/socialProtocol.ts';

/** `to`: the players it was sent to; left out of a line to everybody at the place. */
export type KeptLine = { readonly said: ChatLine; readonly to?: readonly string[] };

/** About 400 bytes each. */
export const LINES_MAX = 20_000;
const KEPT_S = 86_400;

export class ChatHistory {
  /** The longest silent first. */
  readonly #places = new Map<string, KeptLine[]>();
  #count = 0;

  add(place: string, line: KeptLine): void {
    const lines = this.#places.get(place) ?? [];
    lines.push(line);
    this.#count += 1;
    if (lines.length > LINES_KEPT) {
      lines.shift();
      this.#count -= 1;
    }
    this.#places.delete(place);
    this.#places.set(place, lines);
    while (this.#count > LINES_MAX) this.forget(this.#places.keys().next().value as string);
  }

  forget(place: string): void {
    this.#count -= this.#places.get(place)?.length ?? 0;
    this.#places.delete(place);
  }

  /** Those that `isFor` lets through, the oldest first. `nowS`: unix seconds. */
  lines(place: string, nowS: number, isFor: (line: KeptLine) => boolean): ChatLine[] {
    const lines = this.#places.get(place) ?? [];
    return lines.filter((line) => nowS - line.said.atS < KEPT_S && isFor(line)).map(({ said }) => said);
  }

  /** Returns the ids. */
  remove(isGone: (said: ChatLine) => boolean): Set<string> {
    const removed = new Set<string>();
    for (const [place, lines] of this.#places) {
      const gone = lines.filter(({ said }) => isGone(said));
      if (gone.length === 0) continue;
      for (const { said } of gone) removed.add(said.messageId);
      this.#places.set(
        place,
        lines.filter((line) => !gone.includes(line)),
      );
      this.#count -= gone.length;
    }
    return removed;
  }
}

/** The latest of `lines`, or the latest before `before`. Nothing where that one is not among them. */
export function pageOf(lines: readonly ChatLine[], before: string | undefined, most = LINES_A_PAGE): ChatPage {
  const end = before === undefined ? lines.length : lines.findIndex(({ messageId }) => messageId === before);
  const start = Math.max(0, end - most);
  return { lines: lines.slice(start, Math.max(0, end)), hasMore: start > 0 };
}

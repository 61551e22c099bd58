/**
 * The latest lines of chat, as evidence for reports. Kept by speaker and place, so that others who talk much, or the speaker
 * elsewhere, push nothing out. Pure. Footprint: up to LINES_MAX lines of each of PLACES_MAX, none over half an hour.
 */
import type { ChatLine } from '../../../shared/socialProtocol.ts';

/** `to`: the id of the player, the party or the shard. `messageId`: left out of reports from before it was kept. */
export type EvidenceLine = Pick<ChatLine, 'channel' | 'to' | 'text' | 'atS'> & { from: string; messageId?: string };

export const LINES_MAX = 20;
const PLACES_MAX = 2_000;
const KEPT_S = 1_800;

export class ChatLines {
  /** The longest silent first. */
  readonly #bySpeaker = new Map<string, EvidenceLine[]>();

  add({ messageId, channel, from, to, text, atS }: ChatLine): void {
    const key = keyOf(from.id, to);
    const lines = this.#bySpeaker.get(key) ?? [];
    lines.push({ messageId, channel, from: from.id, to, text, atS });
    if (lines.length > LINES_MAX) lines.shift();
    this.#bySpeaker.delete(key);
    this.#bySpeaker.set(key, lines);
    if (this.#bySpeaker.size > PLACES_MAX) this.#bySpeaker.delete(this.#bySpeaker.keys().next().value as string);
  }

  /** The last lines of the two to each other and in `places`, the oldest first. `nowS`: unix seconds. */
  between(one: string, other: string, places: readonly string[], nowS: number): EvidenceLine[] {
    const keys = [keyOf(one, other), keyOf(other, one)];
    for (const place of places) keys.push(keyOf(one, place), keyOf(other, place));
    return keys
      .flatMap((key) => this.#bySpeaker.get(key) ?? [])
      .filter(({ atS }) => nowS - atS < KEPT_S)
      .toSorted((a, b) => a.atS - b.atS)
      .slice(-LINES_MAX);
  }
}

const keyOf = (speaker: string, place: string): string => `${speaker} ${place}`;

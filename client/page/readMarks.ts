/** What of each conversation was read, kept in the browser over a reload. Another player's marks count as none. */
import type { ReadMark } from '../model/social/conversations.ts';
import { type ItemStorage, jsonForm, KeptItem } from '../storage/keptItem.ts';

type Marks = ReadonlyMap<string, ReadMark>;
export type MarkStore = {
  /** Of the player. */
  load(playerId: string): Marks;
  save(playerId: string, marks: Marks): void;
};
type Kept = { playerId: string; marks: Marks };

/** With the longest ids they are less than what is read from storage. */
const MARKS_KEPT = 25;
const ID = /^[\w-]{1,64}$/;
const KEY = /^(?:shard|party|direct [\w-]{1,64})$/;

function readMark(value: unknown): readonly [string, ReadMark] | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [key, id, atS] = value as unknown[];
  const isMark = typeof key === 'string' && KEY.test(key) && typeof id === 'string' && ID.test(id);
  return isMark && Number.isSafeInteger(atS) && (atS as number) >= 0 ? [key, { id, atS: atS as number }] : undefined;
}

export const MARKS_FORM = {
  ...jsonForm<Kept>('foyer.read', (value) => {
    if (!Array.isArray(value) || value.length !== 2 || !Array.isArray(value[1])) return undefined;
    const [playerId, list] = value as [unknown, unknown[]];
    const marks = list.map(readMark);
    if (typeof playerId !== 'string' || !ID.test(playerId) || marks.includes(undefined)) return undefined;
    return { playerId, marks: new Map(marks as (readonly [string, ReadMark])[]) };
  }),
  write: ({ playerId, marks }: Kept): string =>
    JSON.stringify([playerId, [...marks].map(([key, { id, atS }]) => [key, id, atS])]),
};

export function browserMarks(storage: () => ItemStorage): MarkStore {
  const kept = new KeptItem(MARKS_FORM, storage);
  const load = (playerId: string): Marks => {
    const known = kept.read();
    return known?.playerId === playerId ? known.marks : new Map();
  };
  return {
    load,
    save(playerId, marks) {
      const known = load(playerId);
      const all = new Map(known);
      // Another tab may have read further.
      for (const [key, mark] of marks) if (mark.atS >= (all.get(key)?.atS ?? 0)) all.set(key, mark);
      const isSame = all.size === known.size && [...all].every(([key, { id }]) => known.get(key)?.id === id);
      if (isSame) return;
      const latest = [...all].toSorted(([, a], [, b]) => b.atS - a.atS).slice(0, MARKS_KEPT);
      kept.write({ playerId, marks: new Map(latest) });
    },
  };
}

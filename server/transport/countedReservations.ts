/**
 * Stands in for a room's record of reservations and counts them: Room lists them all to count them, for each new one.
 * Room makes a reservation that is being used not enumerable; it does not count.
 */
export type CountedReservations = {
  bySession: Record<string, unknown>;
  /** `chosen`: those that `isChosen` chose when they were made. */
  count: () => { all: number; chosen: number };
};

export function countReservations(isChosen: (reservation: unknown) => boolean = () => false): CountedReservations {
  const count = { all: 0, chosen: 0 };
  const chosen = new Set<string | symbol>();
  const isCounted = (target: object, id: string | symbol) => Object.prototype.propertyIsEnumerable.call(target, id);
  const add = (id: string | symbol, by: number): void => {
    count.all += by;
    if (chosen.has(id)) count.chosen += by;
  };
  const bySession = new Proxy<Record<string, unknown>>(Object.create(null), {
    defineProperty(target, id, descriptor) {
      if (isCounted(target, id)) add(id, -1);
      const isDone = Reflect.defineProperty(target, id, descriptor);
      chosen[isChosen(target[id as string]) ? 'add' : 'delete'](id);
      if (isCounted(target, id)) add(id, 1);
      return isDone;
    },
    deleteProperty(target, id) {
      if (isCounted(target, id)) add(id, -1);
      chosen.delete(id);
      return Reflect.deleteProperty(target, id);
    },
  });
  return { bySession, count: () => count };
}

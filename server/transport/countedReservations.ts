/**
 * Stands in for a room's record of reservations and counts them: Room lists them all to count them, for each new one.
 * Room makes a reservation that is being used not enumerable; it does not count.
 */
export function countReservations(): { bySession: Record<string, unknown>; count: () => number } {
  let count = 0;
  const isCounted = (target: object, id: string | symbol) => Object.prototype.propertyIsEnumerable.call(target, id);
  const bySession = new Proxy<Record<string, unknown>>(Object.create(null), {
    defineProperty(target, id, descriptor) {
      const before = isCounted(target, id);
      const isDone = Reflect.defineProperty(target, id, descriptor);
      count += Number(isCounted(target, id)) - Number(before);
      return isDone;
    },
    deleteProperty(target, id) {
      if (isCounted(target, id)) count -= 1;
      return Reflect.deleteProperty(target, id);
    },
  });
  return { bySession, count: () => count };
}

/**
 * Stands in for a room's record of reserved seats, and knows how many there are: Room lists them all to count them, for
 * each seat that is asked for. A seat that is being taken is made not enumerable there, and does not count.
 */
export type CountedSeats = { seats: Record<string, unknown>; count: () => number };

export function countSeats(): CountedSeats {
  let count = 0;
  const isCounted = (seats: object, id: string | symbol) => Object.prototype.propertyIsEnumerable.call(seats, id);
  const seats = new Proxy<Record<string, unknown>>(Object.create(null), {
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
  return { seats, count: () => count };
}

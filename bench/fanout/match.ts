/** From what was done and what was seen to how long it took. Pure. Players are known by their names, which never repeat. */

/** `at`: monotonic ms, when its frame was written. `shard`: where it can be seen; '' where there is only one. */
export type PlayerEvent = { kind: 'status' | 'leave' | 'join'; name: string; value: string; at: number; shard: string };
/** A row as an observer saw it change: to a status, or to `LEFT`. `at`: monotonic ms, when it was decoded. */
export type Observation = { name: string; value: string; at: number };
export const LEFT = 'left';

export type Sighting = { event: PlayerEvent; seenAt: number };
export type Matched = { seen: Sighting[]; unseen: PlayerEvent[] };

/**
 * Each event with the first observation of its value that follows it. An observation that comes after the player did
 * the same thing again is the later event's: the earlier one was never visible by itself.
 */
export function matchEvents(
  events: readonly PlayerEvent[],
  observations: readonly Observation[],
  shard: string,
): Matched {
  const seenByName = Map.groupBy(observations, ({ name }) => name);
  const eventsByName = Map.groupBy(
    events.filter((event) => event.shard === shard),
    ({ name }) => name,
  );
  const seen: Sighting[] = [];
  const unseen: PlayerEvent[] = [];
  for (const [name, own] of eventsByName) {
    const observed = seenByName.get(name) ?? [];
    for (const [turn, event] of own.entries()) {
      const again = own.find((later, at) => at > turn && later.value === event.value)?.at ?? Number.POSITIVE_INFINITY;
      const sight = observed.find(({ value, at }) => value === event.value && at >= event.at && at < again);
      if (sight) seen.push({ event, seenAt: sight.at });
      else unseen.push(event);
    }
  }
  return { seen, unseen };
}

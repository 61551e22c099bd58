/** Matches events with observations to tell how long each took. Pure. Names identify players; they never repeat. */

/** `at`: monotonic ms at which its frame was written. `shard`: where it is visible; '' if there is only one. */
export type PlayerEvent = { kind: 'status' | 'leave' | 'join'; name: string; value: string; at: number; shard: string };
/** A row's change as an observer saw it: to a status, or to `LEFT`. `at`: monotonic ms at which it was decoded. */
export type Observation = { name: string; value: string; at: number };
export const LEFT = 'left';

export type Sighting = { event: PlayerEvent; seenAt: number };
export type Matched = { seen: Sighting[]; unseen: PlayerEvent[] };

/**
 * Pairs each event with the first later observation of its value. If the player repeats the value first, the observation
 * belongs to the repeat: the earlier event was never visible on its own.
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

/**
 * The entries with the names that their players have now; undefined where none has changed. `nameOf`: undefined keeps the
 * name. What the desk keeps of a player it refreshes so at each tick, to show it when no process knows the player. Pure.
 */
export function renamed<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string | undefined,
): Entry[] | undefined {
  const fresh = entries.map((entry) => {
    const name = nameOf(entry) ?? entry.name;
    return name === entry.name ? entry : { ...entry, name };
  });
  return fresh.some((entry, at) => entry !== entries[at]) ? fresh : undefined;
}

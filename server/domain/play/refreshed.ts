import { haveSamePersona, type Persona, personaOf } from '../../../shared/playerRow.ts';

/**
 * The entries with the names and emblems that their players have now; undefined where none has changed. `now`: undefined
 * keeps them. What the desk keeps of a player it refreshes so at each tick, to show it when no process knows the player.
 * Pure.
 */
export function refreshed<Entry extends Readonly<Persona>>(
  entries: readonly Entry[],
  now: (entry: Entry) => Persona | undefined,
): Entry[] | undefined {
  const fresh = entries.map((entry) => {
    const persona = now(entry) ?? entry;
    return haveSamePersona(persona, entry) ? entry : { ...entry, ...personaOf(persona) };
  });
  return fresh.some((entry, at) => entry !== entries[at]) ? fresh : undefined;
}

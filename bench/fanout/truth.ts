/** Compares a list shown to a player with the truth. Pure. */

export type GivenRow = { id: string; name: string; status: string };
/** A player's true state. `lost`: the server closed the socket, so the right row is unknown. */
export type TruePlayer = { id: string; name: string; status: string; shard: string; is: 'in' | 'out' | 'lost' };

/** One line for each row that is missing, doubled, unexpected, or wrong in id or status. */
export function badRows(given: readonly GivenRow[], players: readonly TruePlayer[]): string[] {
  const bad: string[] = [];
  const rows = new Map<string, GivenRow>();
  for (const row of given) {
    if (rows.has(row.name)) bad.push(`${row.name} is listed twice`);
    rows.set(row.name, row);
  }
  for (const { name, id, status, is } of players) {
    const row = rows.get(name);
    rows.delete(name);
    if (is === 'lost') continue;
    if (!row && is === 'in') bad.push(`${name} is missing`);
    else if (row && is === 'out') bad.push(`${name} has left and is still listed`);
    else if (row && row.id !== id) bad.push(`${name} has the id ${row.id}, not ${id}`);
    else if (row && row.status !== status) bad.push(`${name} is ${row.status}, not ${status}`);
  }
  for (const name of rows.keys()) bad.push(`${name} is no player of the run`);
  return bad;
}

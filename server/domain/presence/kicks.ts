/** The warning and the kick of a player without input, and when they are due. Pure; times are steady ms. */
import { type PlayerPresence, type PresenceEvent, type PresenceTiming, playStatusOf } from './player.ts';

/**
 * Since when the time to the kick runs: the last input, or the end of a match. Undefined in a match, while the player
 * is active at another process, and without a connected session in the lobby, where the warning would reach nobody.
 */
function countsSince(player: PlayerPresence): number | undefined {
  if (player.isActiveElsewhere || playStatusOf(player) === 'playing') return undefined;
  for (const { state, shard } of player.sessions.values())
    if (state === 'live' && shard !== null) return Math.max(player.inputAt, player.activeElsewhereUntilAt);
  return undefined;
}

/** Undefined where the player is not kicked as things are. After a resume there is time for the whole warning. */
export function kickAtOf(player: PlayerPresence, { kickAfterMs, kickWarningMs }: PresenceTiming): number | undefined {
  const since = countsSince(player);
  if (since === undefined || kickAfterMs === 0) return undefined;
  return Math.max(since + kickAfterMs, (player.kickableAt ?? 0) + kickWarningMs);
}

/** After each change: an input takes the warning back. Returns when the player is warned or, once warned, kicked. */
export function followInput(
  player: PlayerPresence,
  at: number,
  timing: PresenceTiming,
  events: PresenceEvent[],
): number | undefined {
  player.kickableAt = countsSince(player) === undefined ? undefined : (player.kickableAt ?? at);
  const kickAt = kickAtOf(player, timing);
  const warnAt = kickAt === undefined ? undefined : kickAt - timing.kickWarningMs;
  if (player.isWarned && (warnAt === undefined || warnAt > at)) {
    player.isWarned = false;
    events.push({ type: 'idleCancelled', playerId: player.id });
  }
  return player.isWarned ? kickAt : warnAt;
}

/** The player's deadline has come. True where that is the kick; before it comes the warning. */
export function isKickDue(player: PlayerPresence, timing: PresenceTiming, events: PresenceEvent[]): boolean {
  if (player.isWarned) return true;
  player.isWarned = true;
  events.push({ type: 'idleWarned', playerId: player.id, kickInMs: timing.kickWarningMs });
  return false;
}

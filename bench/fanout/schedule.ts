/**
 * The players' acts in the steady phase. Pure. One half changes status, the other half leaves and returns, each player in
 * turn, so every change is real and none hides another.
 */
import type { ChosenStatus } from '../../shared/status.ts';

export const HEARTBEAT_EVERY_MS = 10_000;
/** Shares of the players, per second. */
export const STATUS_SHARE = 0.01;
export const LEAVE_SHARE = 0.005;
export const AWAY_FOR_MS = 1_000;

/** Everybody starts online. */
const CYCLE: readonly ChosenStatus[] = ['busy', 'away', 'online'];

export type Act = { atMs: number; player: number } & (
  | { does: 'heartbeat' }
  | { does: 'leave' }
  | { does: 'return' }
  | { does: 'setStatus'; status: ChosenStatus }
);

/** For players 0 to `players` - 1, sorted by time. A player who leaves in the last second does not return. */
export function schedule(players: number, seconds: number): Act[] {
  const endMs = seconds * 1_000;
  const changers = Math.ceil(players / 2);
  const leavers = players - changers;
  const acts: Act[] = [];
  for (let player = 0; player < players; player++) {
    for (let atMs = (player / players) * HEARTBEAT_EVERY_MS; atMs < endMs; atMs += HEARTBEAT_EVERY_MS) {
      acts.push({ atMs, player, does: 'heartbeat' });
    }
  }
  const changeEveryMs = 1_000 / (players * STATUS_SHARE);
  for (let turn = 0, atMs = changeEveryMs / 2; atMs < endMs; turn++, atMs += changeEveryMs) {
    const status = CYCLE[Math.floor(turn / changers) % CYCLE.length] as ChosenStatus;
    acts.push({ atMs, player: turn % changers, does: 'setStatus', status });
  }
  const leaveEveryMs = 1_000 / (players * LEAVE_SHARE);
  for (let turn = 0, atMs = leaveEveryMs / 2; atMs < endMs && leavers > 0; turn++, atMs += leaveEveryMs) {
    const player = changers + (turn % leavers);
    acts.push({ atMs, player, does: 'leave' });
    if (atMs + AWAY_FOR_MS < endMs) acts.push({ atMs: atMs + AWAY_FOR_MS, player, does: 'return' });
  }
  return acts.sort((a, b) => a.atMs - b.atMs);
}

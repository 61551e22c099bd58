/**
 * Before it ends, a process takes no new matches and lets those end that are played here. Where there are other
 * processes, the queue and the lobby move to them at once; a lone process keeps its lobby until then.
 */
import type { Cluster } from '../cluster/Cluster.ts';
import type { Log } from '../log.ts';
import type { LiveMatches } from '../match/LiveMatches.ts';
import type { DeskHost } from '../play/DeskHost.ts';

type Draining = {
  cluster: Cluster;
  desk: DeskHost;
  matches: LiveMatches;
  /** Joins are refused here from now on, and the players of the lobby are sent away. */
  drainLobby: () => Promise<void>;
  /** How long matches may take to end. */
  drainMs: number;
  log: Log;
};

/** Resolves when the process may end: no match is played here, the time is over, or the signal came. */
export async function drain(
  { cluster, desk, matches, drainLobby, drainMs, log }: Draining,
  hurry: AbortSignal,
): Promise<void> {
  cluster.setOpen(false);
  desk.close();
  void matches.breakOffGathering();
  if (matches.busy === 0) return;
  log.info({ matches: matches.busy, drainMs }, 'waiting for the matches that are played here');
  if (cluster.hasOthers) {
    await desk.stop();
    await drainLobby();
  }
  await matches.ended(drainMs, hurry);
  if (matches.busy > 0) log.warn({ matches: matches.busy }, 'matches are cut short');
}

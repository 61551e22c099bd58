/**
 * What a process does before it ends, when it is given the time: it takes no matches any more and lets those end that are
 * played here. Where other processes go on, the queue and the lobby go to them at once; a lone process keeps its lobby until
 * then, for there is nowhere else to be.
 */
import type { Log } from '../log.ts';
import type { LiveMatches } from '../match/LiveMatches.ts';

export type DrainDeps = {
  cluster: { setOpen(isOpen: boolean): void; readonly hasOthers: boolean };
  desk: { close(): void; stop(): Promise<void> };
  matches: Pick<LiveMatches, 'busy' | 'ended' | 'breakOffGathering'>;
  /** From now on seats are refused here, and the players of the lobby are sent away. */
  moveLobby: () => Promise<void>;
  /** How long matches may take to end. */
  drainMs: number;
  log: Pick<Log, 'info' | 'warn'>;
};

/** Resolves when the process may end: nobody plays here, the time is over, or the signal came. */
export async function drain(deps: DrainDeps, hurry: AbortSignal): Promise<void> {
  const { cluster, desk, matches, moveLobby, drainMs, log } = deps;
  cluster.setOpen(false);
  desk.close();
  void matches.breakOffGathering();
  if (matches.busy === 0) return;
  log.info({ matches: matches.busy, drainMs }, 'waiting for the matches that are played here');
  if (cluster.hasOthers) {
    await desk.stop();
    await moveLobby();
  }
  await matches.ended(drainMs, hurry);
  if (matches.busy > 0) log.warn({ matches: matches.busy }, 'matches are cut short');
}

import { monotonicMs } from '../../lib/monotonic.ts';
import type { Act } from '../schedule.ts';

/** `acts`: in the order of time. `forMs`: how long in all. */
export function play(acts: readonly Act[], forMs: number, doIt: (act: Act) => void): Promise<void> {
  const startedAt = monotonicMs();
  let next = 0;
  return new Promise((resolve) => {
    const turn = (): void => {
      const elapsedMs = monotonicMs() - startedAt;
      for (let act = acts[next]; act && act.atMs <= elapsedMs; act = acts[++next]) doIt(act);
      if (elapsedMs >= forMs) return resolve();
      const untilMs = Math.min(forMs, acts[next]?.atMs ?? forMs) - elapsedMs;
      setTimeout(turn, Math.max(1, untilMs));
    };
    turn();
  });
}

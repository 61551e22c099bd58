/** The holder of a lock is the one tab with a match on its screen, or a search. Without browser locks every tab may. */
export interface TabLocks {
  /** Resolves with the release function; undefined if another tab has it. `isUrgent`: takes it from that tab. */
  take(name: string, isUrgent: boolean): Promise<(() => void) | undefined>;
  /** Waits for the lock until the returned function is called. `changed` runs whenever this or another tab gets it. */
  hold(name: string, isUrgent: boolean, changed: (isOurs: boolean) => void): () => void;
  /** Whether `take` knows of other tabs. */
  readonly areKnown: boolean;
}

export function tabLocks(locks: LockManager | undefined): TabLocks {
  if (!locks) return WITHOUT;
  return {
    areKnown: true,
    take: (name, isUrgent) =>
      new Promise((resolve) => {
        const held = (lock: Lock | null): Promise<void> | undefined => {
          if (!lock) {
            resolve(undefined);
            return undefined;
          }
          return new Promise((release) => resolve(release));
        };
        const options = isUrgent ? { steal: true } : { ifAvailable: true };
        // Rejects when another tab takes it away: the server closes this tab's session then.
        locks.request(name, options, held).catch(() => resolve(undefined));
      }),
    hold(name, isUrgent, changed) {
      const end = new AbortController();
      void keep(locks, name, isUrgent, changed, end.signal);
      return () => end.abort();
    },
  };
}

const WITHOUT: TabLocks = {
  areKnown: false,
  take: async () => () => {},
  hold(_name, _isUrgent, changed) {
    changed(true);
    return () => {};
  },
};

async function keep(
  locks: LockManager,
  name: string,
  isUrgent: boolean,
  changed: (isOurs: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let options: LockOptions = isUrgent ? { steal: true } : { ifAvailable: true };
  while (!signal.aborted) {
    try {
      await locks.request(name, options, (lock) => {
        if (!lock || signal.aborted) return undefined;
        changed(true);
        return new Promise<void>((release) => signal.addEventListener('abort', () => release()));
      });
    } catch (error) {
      // Another tab took it, or it was given up; any other error would only repeat.
      if ((error as Error).name !== 'AbortError') return;
    }
    if (signal.aborted) return;
    changed(false);
    options = { signal };
  }
}

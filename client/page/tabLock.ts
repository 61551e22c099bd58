/** One of a player's tabs has a match on its screen, or a search: the one that holds its lock. Without the browser's locks every tab may. */
export interface TabLocks {
  /** Resolves with what gives it back; undefined where another tab has it. `isUrgent`: takes it from that tab. */
  take(name: string, isUrgent: boolean): Promise<(() => void) | undefined>;
  /**
   * Wants it until what is returned gives it up: told whenever this tab gets it, or another one has it. When that tab
   * goes, this one may get it.
   */
  hold(name: string, isUrgent: boolean, told: (isOurs: boolean) => void): () => void;
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
    hold(name, isUrgent, told) {
      const end = new AbortController();
      void keep(locks, name, isUrgent, told, end.signal);
      return () => end.abort();
    },
  };
}

const WITHOUT: TabLocks = {
  areKnown: false,
  take: async () => () => {},
  hold(_name, _isUrgent, told) {
    told(true);
    return () => {};
  },
};

async function keep(
  locks: LockManager,
  name: string,
  isUrgent: boolean,
  told: (isOurs: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let options: LockOptions = isUrgent ? { steal: true } : { ifAvailable: true };
  while (!signal.aborted) {
    try {
      await locks.request(name, options, (lock) => {
        if (!lock || signal.aborted) return undefined;
        told(true);
        return new Promise<void>((release) => signal.addEventListener('abort', () => release()));
      });
    } catch (error) {
      // Taken away by another tab, or given up; anything else would only happen again.
      if ((error as Error).name !== 'AbortError') return;
    }
    if (signal.aborted) return;
    told(false);
    options = { signal };
  }
}

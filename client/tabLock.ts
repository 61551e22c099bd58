/** One of a player's tabs has a match on its screen: the one that holds its lock. Without the browser's locks every tab may. */
export interface TabLocks {
  /** Resolves with what gives it back; undefined where another tab has it. `isUrgent`: takes it from that tab. */
  take(name: string, isUrgent: boolean): Promise<(() => void) | undefined>;
  /** Whether `take` knows of other tabs. */
  readonly areKnown: boolean;
}

export function tabLocks(locks: LockManager | undefined): TabLocks {
  if (!locks) return { areKnown: false, take: async () => () => {} };
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
  };
}

/**
 * Waits until `check` no longer throws (or returns false) and returns what it returned; the last error after `withinMs`. A
 * rule that has a time gives it. Looks are counted, not the clock: where the machine is busy, the time is longer.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 15_000, everyMs = 10): Promise<T> {
  for (let look = 0; ; look++) {
    const isLast = look * everyMs >= withinMs;
    try {
      const value = await check();
      if (value !== false) return value;
      if (isLast) throw new Error(`still false after ${withinMs} ms: ${check}`);
    } catch (error) {
      if (isLast) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

const TICK_MS = 5;

/** How long something takes in this process' own time: none passes while the machine gives it none. */
export async function ownMs(work: () => unknown): Promise<number> {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return ticks * TICK_MS;
}

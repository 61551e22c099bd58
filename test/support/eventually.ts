/**
 * Waits until `check` neither throws nor returns false, and returns its value; rejects with the last error after
 * `withinMs`. Rules with a time limit pass it. It counts attempts, not the clock, so a busy machine gets longer.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 30_000, everyMs = 10): Promise<T> {
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

/** The duration in ticks of this process, so time without the CPU does not count. */
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

/**
 * Waits until `check` no longer throws (or returns false) and returns what it returned; the last error after `withinMs`. Whose
 * rule has a time gives it; else it is long, for a machine may have other things to do.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 15_000, everyMs = 10): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value;
      if (performance.now() > until) throw new Error(`still false after ${withinMs} ms: ${check}`);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

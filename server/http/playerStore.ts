/** The store as routes use it: an error of its driver becomes one that is answered with 503, without the driver's text. */
import type { Metrics } from '../metrics.ts';

export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

export async function askStore<T>(metrics: Metrics, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    metrics.storeFailures.inc();
    throw new StoreAwayError('the store did not answer', { cause: error });
  }
}

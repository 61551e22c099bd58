/** The store as routes ask it: what its driver throws becomes one error that answers 503, and its text stays here. */
import type { HttpDeps } from './deps.ts';

export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

export async function askStore<T>(deps: Pick<HttpDeps, 'metrics'>, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    deps.metrics.storeFailures.inc();
    throw new StoreAwayError('the store did not answer', { cause: error });
  }
}

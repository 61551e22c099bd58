/** Parts in order of start. A failed start stops its part and those before it; a stop goes backwards, past throws and hangs. */
import type { Log } from '../log.ts';

export type Part = {
  name: string;
  start?(): unknown;
  /** Also called where it has not started, or failed to. */
  stop?(): unknown;
  /** How long the others wait for its stop; left out: STOP_MS. */
  stopMs?: number;
};

const STOP_MS = 1_000;

/** One line for the person who starts the server; main.ts prints it and exits with 1. */
export class StartError extends Error {
  override name = 'StartError';
}

/** Rejects with a StartError where the system, or a driver, is why a part does not start; with the error itself otherwise. */
export async function startParts(parts: readonly Part[], log: Log): Promise<void> {
  for (const [at, part] of parts.entries()) {
    try {
      await part.start?.();
    } catch (error) {
      await stopParts(parts.slice(0, at + 1), log);
      throw forPeople(part.name, error);
    }
  }
}

/** Never rejects. */
export async function stopParts(parts: readonly Part[], log: Log): Promise<void> {
  for (const part of parts.toReversed()) {
    const { name, stopMs = STOP_MS } = part;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, stopMs, 'late');
    });
    try {
      const outcome = await Promise.race([part.stop?.(), late]);
      if (outcome === 'late') log.warn({ part: name, stopMs }, 'a part has not stopped in time');
    } catch (error) {
      log.error({ err: error, part: name }, 'a part did not stop in order');
    }
    clearTimeout(timer);
  }
}

/** The system's and the drivers' errors have codes; the others are bugs, and their stacks are worth reading. */
export function forPeople(part: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  return new StartError(`Foyer cannot start: ${part}: ${(error.message || String(error.code)).split('\n', 1)[0]}`, {
    cause: error,
  });
}

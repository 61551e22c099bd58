/**
 * An unhandled rejection is only counted. An uncaught exception leaves the state unknown: the process ends in order,
 * and exits with 1. SIGTERM lets the matches end that are played here; SIGINT, from a terminal, ends that wait too.
 */
import { errorLog, type Log } from '../log.ts';

export type Guarded = {
  log: Log;
  metrics: { errors: { inc(labels: { where: string }): void } };
  /** Resolves when no match needs the process any more, or at the signal. */
  drain(hurry: AbortSignal): Promise<void>;
  stop(): Promise<void>;
};

/** Above the deadline of the store's last writes (8 s), below the 10 s after which supervisors kill. */
export const STOP_DEADLINE_MS = 9_500;
/** Errors of a socket that closed while something was written to it: networks do that, and no state is in doubt. */
const OF_THE_NETWORK = new Set(['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED']);

export const isOfTheNetwork = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && OF_THE_NETWORK.has(String(error.code));

/** Returns a function that removes the handlers. */
export function installProcessGuards(app: Guarded, deadlineMs = STOP_DEADLINE_MS): () => void {
  const hurry = new AbortController();
  let isEnding = false;
  let exitCode = 0;
  const end = async (code: number): Promise<void> => {
    exitCode = Math.max(exitCode, code);
    if (isEnding) return;
    isEnding = true;
    let deadline: NodeJS.Timeout | undefined;
    try {
      if (!hurry.signal.aborted) await app.drain(hurry.signal);
      deadline = setTimeout(() => {
        app.log.fatal('the shutdown took too long');
        process.exit(1);
      }, deadlineMs);
      await app.stop();
      process.exit(exitCode);
    } catch (error) {
      app.log.fatal({ err: error }, 'the shutdown failed');
      process.exit(1);
    } finally {
      clearTimeout(deadline);
    }
  };
  const endAtOnce = (code: number): void => {
    hurry.abort();
    void end(code);
  };
  const writeError = errorLog(app.log, () => performance.now());
  const onRejection = (reason: unknown): void => {
    app.metrics.errors.inc({ where: 'unhandledRejection' });
    writeError('a rejection that nobody handled', reason);
  };
  const onException = (error: unknown): void => {
    app.metrics.errors.inc({ where: 'uncaughtException' });
    if (isOfTheNetwork(error)) return writeError('a socket error that nobody handled', error);
    app.log.fatal({ err: error }, 'an exception that nobody caught: the process ends in order');
    endAtOnce(1);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    app.log.info({ signal }, 'the process ends in order');
    if (signal === 'SIGINT') endAtOnce(0);
    else void end(0);
  };
  process.on('unhandledRejection', onRejection).on('uncaughtException', onException);
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return () => {
    process.off('unhandledRejection', onRejection).off('uncaughtException', onException);
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  };
}

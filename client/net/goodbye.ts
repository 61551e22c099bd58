import { CLOSE } from '../../shared/protocol.ts';
import type { Timers } from './timers.ts';
import type { Connection } from './transport.ts';

const GOODBYE_MS = 1_000;

/** Stops listening to the connection. Resolves when the server has closed it, or after `GOODBYE_MS`. */
export function leaveLobby(connection: Connection, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const timer = timers.setTimeout(() => {
      connection.close(CLOSE.consented);
      resolve();
    }, GOODBYE_MS);
    connection.listen({
      pushed: () => {},
      roster: () => {},
      closed: () => {
        timers.clearTimeout(timer);
        resolve();
      },
    });
    connection.leave();
  });
}

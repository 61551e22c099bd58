/** The consented end of a seat. */
import { CLOSE } from '../../shared/protocol.ts';
import type { Seat } from './door.ts';
import type { Timers } from './timers.ts';

/** How long a goodbye waits for the server's close. */
const GOODBYE_MS = 1_000;

/** Hears nothing more of the seat; resolves when the server has closed it, or after a second. */
export function sayGoodbye(seat: Seat, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const timer = timers.setTimeout(() => {
      seat.close(CLOSE.consented);
      resolve();
    }, GOODBYE_MS);
    seat.listen({
      pushed: () => {},
      roster: () => {},
      closed: () => {
        timers.clearTimeout(timer);
        resolve();
      },
    });
    seat.leave();
  });
}

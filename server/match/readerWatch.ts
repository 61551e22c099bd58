/** The readers of a small room: all of them are looked at, once a second. */
import { type Client, ClientState } from '@colyseus/core';
import { bufferLimits, type Cut, SlowReaders } from '../transport/slowReaders.ts';

export class ReaderWatch {
  readonly #readers = new SlowReaders();

  /** Names whom to cut. `now`: monotonic ms. */
  scan(clients: readonly Client[], now: number): Cut[] {
    const byId = new Map(clients.map((client) => [client.sessionId, client]));
    for (const id of byId.keys()) this.#readers.suspect(id, now);
    const read = (id: string) => {
      const client = byId.get(id);
      return (
        client && {
          bufferedBytes: (client.ref as unknown as { bufferedAmount: number }).bufferedAmount,
          isAcknowledged: client.state !== ClientState.JOINING,
        }
      );
    };
    return this.#readers.scan(read, bufferLimits(0), now);
  }
}

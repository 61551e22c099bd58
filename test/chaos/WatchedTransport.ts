/** The SDK's transport. It reports the close code of each room socket, and can ask for the shard of a given player. */

import type { Fetch } from '../../client/net/json.ts';
import { SdkTransport } from '../../client/net/SdkTransport.ts';
import type { Connection, Entry, LobbyTransport, Try } from '../../client/net/transport.ts';
import type { JoinOptions } from '../../shared/protocol.ts';

export type WatchedTransportOptions = {
  roster: boolean;
  closed: (code: number) => void;
  /** Every join asks for this player's shard. */
  beside?: string;
};

export class WatchedTransport implements LobbyTransport {
  readonly #transport: LobbyTransport;
  readonly #options: WatchedTransportOptions;

  constructor(url: string, fetch: Fetch, options: WatchedTransportOptions) {
    this.#transport = new SdkTransport(url, fetch, options.roster);
    this.#options = options;
  }

  async join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    const { beside } = this.#options;
    return this.#watched(
      await this.#transport.join(token, { ...options, ...(beside !== undefined && { beside }) }, attempt),
    );
  }

  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    return this.#watched(await this.#transport.resume(token, resumeKey, attempt));
  }

  #watched(entry: Entry): Entry {
    if (!('connection' in entry)) return entry;
    const listen: Connection['listen'] = (listener) =>
      entry.connection.listen({
        ...listener,
        closed: (code) => {
          this.#options.closed(code);
          listener.closed(code);
        },
      });
    return { connection: { ...entry.connection, listen } };
  }
}

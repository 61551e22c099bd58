/** The SDK's door, telling the close code of each socket that was a seat, and asking for a player's shard where told to. */
import type { Door, Entry, Seat, Try } from '../../client/net/door.ts';
import type { Fetch } from '../../client/net/json.ts';
import { SdkDoor } from '../../client/net/SdkDoor.ts';
import type { JoinOptions } from '../../shared/protocol.ts';

export type WatchedDoorOptions = {
  roster: boolean;
  closed: (code: number) => void;
  /** A player whose shard every join asks for. */
  beside?: string;
};

export class WatchedDoor implements Door {
  readonly #door: Door;
  readonly #options: WatchedDoorOptions;

  constructor(url: string, fetch: Fetch, options: WatchedDoorOptions) {
    this.#door = new SdkDoor(url, fetch, options.roster);
    this.#options = options;
  }

  async join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    const { beside } = this.#options;
    return this.#watched(
      await this.#door.join(token, { ...options, ...(beside !== undefined && { beside }) }, attempt),
    );
  }

  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    return this.#watched(await this.#door.resume(token, resumeKey, attempt));
  }

  #watched(entry: Entry): Entry {
    if (!('seat' in entry)) return entry;
    const listen: Seat['listen'] = (listener) =>
      entry.seat.listen({
        ...listener,
        closed: (code) => {
          this.#options.closed(code);
          listener.closed(code);
        },
      });
    return { seat: { ...entry.seat, listen } };
  }
}

import type { Room } from 'colyseus.js';
import type { JoinOptions } from '../../shared/protocol.ts';
import type { Push } from './events.ts';
import type { Fetch } from './json.ts';
import { type RosterDecoder, RosterSource } from './rosterSource.ts';
import { listenForClose, roomConnection, SdkEntry } from './sdkEntry.ts';
import type { Connection, Entry, LobbyTransport, Try } from './transport.ts';

export class SdkTransport implements LobbyTransport {
  readonly #entry: SdkEntry<Connection>;

  constructor(url: string, fetch: Fetch, isRosterWanted: boolean) {
    this.#entry = new SdkEntry(url, fetch, (room) => connectionOf(room, isRosterWanted), isRosterWanted);
  }

  join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    return this.#entry.join(options, token, attempt);
  }

  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    return this.#entry.resume(token, resumeKey, attempt);
  }
}

const connectionOf = (room: Room, isRosterWanted: boolean): Connection => ({
  ...roomConnection(room),
  listen({ pushed, roster, closed }) {
    room.removeAllListeners();
    room.onMessage('*', (type, payload) => pushed({ type, payload } as Push));
    if (isRosterWanted) {
      const { decoder } = room.serializer as unknown as { decoder: RosterDecoder };
      room.onStateChange.once(() => new RosterSource(decoder, roster));
    }
    listenForClose(room, closed);
  },
});

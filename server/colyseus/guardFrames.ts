/** Puts a check before what Colyseus does with the frames of a room's clients. */
import { type Client, ClientState, getMessageBytes, Protocol, ResponseStatus } from '@colyseus/core';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { badFrame, isMessage } from '../transport/readFrame.ts';

/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  readonly onMessageEvents: { events: Record<string, unknown> };
  readonly _inputController?: unknown;
  _onMessage(client: Client, frame: Buffer): void;
  _onJoin(client: Client, ...rest: unknown[]): Promise<void>;
};
type FrameHost = {
  /** Counts a frame, of control too; false where it was one too many, and the session is cut. */
  admitsFrame: (client: Client) => boolean;
  /** A message or request that the room can take. */
  message: (client: Client) => void;
  /** A frame that the room cannot take. */
  badFrame: (client: Client, code: RequestRefusal) => void;
  /** The socket is at its end, as `ws` could not read a frame, or none so large. */
  brokenSocket: (client: Client) => void;
};

/** Call in `onCreate`. */
export function guardFrames(room: object, host: FrameHost): void {
  const parts = room as RoomParts;
  const take = parts._onMessage.bind(room);
  const join = parts._onJoin.bind(room);
  const hasType = (type: string): boolean => Object.hasOwn(parts.onMessageEvents.events, type);

  parts._onMessage = (client, frame) => {
    if (client.state === ClientState.LEAVING || !host.admitsFrame(client)) return;
    const bad = badFrame(frame, { hasType, hasInputs: parts._inputController !== undefined });
    if (!bad && isMessage(frame)) host.message(client);
    if (!bad) return take(client, frame);
    host.badFrame(client, bad.code);
    if (bad.requestId === undefined) return;
    const { REJECTED } = ResponseStatus;
    client.enqueueRaw(getMessageBytes[Protocol.ROOM_RESPONSE](bad.requestId, REJECTED, bad.code));
  };

  parts._onJoin = (client, ...rest) => {
    // Frames too, and no message: `ws` answers a ping by itself.
    for (const control of ['ping', 'pong'] as const)
      client.ref.on(control, () => client.state === ClientState.LEAVING || host.admitsFrame(client));
    client.ref.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code?.startsWith('WS_ERR_')) host.brokenSocket(client);
    });
    return join(client, ...rest);
  };
}

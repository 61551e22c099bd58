import { getMessageBytes, Protocol } from '@colyseus/core';
import type { Pushes, PushType } from '../../shared/pushes.ts';

/** A push as it goes out, to be encoded once for many: `client.enqueueRaw(frame)` does what `client.send` does. */
export const pushFrame = <Type extends PushType>(type: Type, payload: Pushes[Type]): Buffer =>
  getMessageBytes.raw(Protocol.ROOM_DATA, type, payload);

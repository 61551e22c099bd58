/** A socket on its way to a seat: a promise until the whole list has come, from then on the hooks'. */
import { FrameSocket } from '../wire/FrameSocket.ts';
import type { SeatHooks } from './connector.ts';

/** Reads a message's first bytes; true when it is the whole list. May answer. Throws to give up. */
export type Opening = (buffer: Buffer, at: number, length: number, socket: FrameSocket) => boolean;

/** `announcesOnOpen`: the upgrade itself makes the row appear. */
export function openSeat(
  port: number,
  path: string,
  hooks: SeatHooks,
  announcesOnOpen: boolean,
  opening: Opening,
): Promise<FrameSocket> {
  return new Promise((resolve, reject) => {
    let isIn = false;
    const socket = new FrameSocket(port, path, {
      opening: () => announcesOnOpen && hooks.announcing(),
      message(buffer, at, length) {
        try {
          if (!opening(buffer, at, length, socket) || isIn) return;
          isIn = true;
          resolve(socket);
        } catch (error) {
          reject(error);
        }
      },
      closed(why) {
        if (isIn) hooks.closed(why);
        else reject(new Error(why));
      },
    });
  });
}

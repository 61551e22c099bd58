/** Opens a player's socket. Resolves once the whole list has arrived; after that the hooks report what happens. */
import { FrameSocket } from '../wire/FrameSocket.ts';
import type { ConnectionHooks } from './connector.ts';

/** Reads a message's first bytes and may reply. Returns true for the whole list; throws to give up. */
export type Opening = (buffer: Buffer, at: number, length: number, socket: FrameSocket) => boolean;

/** `announcesOnOpen`: the upgrade itself makes the row appear. */
export function openConnection(
  port: number,
  path: string,
  hooks: ConnectionHooks,
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

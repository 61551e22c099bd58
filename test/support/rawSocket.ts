/** A client below the SDK: takes a seat over HTTP, then speaks bytes. For what no well-behaved client does. */
import { once } from 'node:events';
import WebSocket from 'ws';

export const FRAME = { joinRoom: 10, leaveRoom: 12, state: 14, patch: 15 } as const;
/** The protocol code is in the low five bits (shared-types/Protocol.ts). */
export const codeOf = (frame: Uint8Array): number => (frame[0] ?? 0) & 0x1f;

export type RawSocket = { socket: WebSocket; sessionId: string; frames: Uint8Array[]; closed: Promise<number> };

/** `acknowledge` false: never says that it joined. */
export async function openRawSocket(url: string, token: string, acknowledge = true): Promise<RawSocket> {
  const response = await fetch(`${url}/matchmake/joinOrCreate/lobby`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{}',
  });
  const seat = (await response.json()) as { sessionId: string; roomId: string; processId: string };
  if (!seat.roomId) throw new Error(JSON.stringify(seat));
  const address = url.replace('http', 'ws');
  const socket = new WebSocket(
    `${address}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}&_authToken=${token}`,
  );
  const frames: Uint8Array[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  await once(socket, 'message');
  if (acknowledge) socket.send(Uint8Array.of(FRAME.joinRoom));
  return { socket, sessionId: seat.sessionId, frames, closed };
}

/** What `knock` says where the room lets in. */
export const IN = 'in';

/** A try at a room's own socket, without asking for a seat: `in`, or `closed 4002`. */
export function knock(
  url: string,
  { processId, roomId }: { processId: string; roomId: string },
  query: Record<string, string>,
): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/${processId}/${roomId}?${new URLSearchParams(query)}`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('message', (frame: Buffer) => {
      if (codeOf(frame) === FRAME.joinRoom) resolve(IN);
    });
  });
}

/** A client below the SDK: reserves over HTTP, then speaks bytes. For what no well-behaved client does. */
import { once } from 'node:events';
import WebSocket from 'ws';

export const FRAME = { joinRoom: 10, leaveRoom: 12, state: 14, patch: 15, ping: 18 } as const;
/** The protocol code is in the low five bits (shared-types/Protocol.ts). */
export const codeOf = (frame: Uint8Array): number => (frame[0] ?? 0) & 0x1f;

export type RawSocket = { socket: WebSocket; sessionId: string; frames: Uint8Array[]; closed: Promise<number> };

/** `acknowledge`: whether it completes the join. */
export async function openRawSocket(url: string, token: string, acknowledge = true): Promise<RawSocket> {
  const response = await fetch(`${url}/matchmake/joinOrCreate/lobby`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{}',
  });
  const reservation = (await response.json()) as { sessionId: string; roomId: string; processId: string };
  if (!reservation.roomId) throw new Error(JSON.stringify(reservation));
  const address = url.replace('http', 'ws');
  const socket = new WebSocket(
    `${address}/${reservation.processId}/${reservation.roomId}?sessionId=${reservation.sessionId}&_authToken=${token}`,
  );
  const frames: Uint8Array[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  await once(socket, 'message');
  if (acknowledge) socket.send(Uint8Array.of(FRAME.joinRoom));
  return { socket, sessionId: reservation.sessionId, frames, closed };
}

/** The result of `knock` if the room accepts. */
export const IN = 'in';

/** Connects to a room's socket without a reservation; resolves with `in` or `closed 4002`. */
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

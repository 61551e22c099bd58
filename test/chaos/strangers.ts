/** What strangers do without any client of ours: sign in, take a reservation, and open its socket by hand. */
import { setTimeout as passed } from 'node:timers/promises';
import type { SignedIn } from '../../shared/protocol.ts';

export type Reservation = { roomId: string; processId: string; sessionId: string; token: string };

const HEADERS = { 'Content-Type': 'application/json' };
const WAIT_MS = 1_000;

/** Resolves with a new guest's token. */
export async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/auth/anonymous`, { method: 'POST', headers: HEADERS, body: '{}' });
  return ((await response.json()) as SignedIn).token;
}

/** Asks again when it is told to. */
export async function reserve(url: string, token: string): Promise<Reservation> {
  const headers = { ...HEADERS, Authorization: `Bearer ${token}` };
  for (;;) {
    const response = await fetch(`${url}/matchmake/joinOrCreate/lobby`, { method: 'POST', headers, body: '{}' });
    if (response.ok) return { ...((await response.json()) as Omit<Reservation, 'token'>), token };
    // Real time: as long as the server asks.
    await passed(Number(response.headers.get('Retry-After') ?? 0) * 1_000 || WAIT_MS);
  }
}

/** At the process itself. */
export const pathOf = ({ processId, roomId, sessionId, token }: Reservation): string =>
  `/${processId}/${roomId}?sessionId=${sessionId}&_authToken=${token}`;

export const upgradeHead = (reservation: Reservation): string =>
  [
    `GET ${pathOf(reservation)} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  ].join('\r\n');

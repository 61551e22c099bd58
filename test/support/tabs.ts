/** Several tabs of one player, and what a careless or hostile one does. */
import { SESSIONS_PER_PLAYER } from '../../shared/limits.ts';
import { cut, type Joined, type LobbyServer } from './lobbyServer.ts';

/** Untyped: any request with any payload, or any bytes. */
type Loose = {
  request(type: string, payload?: unknown): Promise<unknown>;
  send(type: string, payload?: unknown): void;
  connection: { send(bytes: Uint8Array): void };
};
export const loose = ({ room }: Pick<Joined, 'room'>): Loose => room as unknown as Loose;

export async function openTabs(server: LobbyServer, count = SESSIONS_PER_PLAYER): Promise<[Joined, ...Joined[]]> {
  const first = await server.join();
  const others = Array.from({ length: count - 1 }, () => server.join(undefined, first.token));
  return [first, ...(await Promise.all(others))];
}

export const leave = (...tabs: Joined[]): Promise<unknown> =>
  Promise.all(
    tabs.map(({ room }) => {
      room.reconnection.enabled = false;
      return room.connection.isOpen ? room.leave() : undefined;
    }),
  );

/** Drops the tab's socket; the SDK resumes by itself. */
export async function resume({ room }: Pick<Joined, 'room'>): Promise<void> {
  const back = new Promise<void>((resolve) => room.onReconnect(resolve));
  Object.assign(room.reconnection, { minUptime: 0, minDelay: 20 });
  cut(room);
  await back;
}

/** The close code of a session that the SDK does not resume. */
export const closesWith = ({ room }: Pick<Joined, 'room'>): Promise<number> =>
  new Promise((resolve) => room.onLeave(resolve));

/** An observer with the stock SDK, in Foyer's lobby or in the plain room. */
import { Callbacks, Client, type Room } from 'colyseus.js';
import type { SignedIn } from '../../../shared/protocol.ts';
import type { LobbyState } from '../../../shared/state.ts';
import { statusFromNumber } from '../../../shared/status.ts';
import { LEFT } from '../match.ts';
import type { PlainState } from '../peers/plainColyseus.ts';
import type { Watch, WatchStart } from './watch.ts';

export async function watchFoyer({ port, saw }: WatchStart): Promise<Watch> {
  const url = `http://127.0.0.1:${port}`;
  const signedIn = await fetch(`${url}/auth/anonymous`, { method: 'POST' });
  const { user, token } = (await signedIn.json()) as SignedIn;
  const client = new Client(url);
  client.auth.token = token;
  const room: Room<never, LobbyState> = await client.joinOrCreate('lobby');
  await follow(room);
  const callbacks = Callbacks.get(room);
  callbacks.onAdd('players', (player) => {
    saw(player.name, statusFromNumber(player.status));
    callbacks.listen(player, 'status', (status) => saw(player.name, statusFromNumber(status)), false);
  });
  callbacks.onRemove('players', (player) => saw(player.name, LEFT));
  return {
    ...user,
    shard: room.roomId,
    rows: () =>
      [...room.state.players].map(([id, { name, status }]) => ({ id, name, status: statusFromNumber(status) })),
    heartbeat: () => void room.request('heartbeat', { active: true }).catch(() => undefined),
    patchMs: () => room.state.patchMs,
  };
}

export async function watchPlainColyseus({ port, name, saw }: WatchStart): Promise<Watch> {
  const client = new Client(`http://127.0.0.1:${port}`);
  const room: Room<never, PlainState> = await client.joinOrCreate('lobby', { name });
  await follow(room);
  const callbacks = Callbacks.get(room);
  callbacks.onAdd('players', (player) => {
    saw(player.name, player.status);
    callbacks.listen(player, 'status', (status) => saw(player.name, status), false);
  });
  callbacks.onRemove('players', (player) => saw(player.name, LEFT));
  return {
    id: room.sessionId,
    name,
    shard: room.roomId,
    rows: () => [...room.state.players].map(([id, player]) => ({ id, name: player.name, status: player.status })),
    heartbeat: () => room.send('heartbeat', {}),
    patchMs: () => undefined,
  };
}

/** Resolves at the first full state. */
async function follow<State>(room: Room<never, State>): Promise<void> {
  room.reconnection.enabled = false;
  room.onMessage('*', () => {});
  await new Promise<void>((resolve) => room.onStateChange.once(() => resolve()));
}

/**
 * The one list of private parts of dependencies that the rooms and the fan-out lean on. A new version without one would
 * fail late and strangely, so they are checked at boot. (Those of Node are in SocketWriter.ts: it is only slower without.)
 */
import { Room, SchemaSerializer } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { WebSocket } from 'ws';
import { Player } from '../../shared/state.ts';

/** `name`: the package, and its part. */
export type Internal = { name: string; isThere: () => boolean };

export const INTERNALS: readonly Internal[] = [
  // Replaced in LobbyRoom: the full state goes out as frames that are shared, and reservations are counted without a walk.
  { name: '@colyseus/core Room.sendFullState', isThere: () => hasMethods(Room.prototype, 'sendFullState') },
  {
    name: '@colyseus/core Room.hasReachedMaxClients',
    isThere: () => hasMethods(Room.prototype, 'hasReachedMaxClients'),
  },
  {
    name: '@colyseus/core Room._reservedSeats and _internalState',
    isThere: () => ['_reservedSeats', '_internalState'].every((name) => name in new Room()),
  },
  // LobbyRoom adds to it what shards are chosen by.
  {
    name: '@colyseus/core Room._listing',
    isThere: () =>
      Object.assign(new Room() as object, { _listing: { metadata: 'here' } } as object as Room).metadata === 'here',
  },
  // Emptied in LobbyRoom when the process ends. The second is set only while it runs.
  { name: '@colyseus/core Room._reservedSeatTimeouts', isThere: () => '_reservedSeatTimeouts' in new Room() },
  // Replaced in every room by heldReservations.ts, or called there.
  {
    name: '@colyseus/core Room._onJoin, hasReservedSeat, checkReconnectionToken and _reconnections',
    isThere: () =>
      hasMethods(Room.prototype, '_onJoin', 'hasReservedSeat', 'checkReconnectionToken') &&
      '_reconnections' in new Room(),
  },
  // Replaced in every room by guardFrames.ts, or read there.
  {
    name: '@colyseus/core Room._onMessage and onMessageEvents',
    isThere: () =>
      hasMethods(Room.prototype, '_onMessage') &&
      typeof (new Room() as unknown as { onMessageEvents?: { events: object } }).onMessageEvents?.events === 'object',
  },
  // Replaced in RosterSerializer.
  {
    name: '@colyseus/core SchemaSerializer.applyPatches',
    isThere: () => hasMethods(SchemaSerializer.prototype, 'applyPatches'),
  },
  {
    name: '@colyseus/core SchemaSerializer.fullEncodeBuffer',
    isThere: () => hasBytes(new SchemaSerializer(), 'fullEncodeBuffer'),
  },
  {
    name: '@colyseus/schema Encoder.encode, encodeAll, discardChanges, hasChanges and sharedBuffer',
    isThere: () => {
      const encoder = new Encoder(new Player());
      return (
        hasMethods(encoder, 'encode', 'encodeAll', 'discardChanges') &&
        typeof encoder.hasChanges === 'boolean' &&
        hasBytes(encoder, 'sharedBuffer')
      );
    },
  },
  // Replaced in LobbyTransport.
  {
    name: '@colyseus/ws-transport WebSocketTransport.onConnection',
    isThere: () => hasMethods(WebSocketTransport.prototype, 'onConnection'),
  },
  // Written to in FanOut, LobbyTransport and LinkWatch.
  { name: 'ws WebSocket._socket', isThere: () => '_socket' in new ServerSideWebSocket(null, undefined, {}) },
];

/** One line for the operator; main.ts prints it and exits with 1. */
export class InternalsError extends Error {
  override name = 'InternalsError';
}

/** Throws an InternalsError that names the missing parts. */
export function assertInternals(internals: readonly Internal[] = INTERNALS): void {
  const missing = internals.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  if (missing.length > 0) {
    throw new InternalsError(`A dependency has changed inside, and the fan-out leans on it: ${missing.join('; ')}.`);
  }
}

/** As servers make them: without an address. */
const ServerSideWebSocket = WebSocket as unknown as new (
  address: null,
  protocols: undefined,
  options: object,
) => WebSocket;

const hasMethods = (target: object, ...names: string[]): boolean =>
  names.every((name) => typeof (target as Record<string, unknown>)[name] === 'function');

const hasBytes = (target: object, name: string): boolean =>
  (target as Record<string, unknown>)[name] instanceof Uint8Array;

/** The HTTP server with everything behind it: routes, rooms, and the sockets to them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { FRAME_MAX_BYTES } from '../../shared/limits.ts';
import { LOBBY } from '../../shared/protocol.ts';
import { codeSocketErrors } from '../colyseus/codedErrors.ts';
import { guardHttp, SERVER_OPTIONS } from '../http/guard.ts';
import type { Site } from '../http/site.ts';
import { randomIds } from '../identity/ids.ts';
import { createColyseusLogger } from '../log.ts';
import type { Admin } from '../operators/admin.ts';
import { mountHttp } from '../routes.ts';
import { LobbyTransport } from '../transport/LobbyTransport.ts';
import type { Given } from './base.ts';
import { defineRooms } from './rooms.ts';
import type { SocialParts } from './social.ts';

/** Bytes of one row in a full state, long names included: an encode that outgrows its buffer runs twice. */
const ROW_BYTES = 96;

export function makeSite(made: SocialParts, given: Given) {
  const { cluster, clock, config, links, log, membership, play, readiness } = made;
  const site: Site & Admin = {
    ...made,
    ids: given.ids ?? randomIds,
    matches: () => play.matches(),
    isReady: () => readiness.reasons(),
    // A killed process is silent and deaf long before its lease lapses; a stalled one is only silent.
    isLive: async (id) =>
      membership.knows(id) && (membership.isHeard(id, clock.now()) || (await links.isReachable(id))),
    openRooms: [LOBBY],
    distDir: given.distDir ?? fileURLToPath(new URL('../../dist', import.meta.url)),
  };
  Encoder.BUFFER_SIZE = Math.max(64 * 1024, config.SHARD_CAPACITY * ROW_BYTES);
  const http = (given.createHttp ?? createServer)(SERVER_OPTIONS);
  guardHttp(http, site);
  codeSocketErrors();
  const colyseus = new Server({
    transport: new LobbyTransport({ server: http, maxPayload: FRAME_MAX_BYTES }),
    presence: links.presence,
    driver: links.driver,
    selectProcessIdToCreateRoom: async () => cluster.leastLoaded(),
    express: (app) => mountHttp(app, site),
    logger: createColyseusLogger(log, clock.now),
    gracefullyShutdown: false,
    greet: false,
    ...(config.PUBLIC_ADDRESS ? { publicAddress: config.PUBLIC_ADDRESS } : {}),
  });
  // Without a host, Node listens on `::`, or on 0.0.0.0 where IPv6 is off.
  const host = config.HOST === '::' ? undefined : config.HOST;
  const shutDown = (): Promise<void> => colyseus.gracefullyShutdown(false);
  /** Colyseus logs the server's errors, but waits for none of them: a taken port would never settle. */
  const listen = async (): Promise<void> => {
    const { promise: failure, reject } = Promise.withResolvers<never>();
    http.removeAllListeners('error').once('error', reject);
    await Promise.race([colyseus.listen(config.PORT, host), failure]);
    http.off('error', reject).on('error', (error) => made.failed(error, 'http'));
  };
  defineRooms(colyseus, made, given.sweepMs);
  return { ...made, listen, shutDown, port: () => (http.address() as AddressInfo).port };
}

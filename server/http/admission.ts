/** Whether a request may be handled now: what each kind costs its caller, and what waits while the process drains. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { JOINS_BURST, JOINS_PER_S } from '../../shared/limits.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { JoinGate } from '../domain/admission/joinGate.ts';
import { networkOf } from '../domain/admission/network.ts';
import { CONNECTIONS_PER_NETWORK, type LimitKind, Limits, SOCKETS_PER_NETWORK } from './limits.ts';
import { OpenSockets } from './OpenSockets.ts';
import { pathOf } from './requestHead.ts';
import type { Site } from './site.ts';
import { bearerOf } from './viewer.ts';

export type Wait = { code: RefusalCode; seconds: number };
/** By then another process takes it, or this one after its restart. */
const DRAINING_RETRY_S = 2;
/** By then another tab or player of the network may have gone. */
const FULL_RETRY_S = 30;

export class Admission {
  readonly #site: Site;
  readonly #limits: Limits;
  readonly #areLimitsOn: boolean;
  readonly #sockets = new OpenSockets(SOCKETS_PER_NETWORK);
  readonly #connections = new OpenSockets(CONNECTIONS_PER_NETWORK);
  /** Undefined where limits are off. */
  readonly #gate: JoinGate | undefined;

  constructor(site: Site) {
    this.#site = site;
    this.#areLimitsOn = site.config.LIMITS === 'on';
    this.#limits = new Limits(() => site.clock.now(), this.#areLimitsOn);
    const rate = { perSecond: JOINS_PER_S, burst: JOINS_BURST };
    this.#gate = this.#areLimitsOn ? new JoinGate(rate, site.clock.now()) : undefined;
  }

  /** Undefined: go on. A promise only for a join with a token. */
  ofRequest(req: IncomingMessage, address: string): Wait | undefined | Promise<Wait | undefined> {
    const path = pathOf(req.url ?? '').toLowerCase();
    if (path.startsWith('/matchmake')) return this.#ofJoin(req, address, path.startsWith('/matchmake/reconnect/'));
    if (path.startsWith('/auth')) return this.#take('signIn', networkOf(address));
    // Operators prove who they are there, and others' requests must not keep them out.
    if (/^\/api\/admin(\/|$)/.test(path)) return undefined;
    if (path.startsWith('/api')) return this.#take('read', networkOf(address));
    return undefined;
  }

  ofUpgrade(address: string, socket: Duplex): Wait | undefined {
    const wait = this.#take('upgrade', networkOf(address));
    if (wait || !this.#areLimitsOn || this.#sockets.add(networkOf(address), socket)) return wait;
    return { code: 'request/tooMany', seconds: FULL_RETRY_S };
  }

  /** Whether a connection of this address may stay. */
  isConnectionWithin(address: string, socket: Duplex): boolean {
    return !this.#areLimitsOn || this.#connections.add(networkOf(address), socket);
  }

  #ofJoin(req: IncomingMessage, address: string, isResume: boolean): Wait | undefined | Promise<Wait | undefined> {
    // A resume may be of a session in a match that is played to its end here.
    if (!isResume && this.#site.isReady().includes('server/draining')) {
      return { code: 'server/draining', seconds: DRAINING_RETRY_S };
    }
    const bearer = bearerOf(req);
    const wait = this.#take(isResume ? 'resume' : 'join', networkOf(address));
    return wait || bearer === undefined ? wait : this.#ofPlayer(bearer, isResume);
  }

  /** Verified first: a forged token must not use up the limit of its alleged owner. */
  async #ofPlayer(bearer: string, isResume: boolean): Promise<Wait | undefined> {
    const { tokens, coolDowns } = this.#site;
    const caller = await (isResume ? tokens.verifyForRenewal(bearer) : tokens.verify(bearer, 'session'));
    if (typeof caller === 'string') return undefined;
    const seconds = coolDowns.waitS(caller.playerId);
    if (seconds > 0) return { code: 'player/coolingDown', seconds };
    const wait = this.#take('joinOfPlayer', caller.playerId);
    // A held session is the player's already, and its window may end before their turn.
    if (wait || isResume) return wait;
    const turnInMs = this.#gate?.waitMs(caller.playerId, this.#site.clock.now()) ?? 0;
    return turnInMs === 0 ? undefined : { code: 'request/tooMany', seconds: Math.ceil(turnInMs / 1_000) };
  }

  #take(kind: LimitKind, key: string): Wait | undefined {
    const seconds = this.#limits.take(kind, key);
    return seconds === 0 ? undefined : { code: 'request/tooMany', seconds };
  }
}

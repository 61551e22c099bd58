/** Whether a request may be handled now: what each kind costs its caller, and what waits while the process drains. */
import type { IncomingMessage } from 'node:http';
import type { PlayerId } from '../../shared/ids.ts';
import { JOINS_BURST, JOINS_PER_S } from '../../shared/limits.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { JoinGate } from '../domain/admission/joinGate.ts';
import { authenticateToken, bearerOf } from '../identity/authenticate.ts';
import { networkOf } from './clientAddress.ts';
import type { HttpDeps } from './deps.ts';
import { Limits } from './limits.ts';
import { pathOf } from './requestHead.ts';

export type Wait = { code: RefusalCode; seconds: number };
/** By then another process takes it, or this one after its restart. */
const DRAINING_RETRY_S = 2;

export class Admission {
  readonly #deps: HttpDeps;
  readonly #limits: Limits;
  /** Undefined where limits are off. */
  readonly #gate: JoinGate | undefined;

  constructor(deps: HttpDeps) {
    this.#deps = deps;
    const areLimitsOn = deps.config.LIMITS === 'on';
    this.#limits = new Limits(() => deps.clock.now(), areLimitsOn);
    const rate = { perSecond: JOINS_PER_S, burst: JOINS_BURST };
    this.#gate = areLimitsOn ? new JoinGate(rate, deps.clock.now()) : undefined;
  }

  /** Undefined: go on. A promise only for a join with a token. */
  ofRequest(req: IncomingMessage, address: string): Wait | undefined | Promise<Wait | undefined> {
    const path = pathOf(req.url ?? '').toLowerCase();
    const network = networkOf(address);
    if (path.startsWith('/matchmake')) return this.#ofJoin(req, network, path.startsWith('/matchmake/reconnect/'));
    if (path.startsWith('/auth')) return this.#take('signIn', network);
    if (path.startsWith('/api')) return this.#take('read', network);
    return undefined;
  }

  ofUpgrade(address: string): Wait | undefined {
    return this.#take('upgrade', networkOf(address));
  }

  #ofJoin(req: IncomingMessage, network: string, isResume: boolean): Wait | undefined | Promise<Wait | undefined> {
    // A resume may be of a session in a match that is played to its end here.
    if (!isResume && this.#deps.isReady().includes('server/draining')) {
      return { code: 'server/draining', seconds: DRAINING_RETRY_S };
    }
    const bearer = bearerOf(req);
    return (
      this.#take(isResume ? 'resume' : 'join', network) ??
      (bearer === undefined ? undefined : this.#ofPlayer(bearer, isResume))
    );
  }

  /** Verified first: a forged token must not use up the limit of its alleged owner. */
  async #ofPlayer(bearer: string, isResume: boolean): Promise<Wait | undefined> {
    const caller = await authenticateToken(bearer, this.#deps);
    if (typeof caller === 'string') return undefined;
    const wait = this.#take('joinOfPlayer', caller.playerId);
    // A held session is the player's already, and its window may end before their turn.
    return wait ?? (isResume ? undefined : this.#ofTurn(caller.playerId));
  }

  /** When everybody comes at once, each player is given a turn. */
  #ofTurn(player: PlayerId): Wait | undefined {
    const waitMs = this.#gate?.waitMs(player, this.#deps.clock.now()) ?? 0;
    return waitMs === 0 ? undefined : { code: 'request/tooMany', seconds: Math.ceil(waitMs / 1_000) };
  }

  #take(kind: Parameters<Limits['take']>[0], key: string): Wait | undefined {
    const seconds = this.#limits.take(kind, key);
    return seconds === 0 ? undefined : { code: 'request/tooMany', seconds };
  }
}

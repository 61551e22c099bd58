/**
 * Lets operators in. With a secret: callers that have it; wrong ones are counted per network. Without one: callers at this
 * machine, by their real address and by the Host, because a foreign page may have its name resolve to 127.0.0.1.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../config.ts';
import { callerOf, isLoopback, networkOf } from '../http/clientAddress.ts';
import { refuse } from '../http/refusal.ts';
import { sourceOf } from '../http/requestSource.ts';
import type { Metrics } from '../metrics.ts';
import { FailedLogins } from './failedLogins.ts';

const USER = 'admin';

export class OperatorEntry {
  readonly #config: Config;
  readonly #metrics: Metrics;
  readonly #failedLogins: FailedLogins;

  /** `now`: monotonic ms. */
  constructor(config: Config, metrics: Metrics, now: () => number) {
    this.#config = config;
    this.#metrics = metrics;
    this.#failedLogins = new FailedLogins(now);
  }

  /** User `admin` with ADMIN_PASSWORD, by Basic; without a password callers at this machine, in development only. */
  readonly admitAdmin = (req: Request, res: Response, next: NextFunction): void => {
    const { ADMIN_PASSWORD, NODE_ENV } = this.#config;
    if (ADMIN_PASSWORD === undefined) {
      // Strangers get the answer that they would get if there were nothing here.
      if (NODE_ENV !== 'production' && isAtThisMachine(req)) next();
      else refuse(res, 'request/unknown');
      return;
    }
    const { user, password } = readBasic(req.headers.authorization);
    const isRight = isSameSecret(`${user}:${password}`, `${USER}:${ADMIN_PASSWORD}`);
    if (this.#check(req, res, isRight, 'Basic realm="Foyer", charset="UTF-8"')) next();
  };

  /** METRICS_TOKEN as bearer; without one set, callers at this machine. */
  readonly admitScraper = (req: Request, res: Response, next: NextFunction): void => {
    const { METRICS_TOKEN } = this.#config;
    if (METRICS_TOKEN === undefined) {
      if (isAtThisMachine(req)) next();
      else refuse(res, 'request/notAllowed');
      return;
    }
    const isRight = isSameSecret(req.headers.authorization ?? '', `Bearer ${METRICS_TOKEN}`);
    if (this.#check(req, res, isRight, 'Bearer')) next();
  };

  /** A browser keeps the password and would send it along for any page. */
  readonly refuseOtherPages = (req: Request, res: Response, next: NextFunction): void => {
    if (sourceOf(req) !== 'elsewhere') return next();
    this.#metrics.refused('request/notAllowed');
    refuse(res, 'request/notAllowed', 'Only pages of this server may give orders.');
  };

  /**
   * True where `isRight`. Otherwise it has answered: 401 with `challenge` as WWW-Authenticate, or 429 after too many wrong
   * ones, then to a right one too, so that guessing reveals nothing.
   */
  #check(req: Request, res: Response, isRight: boolean, challenge: string): boolean {
    const network = networkOf(callerOf(req).address);
    const waitS = this.#failedLogins.waitS(network);
    if (waitS > 0) {
      res.set('Retry-After', String(waitS));
      this.#metrics.refused('request/tooMany');
      refuse(res, 'request/tooMany');
      return false;
    }
    if (isRight) return true;
    const wasTried = req.headers.authorization !== undefined;
    if (wasTried) this.#failedLogins.add(network);
    const code = wasTried ? 'auth/invalid' : 'auth/required';
    this.#metrics.refused(code);
    res.set('WWW-Authenticate', challenge);
    refuse(res, code);
    return false;
  }
}

/** In constant time, whatever the lengths. */
function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

function isAtThisMachine(req: Request): boolean {
  const caller = callerOf(req);
  return isLoopback(caller.address) && /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/i.test(caller.host);
}

function readBasic(header: string | undefined): { user: string; password: string } {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: rest.join(':') };
}

/**
 * Lets operators in: callers that send the password, or to the metrics their token. An address proves nothing, as behind a
 * proxy on the same host everybody is loopback. Wrong secrets are slowed down (failedLogins.ts), right ones always pass.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../config.ts';
import { neighbourhoodOf } from '../domain/admission/network.ts';
import { callerOf } from '../http/clientAddress.ts';
import { refuse } from '../http/refusal.ts';
import { sourceOf } from '../http/requestSource.ts';
import type { Metrics } from '../metrics.ts';
import { FailedLogins } from './failedLogins.ts';
import { USER } from './orders.ts';

const BASIC = 'Basic realm="Foyer", charset="UTF-8"';

/** `metrics` is apart from `admin`: a scraper with an old token does not slow the operators down. */
type Entry = 'admin' | 'metrics';

export class OperatorEntry {
  readonly #config: Config;
  readonly #metrics: Metrics;
  readonly #failedLogins: Record<Entry, FailedLogins>;

  /** `now`: monotonic ms. */
  constructor(config: Config, metrics: Metrics, now: () => number) {
    this.#config = config;
    this.#metrics = metrics;
    this.#failedLogins = { admin: new FailedLogins(now), metrics: new FailedLogins(now) };
  }

  /** User `admin` with ADMIN_PASSWORD, by Basic. */
  readonly admitAdmin = (req: Request, res: Response, next: NextFunction): Promise<void> =>
    this.#admit('admin', req, res, next);

  /** METRICS_TOKEN as bearer, or what admits operators. */
  readonly admitScraper = (req: Request, res: Response, next: NextFunction): Promise<void> =>
    this.#admit('metrics', req, res, next);

  /** A browser keeps the password and would send it along for any page. */
  readonly refuseOtherPages = (req: Request, res: Response, next: NextFunction): void => {
    if (sourceOf(req) !== 'elsewhere') return next();
    this.#metrics.refused('request/notAllowed');
    refuse(res, 'request/notAllowed', 'Only pages of this server may give orders.');
  };

  async #admit(entry: Entry, req: Request, res: Response, next: NextFunction): Promise<void> {
    const { ADMIN_PASSWORD, METRICS_TOKEN } = this.#config;
    const token = entry === 'metrics' ? METRICS_TOKEN : undefined;
    // Nothing would open it, so strangers get the answer that they would get if there were nothing here.
    if (ADMIN_PASSWORD === undefined && token === undefined) return refuse(res, 'request/unknown');
    const given = req.headers.authorization;
    const isRight = [
      ADMIN_PASSWORD !== undefined && isSameSecret(readBasic(given), `${USER}:${ADMIN_PASSWORD}`),
      token !== undefined && isSameSecret(given ?? '', `Bearer ${token}`),
    ].includes(true);
    if (isRight) return next();
    const isWrong = given !== undefined;
    const waitS = isWrong ? await this.#addWrong(entry, req) : 0;
    if (waitS > 0) {
      res.set('Retry-After', String(waitS));
      this.#metrics.refused('request/tooMany');
      return refuse(res, 'request/tooMany');
    }
    const code = isWrong ? 'auth/invalid' : 'auth/required';
    this.#metrics.refused(code);
    const challenges = [token !== undefined && 'Bearer', ADMIN_PASSWORD !== undefined && BASIC];
    res.set('WWW-Authenticate', challenges.filter((challenge) => challenge !== false).join(', '));
    refuse(res, code);
  }

  #addWrong(entry: Entry, req: Request): Promise<number> {
    this.#metrics.failedLogins.inc({ entry });
    return this.#failedLogins[entry].add(neighbourhoodOf(callerOf(req).address));
  }
}

/** In constant time, whatever the lengths. */
function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** `user:password`; '' where the header is no Basic one. */
function readBasic(header: string | undefined): string {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8');
}

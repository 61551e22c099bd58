/**
 * The door of what operators see. With a secret: who has it; wrong ones are counted per address. Without one: whoever
 * sits at this machine, which is a matter of the real address *and* of the Host, for a page of a stranger may have its
 * name resolve to 127.0.0.1.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { callerOf, isLoopback, networkOf } from '../http/clientAddress.ts';
import { refuse } from '../http/refusal.ts';
import type { Metrics } from '../metrics.ts';
import type { FailedLogins } from './failedLogins.ts';

export type OperatorDeps = { failedLogins: FailedLogins; metrics: Metrics };

/** In constant time, whatever the lengths. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

export function isAtThisMachine(req: Request): boolean {
  const caller = callerOf(req);
  return isLoopback(caller.address) && /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/i.test(caller.host);
}

/**
 * True where `isRight`. Else it has answered: 401 with `challenge` as WWW-Authenticate, or 429 after too many wrong
 * ones, then also to a right one, so that guessing tells nothing.
 */
export function admitOperator(
  req: Request,
  res: Response,
  deps: OperatorDeps,
  check: { isRight: boolean; wasTried: boolean; challenge: string },
): boolean {
  const network = networkOf(callerOf(req).address);
  const waitS = deps.failedLogins.waitS(network);
  if (waitS > 0) {
    res.set('Retry-After', String(waitS));
    deps.metrics.refused('request/tooMany');
    refuse(res, 'request/tooMany');
    return false;
  }
  if (check.isRight) return true;
  if (check.wasTried) deps.failedLogins.add(network);
  const code = check.wasTried ? 'auth/invalid' : 'auth/required';
  deps.metrics.refused(code);
  res.set('WWW-Authenticate', check.challenge);
  refuse(res, code);
  return false;
}

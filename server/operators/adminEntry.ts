/**
 * The door for whoever acts: user `admin` with ADMIN_PASSWORD, by Basic; without a password whoever sits at this machine,
 * in development only.
 */
import type { NextFunction, Request, Response } from 'express';
import { refuse } from '../http/refusal.ts';
import { admitOperator, isAtThisMachine, isSameSecret, type OperatorDeps } from './operators.ts';

const USER = 'admin';
const CHALLENGE = 'Basic realm="Foyer", charset="UTF-8"';

export type AdminDoorDeps = OperatorDeps & { password: string | undefined; isProduction: boolean };

export function admitAdmin(req: Request, res: Response, next: NextFunction, deps: AdminDoorDeps): void {
  if (deps.password === undefined) {
    // As if there were nothing behind it: a stranger learns nothing.
    return !deps.isProduction && isAtThisMachine(req) ? next() : refuse(res, 'request/unknown');
  }
  const { user, password } = readBasic(req.headers.authorization);
  const isRight = isSameSecret(`${user}:${password}`, `${USER}:${deps.password}`);
  const wasTried = req.headers.authorization !== undefined;
  if (admitOperator(req, res, deps, { isRight, wasTried, challenge: CHALLENGE })) next();
}

function readBasic(header: string | undefined): { user: string; password: string } {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '';
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: rest.join(':') };
}

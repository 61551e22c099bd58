/**
 * The sender's proof of identity (RFC 8292). A push service is told the server's public key, to which subscriptions are
 * bound, and a signed token. The token names the service's origin and is good nowhere else.
 */
import { createECDH, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { keyOfSeed, SEED_BYTES } from '../domain/push/vapidKey.ts';

/** RFC 8292: at most a day. */
const TOKEN_TTL_S = 12 * 3_600;
/** A token is used again until this much of it is left. */
const RENEW_BEFORE_S = 3_600;
/** The oldest goes first. */
const TOKENS_MAX = 200;

type Sender = { privateKey: string | undefined; secret: string; contact: string | undefined };

export class VapidKeys {
  /** As browsers take it: the point, base64url. */
  readonly publicKey: string;
  readonly #key: KeyObject;
  readonly #contact: string | undefined;
  readonly #tokens = new Map<string, { token: string; expiresAtS: number }>();

  /** `privateKey`: 32 bytes, base64url; undefined: derived from the secret. `contact`: of the operator, for the services. */
  constructor({ privateKey, secret, contact }: Sender) {
    const d = privateKey === undefined ? derivedKey(secret) : Buffer.from(privateKey, 'base64url');
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(d);
    const point = pair.getPublicKey();
    this.publicKey = point.toString('base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
    const jwk = { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: x as string, y: y as string };
    this.#key = createPrivateKey({ format: 'jwk', key: jwk });
    this.#contact = contact;
  }

  /** The header `Authorization` for a service. `now`: epoch ms. */
  async authorization(origin: string, now: number): Promise<string> {
    const nowS = Math.floor(now / 1_000);
    const known = this.#tokens.get(origin);
    const isFresh = known !== undefined && known.expiresAtS - nowS > RENEW_BEFORE_S;
    const token = isFresh ? known.token : await this.#sign(origin, nowS + TOKEN_TTL_S);
    return `vapid t=${token}, k=${this.publicKey}`;
  }

  async #sign(origin: string, expiresAtS: number): Promise<string> {
    const claims = new SignJWT({}).setProtectedHeader({ typ: 'JWT', alg: 'ES256' });
    claims.setAudience(origin).setExpirationTime(expiresAtS);
    if (this.#contact !== undefined) claims.setSubject(this.#contact);
    const token = await claims.sign(this.#key);
    this.#tokens.delete(origin);
    this.#tokens.set(origin, { token, expiresAtS });
    if (this.#tokens.size > TOKENS_MAX) this.#tokens.delete(this.#tokens.keys().next().value as string);
    return token;
  }
}

/** All processes with the secret of tokens have the same key, without another secret to share. */
const derivedKey = (secret: string): Buffer =>
  keyOfSeed(Buffer.from(hkdfSync('sha256', secret, '', 'foyer web push key', SEED_BYTES)));

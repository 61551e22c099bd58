/**
 * Signed, short-lived proofs of identity. A token is bound to one purpose (its audience), so that one made to resume a session
 * is not taken where a session token is asked for; its claims come from the server alone.
 */
import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

export type Purpose = 'session' | 'resume';
export type Claims = Record<string, unknown>;
export type Issued = { token: string; expiresAtS: number };
export type Verified = { playerId: PlayerId; claims: Claims };
export type TokenRefusal = Extract<RefusalCode, 'auth/required' | 'auth/expired' | 'auth/invalid'>;

/** What a stolen token is good for. Clients renew at half of it. */
export const TOKEN_TTL_S = 15 * 60;
/** Guests have no other credential: an expired session token is renewed for so long, and opens nothing else. */
export const RENEWAL_S = 90 * 86_400;

/** Tokens whose signature was seen: about 1 KB each. A join looked at one twice, for a tenth of its CPU. */
const KNOWN_MAX = 20_000;

type Known = { verified: Verified; expiresAtS: number };

const ISSUER = 'foyer';
const ALGORITHM = 'HS256';
const audience = (purpose: Purpose): string => `foyer:${purpose}`;

export class Tokens {
  readonly #key: Uint8Array;
  readonly #clock: { wall(): number };
  /** Session tokens made or verified here, oldest first; good until they expire. */
  readonly #known = new Map<string, Known>();

  /** `secret`: at least 32 characters. */
  constructor(secret: string, clock: { wall(): number }) {
    this.#key = new TextEncoder().encode(secret);
    this.#clock = clock;
  }

  /** `expiresAtS`: unix seconds. */
  async issue(playerId: PlayerId, purpose: Purpose, claims: Claims = {}): Promise<Issued> {
    const nowS = this.#nowS();
    const expiresAtS = nowS + TOKEN_TTL_S;
    const token = await new SignJWT({ data: claims })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(audience(purpose))
      .setSubject(playerId)
      .setJti(randomUUID())
      .setIssuedAt(nowS)
      .setExpirationTime(expiresAtS)
      .sign(this.#key);
    if (purpose === 'session') this.#know(token, { verified: { playerId, claims }, expiresAtS });
    return { token, expiresAtS };
  }

  async verify(token: string | undefined, purpose: Purpose): Promise<Verified | TokenRefusal> {
    const known = token !== undefined && purpose === 'session' ? this.#known.get(token) : undefined;
    if (known && this.#nowS() < known.expiresAtS) return known.verified;
    return this.#verify(token, purpose, 0);
  }

  /** As `verify` of a session token, but takes one that expired up to RENEWAL_S ago. Good for a renewal only. */
  verifyForRenewal(token: string | undefined): Promise<Verified | TokenRefusal> {
    return this.#verify(token, 'session', RENEWAL_S);
  }

  async #verify(token: string | undefined, purpose: Purpose, toleranceS: number): Promise<Verified | TokenRefusal> {
    if (!token) return 'auth/required';
    try {
      const { payload } = await jwtVerify<JWTPayload & { data?: Claims }>(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: audience(purpose),
        requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        currentDate: new Date(this.#clock.wall()),
        clockTolerance: toleranceS,
      });
      if (!payload.sub) return 'auth/invalid';
      const verified = { playerId: asPlayerId(payload.sub), claims: payload.data ?? {} };
      if (purpose === 'session' && payload.exp) this.#know(token, { verified, expiresAtS: payload.exp });
      return verified;
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'auth/expired' : 'auth/invalid';
    }
  }

  #know(token: string, known: Known): void {
    this.#known.set(token, known);
    if (this.#known.size > KNOWN_MAX) this.#known.delete(this.#known.keys().next().value as string);
  }

  #nowS(): number {
    return Math.floor(this.#clock.wall() / 1000);
  }
}

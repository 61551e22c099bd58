/** Private keys of P-256, by which a server proves who it is to push services (RFC 8292). Pure. */

/** The order of the curve: a key is a number from 1 to the one before it. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const KEY_BYTES = 32;
/** 16 bytes more than a key: the remainder of so large a number favours no key (FIPS 186-5, A.2.1). */
export const SEED_BYTES = KEY_BYTES + 16;

/** Whether the text is one: 32 bytes, base64url without padding. */
export function isVapidKey(text: string): boolean {
  if (!/^[\w-]{43}$/.test(text)) return false;
  const key = numberOf(Buffer.from(text, 'base64url'));
  return key > 0n && key < ORDER;
}

/** The same seed of SEED_BYTES bytes always gives the same key. */
export function keyOfSeed(seed: Uint8Array): Buffer {
  const key = (numberOf(seed) % (ORDER - 1n)) + 1n;
  return Buffer.from(key.toString(16).padStart(2 * KEY_BYTES, '0'), 'hex');
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

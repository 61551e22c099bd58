import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from '../domain/admission/network.ts';

const KEY_BYTES = 32;
const HASH_CHARACTERS = 22;

/** Tells two networks apart without keeping their addresses. The key is made here, and is gone with the process. */
export function networkKeys(): (address: string | undefined) => string | undefined {
  const key = randomBytes(KEY_BYTES);
  return (address) =>
    address === undefined
      ? undefined
      : createHmac('sha256', key).update(networkOf(address)).digest('base64url').slice(0, HASH_CHARACTERS);
}

/** The body of a web push: RFC 8291 (keys) in RFC 8188's `aes128gcm`, of one record. Only the browser can read it. */
import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

const CURVE = 'prime256v1';
const SALT_BYTES = 16;
const TAG_BYTES = 16;
/** Larger than any body here, so that there is one record. */
const RECORD_BYTES = 4_096;
/** Every note has this size, so that the push service cannot tell one from another. */
export const NOTE_BYTES = 1_024;

type Keys = { p256dh: string; auth: string };
/** What is made anew for each body. */
export type Fresh = { salt: Buffer; own: ECDH };

export function freshKeys(): Fresh {
  const own = createECDH(CURVE);
  own.generateKeys();
  return { salt: randomBytes(SALT_BYTES), own };
}

/** `paddedTo`: bytes of the text with its padding. Throws where the keys are none, or the text is longer. */
export function encrypt(text: string, { p256dh, auth }: Keys, fresh = freshKeys(), paddedTo = NOTE_BYTES): Buffer {
  const { salt, own } = fresh;
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = own.getPublicKey();
  const shared = own.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const secret = derived(shared, Buffer.from(auth, 'base64url'), info, 32);
  const key = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
  const plain = Buffer.from(text);
  if (plain.length > paddedTo || paddedTo + 1 + TAG_BYTES > RECORD_BYTES) throw new RangeError('the note is too long');
  // 2 ends the last record; zeros follow.
  const padded = Buffer.concat([plain, Buffer.from([2]), Buffer.alloc(paddedTo - plain.length)]);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_BYTES, 0);
  sizes.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, sizes, ours, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}

const derived = (key: Buffer, salt: Buffer, info: string | Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, bytes));

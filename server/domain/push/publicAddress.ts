/**
 * Which addresses belong to the internet at large. What a stranger names is connected to only there: never this machine, its
 * network, or what translates to them. Pure.
 */

/** First address and length of each range of IPv4 that is not for everybody (IANA's special-purpose registry). */
const CLOSED_V4: readonly (readonly [first: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6, all but 2000::/3 is closed: loopback, local, multicast, and IPv4 in any dress. Of the rest: */
const OPEN_V6 = ['2000::', 3] as const;
const CLOSED_V6: readonly (readonly [first: string, bits: number])[] = [
  // Protocols, tunnels to IPv4 (Teredo), and identifiers.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 carries an IPv4 address.
  ['2002::', 16],
  ['3fff::', 20],
];

/** False for anything but an address. */
export function isPublicAddress(address: string): boolean {
  const v4 = v4Of(address);
  if (v4 !== undefined) return !CLOSED_V4.some(([first, bits]) => isIn(v4, v4Of(first), bits, 32));
  const v6 = v6Of(address);
  if (v6 === undefined || !isIn(v6, v6Of(OPEN_V6[0]), OPEN_V6[1], 128)) return false;
  return !CLOSED_V6.some(([first, bits]) => isIn(v6, v6Of(first), bits, 128));
}

const isIn = (address: bigint, first: bigint | undefined, bits: number, of: number): boolean =>
  first !== undefined && address >> BigInt(of - bits) === first >> BigInt(of - bits);

/** Undefined for other spellings too: octal, hexadecimal and short ones are read differently by different programs. */
function v4Of(text: string): bigint | undefined {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) : undefined;
}

/** Without a zone, and without an IPv4 address at its end: none that is open is spelled so. */
function v6Of(text: string): bigint | undefined {
  if (!/^[\da-f:]{2,39}$/i.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const parts = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  return parts.reduce((sum, part) => sum * 65_536n + BigInt(Number.parseInt(part, 16)), 0n);
}

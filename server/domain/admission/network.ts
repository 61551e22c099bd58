/** The networks of addresses, by which callers are counted and kept apart. Pure. */

/** The network of one household: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const middle = address.includes('::') ? Array(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return `${[...left, ...middle, ...right]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

/** The network, and for IPv4 its neighbours too: a /24. Only for what shuts nobody out. */
export const neighbourhoodOf = (address: string): string =>
  address.includes(':') ? networkOf(address) : address.replace(/\.\d+$/, '.0/24');

/**
 * A request's caller: the socket's address, or the rightmost one in `X-Forwarded-For` that is no trusted proxy's. Only
 * where that header is missing, `Forwarded` (RFC 7239) is read instead: a proxy writes one of the two.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** No honest chain of proxies is longer. */
const HOPS_MAX = 32;

/** Of an IPv4 address in IPv6, in the one spelling that URLs have. */
const MAPPED = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;

/** `::ffff:10.0.0.1` and `::ffff:a00:1` become 10.0.0.1; zone ids and brackets are removed. */
export function plainAddress(address: string): string {
  const bare = address
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  if (!/ffff/i.test(bare) || isIP(bare) !== 6) return bare;
  const [, high, low] = MAPPED.exec(new URL(`http://[${bare}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return bare;
  return [high, low]
    .map((part) => Number.parseInt(part, 16))
    .flatMap((part) => [part >> 8, part & 0xff])
    .join('.');
}

/** An address as proxies write it: with a port, in brackets, in quotes. Undefined for anything else, such as `unknown`. */
export function hopAddress(text: string): string | undefined {
  const bare = unquoted(text);
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(bare) ?? [];
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(bare) ?? [];
  const address = bracketed ?? withPort ?? bare;
  return isIP(address) ? plainAddress(address) : undefined;
}

export type Caller = {
  address: string;
  /** As the browser's address bar has it. */
  host: string;
  protocol: 'http' | 'https';
};

const callers = new WeakMap<IncomingMessage, Caller>();

/** The caller as the guard found it; afterwards the headers no longer show it. */
export function callerOf(req: IncomingMessage): Caller {
  const caller = callers.get(req);
  if (!caller) throw new Error('this request did not come through the guard');
  return caller;
}

export class CallerResolver {
  readonly #trusted = new BlockList();
  readonly #trustsAny: boolean;
  readonly #unreadable: (entry: string) => void;

  /**
   * IP addresses and CIDR ranges; throws for anything else. `unreadable`: called with what a trusted proxy wrote in the
   * place of an address.
   */
  constructor(trustedProxies: readonly string[], unreadable: (entry: string) => void = () => {}) {
    this.#unreadable = unreadable;
    this.#trustsAny = trustedProxies.length > 0;
    for (const entry of trustedProxies) {
      const [address = '', bits] = entry.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(bits), family);
    }
  }

  /** Reads the request as it came; `callerOf` remembers. */
  resolve(req: IncomingMessage): Caller {
    const caller = this.#read(req);
    callers.set(req, caller);
    return caller;
  }

  /** The address of a connection; undefined for a proxy's, which carries those of many callers. */
  ownAddress(socket: Socket): string | undefined {
    const address = plainAddress(socket.remoteAddress ?? '');
    return this.#isTrusted(address) ? undefined : address;
  }

  #read(req: IncomingMessage): Caller {
    const socketAddress = plainAddress(req.socket.remoteAddress ?? '');
    const isProxied = this.#isTrusted(socketAddress);
    const encrypted = (req.socket as Partial<TLSSocket>).encrypted === true;
    const { hops, protocol, host } = isProxied ? saidByProxies(req.headers) : NOTHING_SAID;
    return {
      address: this.#behindProxies(socketAddress, hops),
      host: host ?? req.headers.host ?? '',
      protocol: protocol === 'https' || (protocol !== 'http' && encrypted) ? 'https' : 'http',
    };
  }

  #behindProxies(nearest: string, hops: readonly string[]): string {
    let address = nearest;
    for (const entry of hops.slice(-HOPS_MAX).reverse()) {
      const hop = hopAddress(entry);
      if (hop === undefined) {
        if (entry.trim() !== '') this.#unreadable(entry);
        return address;
      }
      address = hop;
      if (!this.#isTrusted(hop)) return address;
    }
    return address;
  }

  #isTrusted(address: string): boolean {
    if (!this.#trustsAny) return false;
    const version = isIP(address);
    return version !== 0 && this.#trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
  }
}

/** `hops`: the nearest proxy's is the last. */
type Said = { hops: readonly string[]; protocol?: string | undefined; host?: string | undefined };
const NOTHING_SAID: Said = { hops: [] };

function saidByProxies(headers: IncomingHttpHeaders): Said {
  const forwardedFor = headers['x-forwarded-for'];
  const elements = forwardedFor === undefined ? forwardedElements(headers.forwarded ?? '') : [];
  return {
    hops: forwardedFor === undefined ? elements.map(({ for: hop = '' }) => hop) : String(forwardedFor).split(','),
    protocol: last(headers['x-forwarded-proto']) ?? elements.at(-1)?.proto?.toLowerCase(),
    host: last(headers['x-forwarded-host']) ?? elements.at(-1)?.host,
  };
}

/**
 * `for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"`. Quotes hold nothing together: no address, scheme or host has a comma
 * or a semicolon, and a caller's open quote would swallow what the proxy adds behind it.
 */
const forwardedElements = (header: string): Partial<Record<string, string>>[] =>
  header.split(',').map((element) => Object.fromEntries(element.split(';').map(namedValue)));

function namedValue(pair: string): [name: string, value: string] {
  const [name = '', value = ''] = pair.split('=');
  return [name.trim().toLowerCase(), unquoted(value)];
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');

/** The nearest proxy's value, where several have appended theirs. */
const last = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : String(header).split(',').at(-1)?.trim() || undefined;

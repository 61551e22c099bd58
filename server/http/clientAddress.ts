/** A request's caller: the socket's address, or the rightmost `X-Forwarded-For` entry that is no trusted proxy's. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** No honest chain of proxies is longer. */
const HOPS_MAX = 32;

/** `::ffff:10.0.0.1` becomes 10.0.0.1; zone ids and brackets are removed. */
export function plainAddress(address: string): string {
  return address
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
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

  /** IP addresses and CIDR ranges. Throws for anything else. */
  constructor(trustedProxies: readonly string[]) {
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
    const protocol = isProxied ? last(req.headers['x-forwarded-proto']) : undefined;
    const host = isProxied ? last(req.headers['x-forwarded-host']) : undefined;
    return {
      address: isProxied ? this.#behindProxies(socketAddress, req.headers['x-forwarded-for']) : socketAddress,
      host: host ?? req.headers.host ?? '',
      protocol: protocol === 'https' || (protocol !== 'http' && encrypted) ? 'https' : 'http',
    };
  }

  #behindProxies(nearest: string, forwardedFor: string | string[] | undefined): string {
    let address = nearest;
    for (const entry of String(forwardedFor ?? '')
      .split(',')
      .slice(-HOPS_MAX)
      .reverse()) {
      const hop = plainAddress(entry);
      if (!isIP(hop)) return address;
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

/** The nearest proxy's value, where several have appended theirs. */
const last = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : String(header).split(',').at(-1)?.trim() || undefined;

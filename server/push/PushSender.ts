/**
 * Sends to push services, at addresses that clients named. A name is resolved once, every address behind it must be public,
 * and the socket goes to one of those that were checked: another answer of the resolver comes too late. Redirects are not
 * followed, and of an answer only the head is read. Footprint: SENDS_AT_ONCE sockets, and WAITING_MAX notes that wait.
 */
import { lookup as dnsLookup } from 'node:dns/promises';
import type { RequestOptions } from 'node:https';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HostCircuits } from '../domain/push/HostCircuits.ts';
import { isPublicAddress } from '../domain/push/publicAddress.ts';
import { hostOf, type Subscription } from '../domain/push/subscription.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import { encrypt } from './encrypt.ts';
import type { VapidKeys } from './VapidKeys.ts';

export type Address = { address: string; family: number };
/** `gone`: the subscription has ended. `closed`: not a public address. `resting`: the host failed lately. `late`: too many wait. */
export type Sent = 'sent' | 'gone' | 'refused' | 'failed' | 'closed' | 'resting' | 'late';

/** What tests replace. `timeoutMs`: of a sending, the look-up included. `ca`: of a service of their own. */
export type PushWorld = {
  resolve?: (host: string) => Promise<Address[]>;
  isPublic?: (address: string) => boolean;
  ca?: string;
  timeoutMs?: number;
};
type PushSenderDeps = { keys: VapidKeys; clock: Clock; log: Log; metrics: Metrics; world?: PushWorld };

export const SENDS_AT_ONCE = 16;
export const WAITING_MAX = 500;
const TIMEOUT_MS = 5_000;
const REST_MAX_S = 1_800;

type Answer = { status: number; restMs: number };
type Waiting = { run: () => void; untilAt: number };

export class PushSender {
  readonly #deps: PushSenderDeps;
  readonly #world: Required<Omit<PushWorld, 'ca'>> & Pick<PushWorld, 'ca'>;
  readonly #circuits = new HostCircuits();
  readonly #stopped = new AbortController();
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(deps: PushSenderDeps) {
    this.#deps = deps;
    const resolve = (host: string) => dnsLookup(host, { all: true, verbatim: true });
    this.#world = { resolve, isPublic: isPublicAddress, timeoutMs: TIMEOUT_MS, ...deps.world };
  }

  stop(): void {
    this.#stopped.abort();
    for (const { run } of this.#waiting.splice(0)) run();
  }

  /** `text`: at most NOTE_BYTES. `ttlMs`: afterwards it is worth nothing, here and at the service. Never rejects. */
  async send(to: Subscription, text: string, ttlMs: number): Promise<Sent> {
    const { clock, log, metrics } = this.#deps;
    const host = hostOf(to.endpoint);
    const untilAt = clock.now() + ttlMs;
    let sent: Sent = 'late';
    if (await this.#turn(untilAt)) {
      try {
        sent = this.#circuits.admits(host, clock.now()) ? await this.#sendNow(to, text, host, ttlMs) : 'resting';
      } finally {
        this.#running -= 1;
        this.#next();
      }
    }
    metrics.webPushes.inc({ result: sent });
    if (sent === 'refused' || sent === 'closed') log.warn({ host, sent }, 'a push service was not told');
    return sent;
  }

  /** False where there are too many before it, or its time is over when its turn comes. */
  async #turn(untilAt: number): Promise<boolean> {
    if (this.#running >= SENDS_AT_ONCE) {
      if (this.#waiting.length >= WAITING_MAX) return false;
      await new Promise<void>((run) => this.#waiting.push({ run, untilAt }));
    }
    this.#running += 1;
    if (this.#deps.clock.now() < untilAt && !this.#stopped.signal.aborted) return true;
    this.#running -= 1;
    this.#next();
    return false;
  }

  #next(): void {
    if (this.#running < SENDS_AT_ONCE) this.#waiting.shift()?.run();
  }

  async #sendNow(to: Subscription, text: string, host: string, ttlMs: number): Promise<Sent> {
    const { clock } = this.#deps;
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(this.#world.timeoutMs), this.#stopped.signal]);
      const addresses = await this.#resolved(new URL(to.endpoint).hostname, signal);
      if (!addresses) return 'closed';
      const { status, restMs } = await this.#post(to, text, addresses, Math.ceil(ttlMs / 1_000), signal);
      const isFailure = status === 429 || status >= 500;
      if (isFailure) this.#circuits.failed(host, clock.now(), restMs);
      else this.#circuits.succeeded(host);
      if (isFailure) return 'failed';
      if (status === 404 || status === 410) return 'gone';
      return status >= 200 && status < 300 ? 'sent' : 'refused';
    } catch {
      this.#circuits.failed(host, clock.now());
      return 'failed';
    }
  }

  /** Undefined where there is none, or one of them is not public: a name that leads to both is none of a vendor. */
  async #resolved(host: string, signal: AbortSignal): Promise<Address[] | undefined> {
    const addresses = await orAborted(this.#world.resolve(host), signal);
    const arePublic = addresses.length > 0 && addresses.every(({ address }) => this.#world.isPublic(address));
    return arePublic ? addresses : undefined;
  }

  async #post(to: Subscription, text: string, at: Address[], ttlS: number, signal: AbortSignal): Promise<Answer> {
    const { keys, clock } = this.#deps;
    const url = new URL(to.endpoint);
    const body = encrypt(text, to);
    const options: RequestOptions = {
      ...{ method: 'POST', signal, agent: false, lookup: lookupOf(at), ...(this.#world.ca && { ca: this.#world.ca }) },
      headers: {
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        'Content-Length': body.length,
        TTL: ttlS,
        Urgency: 'high',
        Authorization: await keys.authorization(url.origin, clock.wall()),
      },
    };
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const sending = request(url, options, (answer) => {
      const { statusCode: status = 0, headers } = answer;
      const rest = /^\d{1,6}$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : 0;
      resolve({ status, restMs: Math.min(rest, REST_MAX_S) * 1_000 });
      answer.on('error', () => {});
      answer.destroy();
    });
    sending.on('error', reject).end(body);
    return promise;
  }
}

/** The addresses that were checked, whatever the name is by now. */
const lookupOf = (addresses: readonly Address[]): LookupFunction => {
  return (_host, { all }, answer) => {
    const [first = { address: '', family: 4 }] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first.address, first.family);
  };
};

/** The look-up goes on by itself: Node cannot break it off. */
function orAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([value, promise]).finally(() => signal.removeEventListener('abort', abort));
}

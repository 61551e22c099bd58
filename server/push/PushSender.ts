/**
 * Sends to push services, at addresses that clients named. A name is resolved once, every address behind it must be public,
 * and the socket goes to one of those that were checked: another answer of the resolver comes too late. Redirects are not
 * followed, and of an answer only the head is read. Footprint: SENDS_AT_ONCE sockets, and WAITING_MAX notes that wait; hosts
 * that have not taken a note yet share a few of their own, so that strangers' slow ones hold up nobody else.
 */
import type { RequestOptions } from 'node:https';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HostCircuits } from '../domain/push/HostCircuits.ts';
import { isPublicAddress } from '../domain/push/publicAddress.ts';
import { hostOf, type Subscription } from '../domain/push/subscription.ts';
import { type Log, SampledLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import { encrypt } from './encrypt.ts';
import { type Address, resolveName } from './resolveName.ts';
import { Turns } from './Turns.ts';
import type { VapidKeys } from './VapidKeys.ts';

/** `gone`: the subscription has ended. `closed`: not a public address. `resting`: the host failed lately. `late`: too many wait. */
export type Sent = 'sent' | 'gone' | 'refused' | 'failed' | 'closed' | 'resting' | 'late';

/** What tests replace. `timeoutMs`: of a sending, the look-up included. `ca`: of a service of their own. */
export type PushWorld = {
  resolve?: (host: string, signal: AbortSignal) => Promise<Address[]>;
  isPublic?: (address: string) => boolean;
  ca?: string;
  timeoutMs?: number;
};
type PushSenderDeps = { keys: VapidKeys; clock: Clock; log: Log; metrics: Metrics; world?: PushWorld };

export const SENDS_AT_ONCE = 16;
export const UNPROVEN_AT_ONCE = 4;
export const WAITING_MAX = 500;
const TIMEOUT_MS = 5_000;
const REST_MAX_S = 1_800;

type Answer = { status: number; restMs: number };

export class PushSender {
  readonly #deps: PushSenderDeps;
  readonly #world: Required<Omit<PushWorld, 'ca'>> & Pick<PushWorld, 'ca'>;
  readonly #circuits = new HostCircuits();
  readonly #log: SampledLog;
  readonly #stopped = new AbortController();
  readonly #proven = new Turns(SENDS_AT_ONCE, WAITING_MAX);
  readonly #unproven = new Turns(UNPROVEN_AT_ONCE, WAITING_MAX);

  constructor(deps: PushSenderDeps) {
    this.#deps = deps;
    this.#log = new SampledLog(deps.log, () => deps.clock.now());
    this.#world = { resolve: resolveName, isPublic: isPublicAddress, timeoutMs: TIMEOUT_MS, ...deps.world };
  }

  stop(): void {
    this.#stopped.abort();
    for (const turns of [this.#proven, this.#unproven]) turns.clear();
  }

  /** `text`: at most NOTE_BYTES. `ttlMs`: afterwards it is worth nothing, here and at the service. Never rejects. */
  async send(to: Subscription, text: string, ttlMs: number): Promise<Sent> {
    const { clock, metrics } = this.#deps;
    const host = hostOf(to.endpoint);
    const untilAt = clock.now() + ttlMs;
    const now = () => (this.#stopped.signal.aborted ? untilAt : clock.now());
    const turns = this.#circuits.isProven(host) ? this.#proven : this.#unproven;
    const work = async (): Promise<Sent> =>
      this.#circuits.admits(host, clock.now()) ? this.#sendNow(to, text, host, untilAt) : 'resting';
    const sent = (await turns.take(untilAt, now, work)) ?? 'late';
    metrics.webPushes.inc({ result: sent });
    if (sent === 'refused' || sent === 'closed') this.#log.write('warn', 'a push service was not told', { host, sent });
    return sent;
  }

  async #sendNow(to: Subscription, text: string, host: string, untilAt: number): Promise<Sent> {
    const { clock } = this.#deps;
    const body = encryptedFor(to, text);
    // Keys off the curve are the client's fault, and not the host's.
    if (!body) return 'gone';
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(this.#world.timeoutMs), this.#stopped.signal]);
      const addresses = await this.#resolved(new URL(to.endpoint).hostname, signal);
      if (!addresses) return 'closed';
      const ttlS = Math.ceil((untilAt - clock.now()) / 1_000);
      const { status, restMs } = await this.#post(to.endpoint, body, addresses, ttlS, signal);
      if (status >= 500) {
        this.#circuits.failed(host, clock.now(), restMs);
        return 'failed';
      }
      if (status === 404 || status === 410) return 'gone';
      const isTaken = status >= 200 && status < 300;
      if (isTaken) this.#circuits.succeeded(host);
      return isTaken ? 'sent' : 'refused';
    } catch {
      this.#circuits.failed(host, clock.now());
      return 'failed';
    }
  }

  /** Undefined where there is none, or one of them is not public: a name that leads to both is none of a vendor. */
  async #resolved(host: string, signal: AbortSignal): Promise<Address[] | undefined> {
    const addresses = await orAborted(this.#world.resolve(host, signal), signal);
    const arePublic = addresses.length > 0 && addresses.every(({ address }) => this.#world.isPublic(address));
    return arePublic ? addresses : undefined;
  }

  async #post(endpoint: string, body: Buffer, at: Address[], ttlS: number, signal: AbortSignal): Promise<Answer> {
    const { keys, clock } = this.#deps;
    const url = new URL(endpoint);
    const options: RequestOptions = {
      ...{ method: 'POST', signal, agent: false, lookup: lookupOf(at), ...(this.#world.ca && { ca: this.#world.ca }) },
      headers: {
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        'Content-Length': body.length,
        TTL: Math.max(0, ttlS),
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

/** Undefined where the keys are none of a browser. */
function encryptedFor(to: Subscription, text: string): Buffer | undefined {
  try {
    return encrypt(text, to);
  } catch {
    return undefined;
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

/** A look-up may ignore the signal. */
function orAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([value, promise]).finally(() => signal.removeEventListener('abort', abort));
}

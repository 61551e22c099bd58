/**
 * Replaces `server.emit`, because a listener cannot keep an event from Colyseus and Express. What passes has a head
 * that nothing later chokes on, a known caller, an allowed origin, a bounded body, and is within its caller's limits.
 * Footprint: one synchronous check a request; a signature more for a join with a token.
 */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SampledLog } from '../log.ts';
import { Admission, type Wait } from './admission.ts';
import { type Caller, CallerResolver } from './clientAddress.ts';
import { corsHeaders, isAllowedOrigin } from './cors.ts';
import { readJsonObject } from './jsonBody.ts';
import { answerMatchmaking } from './matchmaking.ts';
import { answer, answerPreflight, endUpgrade, type RawRefusal, redirect } from './rawAnswer.ts';
import { statusOfRefusal, textOfRefusal } from './refusal.ts';
import { checkHead, checkUpgrade, type Head, NO_HOST, pathOf, withoutPrefix, withSlash } from './requestHead.ts';
import { logRequest } from './requestLog.ts';
import type { Site } from './site.ts';

/**
 * Silent sockets, slow heads and slow bodies end after 5 to 12 s: the longest timeout and one round of the check.
 * `timeout` is for a socket on which nothing moves; an upgraded one has the transport's ping instead.
 */
export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelay: 10_000,
  maxHeaderSize: 16 * 1024,
  // checkHead requires it, but not of probes.
  requireHostHeader: false,
  shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === 'websocket',
};
const STILL_SOCKET_MS = 12_000;
const CONNECTIONS_MAX = 20_000;
/** Of a text of strangers, in a log line. */
const SHOWN_MAX = 200;
const OTHER_ORIGIN =
  'refused a page whose origin is neither this host nor in ALLOWED_ORIGINS: if it is yours, name it there, or let the proxy keep Host';

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;

/** Call once, with a server made with SERVER_OPTIONS, before it listens; other listeners may be added before or after. */
export function guardHttp(server: Server, site: Site): void {
  server.maxConnections = CONNECTIONS_MAX;
  server.timeout = STILL_SOCKET_MS;
  const guard = new Guard(site);
  const emit: Emit = server.emit.bind(server) as Emit;
  const guarded: Emit = (event, ...args) => {
    const pass = () => emit(event, ...args);
    const [req, other] = args;
    if (event === 'connection' && !guard.admitsConnection(req as Socket)) return true;
    if (event === 'request') guard.request(req as IncomingMessage, other as ServerResponse, pass);
    else if (event === 'upgrade') guard.upgrade(req as IncomingMessage, other as Duplex, pass);
    else return pass();
    return true;
  };
  server.emit = guarded as Server['emit'];
}

class Guard {
  readonly #site: Site;
  readonly #admission: Admission;
  readonly #callers: CallerResolver;
  readonly #sampled: SampledLog;
  /** Path in PUBLIC_ADDRESS, without a slash at its end; '' without one. */
  readonly #prefix: string;

  constructor(site: Site) {
    this.#site = site;
    this.#admission = new Admission(site);
    this.#sampled = new SampledLog(site.log, () => site.clock.now());
    this.#callers = new CallerResolver(site.config.TRUSTED_PROXIES, (entry) =>
      this.#sampled.write('warn', 'a proxy wrote something else than an address', { entry: entry.slice(0, SHOWN_MAX) }),
    );
    this.#prefix = /\/.*/.exec(site.config.PUBLIC_ADDRESS ?? '')?.[0] ?? '';
  }

  request(req: IncomingMessage, res: ServerResponse, pass: () => void): void {
    req.on('error', ignore);
    res.on('error', ignore);
    const isPrefixAlone = this.#prefix !== '' && pathOf(req.url ?? '') === this.#prefix;
    this.#takePrefix(req);
    const path = pathOf(req.url ?? '');
    try {
      const caller = this.#callers.resolve(req);
      logRequest(req, res, path, this.#site, this.#sampled, caller.address);
      const bad = checkHead(headOf(req)) ?? this.#checkOrigin(req, caller);
      // The SDK makes its error from the message, so a join reads the code there.
      if (bad) return this.#refuse(res, isMatchmaking(path) ? { ...bad, message: bad.code } : bad);
      // The page names its files relative to the slash.
      if (isPrefixAlone && isReading(req)) return redirect(res, withSlash(req.url ?? ''));
      req.headers.host ||= NO_HOST;
      overwriteForwardedHeaders(req, caller);
      const { ALLOWED_ORIGINS } = this.#site.config;
      for (const [name, value] of Object.entries(corsHeaders(path, req.headers.origin, ALLOWED_ORIGINS))) {
        res.setHeader(name, value);
      }
      if (req.method === 'OPTIONS') return answerPreflight(res);
      const wait = this.#admission.ofRequest(req, caller.address);
      if (wait instanceof Promise || isMatchmaking(path)) {
        this.#matchmaking(req, res, path, wait).catch((error) => this.#fail(error, path, res));
      } else if (wait) this.#refuse(res, ofWait(wait, path));
      else pass();
    } catch (error) {
      this.#fail(error, path, res);
    }
  }

  /** Nothing of it is left to Colyseus, whose own answers have no code. */
  async #matchmaking(
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    waits: Wait | undefined | Promise<Wait | undefined>,
  ): Promise<void> {
    const wait = await waits;
    if (wait) return this.#refuse(res, ofWait(wait, '/matchmake/'));
    const body = await readJsonObject(req).catch(() => 'gone' as const);
    if (body === 'gone') return void res.destroy();
    if (body === 'invalid')
      return this.#refuse(res, { status: 400, code: 'request/invalid', message: 'request/invalid' });
    if (answerMatchmaking(req, res, path, body ?? {})) return;
    this.#refuse(res, { status: 404, code: 'request/unknown', message: textOfRefusal('request/unknown') });
  }

  /** One too many is closed before its first byte is read. */
  admitsConnection(socket: Socket): boolean {
    const address = this.#callers.ownAddress(socket);
    if (address === undefined || this.#admission.isConnectionWithin(address, socket)) return true;
    this.#site.metrics.refused('request/tooMany');
    this.#sampled.write('info', 'connection refused', { address });
    socket.destroy();
    return false;
  }

  upgrade(req: IncomingMessage, socket: Duplex, pass: () => void): void {
    // The socket has no other listener until ws adds its own, and an 'error' without one would end the process.
    socket.on('error', ignore);
    this.#takePrefix(req);
    try {
      const caller = this.#callers.resolve(req);
      const bad = checkUpgrade(headOf(req)) ?? this.#checkOrigin(req, caller);
      const wait = bad ? undefined : this.#admission.ofUpgrade(caller.address, socket);
      const code = bad?.code ?? wait?.code;
      if (code !== undefined) {
        this.#site.metrics.refused(code);
        this.#sampled.write('info', 'upgrade refused', { code, address: caller.address });
        return endUpgrade(socket, bad?.status ?? statusOfRefusal(code), wait?.seconds);
      }
      overwriteForwardedHeaders(req, caller);
      pass();
    } catch (error) {
      this.#site.metrics.errors.inc({ where: 'upgrade' });
      this.#sampled.write('error', 'an upgrade failed', { err: error });
      socket.destroy();
    }
  }

  /** A proxy may leave the path of PUBLIC_ADDRESS in front, or have taken it away. */
  #takePrefix(req: IncomingMessage): void {
    req.url = withoutPrefix(req.url ?? '', this.#prefix);
  }

  /** Pages of other origins may read, but neither act here nor open a socket. */
  #checkOrigin(req: IncomingMessage, caller: Caller) {
    const { origin } = req.headers;
    if (isReading(req) || req.method === 'OPTIONS') return undefined;
    if (isAllowedOrigin(origin, caller, this.#site.config.ALLOWED_ORIGINS)) return undefined;
    const code = 'request/notAllowed';
    const [shownOrigin, host] = [origin, caller.host].map((text) => text?.slice(0, SHOWN_MAX));
    this.#sampled.write('warn', OTHER_ORIGIN, { code, origin: shownOrigin, host, address: caller.address });
    return { status: 403, code, message: 'Pages of this origin are not allowed: see ALLOWED_ORIGINS.' } as const;
  }

  #refuse(res: ServerResponse, refusal: RawRefusal): void {
    this.#site.metrics.refused(refusal.code);
    answer(res, refusal);
  }

  #fail(error: unknown, path: string, res: ServerResponse): void {
    this.#site.metrics.errors.inc({ where: 'http' });
    this.#sampled.write('error', 'a request failed', { err: error, path });
    if (res.headersSent) res.destroy();
    else answer(res, { status: 500, code: 'server/error', message: textOfRefusal('server/error') });
  }
}

const isReading = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && headers.upgrade === undefined;

const isMatchmaking = (path: string): boolean => path.startsWith('/matchmake/');

/** The SDK makes its MatchMakeError from `message`, so a join reads the code there. */
const ofWait = ({ code, seconds }: Wait, path: string): RawRefusal => ({
  status: statusOfRefusal(code),
  code,
  message: isMatchmaking(path) ? code : textOfRefusal(code),
  headers: { 'Retry-After': `${seconds}` },
});

const headOf = (req: IncomingMessage): Head => ({
  method: req.method ?? '',
  url: req.url ?? '',
  hosts: req.headersDistinct.host ?? [],
  headers: req.headers,
});

/** Colyseus trusts these headers for the caller's address and scheme: from here on they hold what we found out. */
function overwriteForwardedHeaders(req: IncomingMessage, caller: Caller): void {
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-client-ip']) delete req.headers[name];
  req.headers['x-real-ip'] = caller.address;
  req.headers['x-forwarded-proto'] = caller.protocol;
}

function ignore(): void {}

/**
 * Sees requests and upgrades before Colyseus and Express. It replaces `server.emit`, because a listener cannot keep an event
 * from the others. What passes has a head that nothing later chokes on, a known caller, an allowed origin, a bounded body, and
 * is within its caller's limits.
 *
 * Footprint: one synchronous check a request; a signature more for a join with a token.
 */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log, SampledLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Admission, Wait } from './admission.ts';
import type { Caller, CallerResolver } from './clientAddress.ts';
import { corsHeaders, isAllowedOrigin } from './cors.ts';
import { readJsonObject } from './jsonBody.ts';
import { answerMatchmaking } from './matchmaking.ts';
import { answer, answerPreflight, endUpgrade, type RawRefusal } from './rawAnswer.ts';
import { statusOfRefusal, textOfRefusal } from './refusal.ts';
import { checkHead, checkUpgrade, type Head, pathOf } from './requestHead.ts';
import { logRequest } from './requestLog.ts';

export type GuardDeps = {
  admission: Admission;
  callers: CallerResolver;
  metrics: Metrics;
  log: Log;
  sampled: SampledLog;
  /** Monotonic ms. */
  now: () => number;
  allowedOrigins: readonly string[];
  /** Path in PUBLIC_ADDRESS, '' without one. */
  upgradePrefix: string;
};

/**
 * Silent sockets, slow heads and slow bodies end after 5 to 12 s: the longest timeout and one round of the check.
 * `timeout` is for a socket on which nothing moves, such as a reader that stopped; an upgraded one has the transport's
 * ping instead.
 */
export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelay: 10_000,
  maxHeaderSize: 16 * 1024,
  shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === 'websocket',
};
const STILL_SOCKET_MS = 12_000;
const CONNECTIONS_MAX = 20_000;

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;

/** Call once, with a server made with SERVER_OPTIONS; other listeners may be added before or after. */
export function guardServer(server: Server, deps: GuardDeps): void {
  server.maxConnections = CONNECTIONS_MAX;
  server.timeout = STILL_SOCKET_MS;
  const emit: Emit = server.emit.bind(server) as Emit;
  const guarded: Emit = (event, ...args) => {
    if (event === 'request') {
      const [req, res] = args as [IncomingMessage, ServerResponse];
      guardRequest(req, res, deps, () => emit(event, ...args));
      return true;
    }
    if (event === 'upgrade') {
      const [req, socket] = args as [IncomingMessage, Duplex];
      guardUpgrade(req, socket, deps, () => emit(event, ...args));
      return true;
    }
    return emit(event, ...args);
  };
  server.emit = guarded as Server['emit'];
}

function guardRequest(req: IncomingMessage, res: ServerResponse, deps: GuardDeps, pass: () => void): void {
  req.on('error', ignore);
  res.on('error', ignore);
  try {
    const caller = deps.callers.resolve(req);
    logRequest(req, res, deps, caller.address);
    const bad = checkHead(headOf(req)) ?? checkOrigin(req, caller, deps);
    if (bad) return refuse(res, deps, bad);
    believeOnlyUs(req, caller);
    const path = pathOf(req.url ?? '');
    for (const [name, value] of Object.entries(corsHeaders(path, req.headers.origin, deps.allowedOrigins))) {
      res.setHeader(name, value);
    }
    if (req.method === 'OPTIONS') return answerPreflight(res);
    const wait = deps.admission.ofRequest(req, caller.address);
    if (!(wait instanceof Promise) && !isMatchmaking(path))
      return wait ? refuse(res, deps, ofWait(wait, path)) : pass();
    matchmakingRequest(req, res, deps, wait, pass).catch((error) => failRequest(error, req, res, deps));
  } catch (error) {
    failRequest(error, req, res, deps);
  }
}

const isMatchmaking = (path: string): boolean => path.startsWith('/matchmake/');

/** Colyseus uses `req.body` where it is set; otherwise it parses the body by the caller's type, which may be any without a body. */
async function matchmakingRequest(
  req: IncomingMessage & { body?: unknown },
  res: ServerResponse,
  deps: GuardDeps,
  waits: Wait | undefined | Promise<Wait | undefined>,
  pass: () => void,
): Promise<void> {
  const wait = await waits;
  if (wait) return refuse(res, deps, ofWait(wait, '/matchmake/'));
  const body = await readJsonObject(req).catch(() => 'gone' as const);
  if (body === 'gone') return void res.destroy();
  if (body === 'invalid')
    return refuse(res, deps, { status: 400, code: 'request/invalid', message: 'request/invalid' });
  if (answerMatchmaking(req, res, pathOf(req.url ?? ''), body ?? {})) return;
  req.body = body ?? {};
  req.headers['content-type'] = 'application/json';
  pass();
}

/** The SDK makes its MatchMakeError from `message`, so a join reads the code there. */
function ofWait(wait: Wait, path: string): RawRefusal {
  const message = isMatchmaking(path) ? wait.code : textOfRefusal(wait.code);
  return {
    status: statusOfRefusal(wait.code),
    code: wait.code,
    message,
    headers: { 'Retry-After': `${wait.seconds}` },
  };
}

function failRequest(error: unknown, req: IncomingMessage, res: ServerResponse, deps: GuardDeps): void {
  deps.metrics.errors.inc({ where: 'http' });
  deps.sampled.write('error', 'a request failed', { err: error, path: pathOf(req.url ?? '') });
  if (res.headersSent) res.destroy();
  else answer(res, { status: 500, code: 'server/error', message: textOfRefusal('server/error') });
}

function guardUpgrade(req: IncomingMessage, socket: Duplex, deps: GuardDeps, pass: () => void): void {
  // The socket has no other listener until ws adds its own, and an 'error' without one would end the process.
  socket.on('error', ignore);
  try {
    const caller = deps.callers.resolve(req);
    const bad = checkUpgrade(headOf(req), deps.upgradePrefix) ?? checkOrigin(req, caller, deps);
    const wait = bad ? undefined : deps.admission.ofUpgrade(caller.address);
    if (bad || wait) {
      const code = bad?.code ?? wait?.code ?? 'request/invalid';
      deps.metrics.refused(code);
      deps.sampled.write('info', 'upgrade refused', { code, address: caller.address });
      return endUpgrade(socket, bad?.status ?? statusOfRefusal(code), wait?.seconds);
    }
    believeOnlyUs(req, caller);
    pass();
  } catch (error) {
    deps.metrics.errors.inc({ where: 'upgrade' });
    deps.sampled.write('error', 'an upgrade failed', { err: error });
    socket.destroy();
  }
}

const headOf = (req: IncomingMessage): Head => ({
  method: req.method ?? '',
  url: req.url ?? '',
  hosts: req.headersDistinct.host ?? [],
  headers: req.headers,
});

/** Pages of other origins may read, but neither act here nor open a socket. */
function checkOrigin(req: IncomingMessage, caller: Caller, deps: GuardDeps) {
  const isReading = (req.method === 'GET' || req.method === 'HEAD') && req.headers.upgrade === undefined;
  const { origin } = req.headers;
  if (isReading || req.method === 'OPTIONS' || isAllowedOrigin(origin, caller, deps.allowedOrigins)) return undefined;
  return { status: 403, code: 'request/notAllowed' as const, message: 'Pages of this origin are not allowed.' };
}

/** Colyseus trusts these headers for the caller's address and scheme: from here on they hold what we found out. */
function believeOnlyUs(req: IncomingMessage, caller: Caller): void {
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-client-ip']) delete req.headers[name];
  req.headers['x-real-ip'] = caller.address;
  req.headers['x-forwarded-proto'] = caller.protocol;
}

function refuse(res: ServerResponse, deps: GuardDeps, refusal: RawRefusal): void {
  deps.metrics.refused(refusal.code);
  answer(res, refusal);
}

function ignore(): void {}

/**
 * The Colyseus monitor at /monitor, behind the operators' entry. On its own it lets anybody call any method of any room
 * by GET. Here pages of other sites can make it neither do nor show anything; of the rooms' methods only those below
 * may be called, with arguments of the right kind; each action is one log line. Its page uses GET for actions too:
 * instead of requiring POST, an action must prove that it comes from a page of this very origin.
 */
import { readFileSync } from 'node:fs';
import { type Client, matchMaker, Room } from '@colyseus/core';
import { monitor } from '@colyseus/monitor';
import { type NextFunction, type Request, type Response, Router } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { callerOf } from '../http/clientAddress.ts';
import { refuse } from '../http/refusal.ts';
import { pathOf, withSlash } from '../http/requestHead.ts';
import { sourceOf } from '../http/requestSource.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { OperatorEntry } from './OperatorEntry.ts';

/** The table of clients has no column for players: they stand after their session there, and come back with it. */
const PLAYER = ' · ';
const SessionIdText = z
  .string()
  .max(256)
  .transform((text) => text.split(PLAYER, 1)[0] ?? '');
const MessageType = z.string().max(64);

/**
 * Without editing the state: a row that presence does not know would make the roster untrue. `logged`: so many of the
 * arguments, the session and the type; a text for players is not.
 */
const ACTIONS: Record<string, { takes: z.ZodType; logged: number }> = {
  disconnect: { takes: z.tuple([]), logged: 0 },
  _forceClientDisconnect: { takes: z.tuple([SessionIdText]), logged: 1 },
  _sendMessageToClient: { takes: z.tuple([SessionIdText, MessageType, z.unknown()]), logged: 2 },
  broadcast: { takes: z.tuple([MessageType, z.unknown()]), logged: 1 },
};

export function monitorRoutes(entry: OperatorEntry, metrics: Metrics, log: Log): Router {
  return Router()
    .use(entry.admitAdmin)
    .use((req, res, next) => refuseOtherSites(req, res, next, metrics))
    .use(CONTENT_POLICY)
    .get('/api/room/call', (req, res, next) => checkAction(req, res, next, metrics, log))
    .get(['/api/room', '/api/room/call'], requireRoom)
    .get('/', sendPage())
    .use(endLongAnswers)
    .use(monitor());
}

function refuseOtherSites(req: Request, res: Response, next: NextFunction, metrics: Metrics): void {
  const site = req.headers['sec-fetch-site'];
  // Typed into the address bar, or a link: only the operator sees it, and it does nothing.
  const isShown = site === undefined || site === 'none' || req.headers['sec-fetch-dest'] === 'document';
  if (sourceOf(req) === 'ownPage' || (isShown && !isAction(req))) return next();
  metrics.refused('request/notAllowed');
  refuse(res, 'request/notAllowed', 'Only pages of this server may use the monitor.');
}

/** The package answers for a room that is gone, or for none, with a text of its own. */
async function requireRoom(req: Request, res: Response, next: NextFunction): Promise<void> {
  const { roomId } = req.query;
  if (typeof roomId !== 'string') return refuse(res, 'request/invalid', 'roomId is missing.');
  if (await matchMaker.driver.findOne({ roomId })) return next();
  refuse(res, 'request/unknown', 'This room is gone.');
}

const isAction = (req: Request): boolean => /^\/api\/room\/call\/?$/i.test(req.path);

function checkAction(req: Request, res: Response, next: NextFunction, metrics: Metrics, log: Log): void {
  const query = ActionQuery.safeParse(req.query);
  if (!query.success) return refuse(res, 'request/invalid');
  const { roomId, method, args } = query.data;
  const facts = { roomId, method, address: callerOf(req).address };
  const action = Object.hasOwn(ACTIONS, method) ? ACTIONS[method] : undefined;
  const read = action?.takes.safeParse(args);
  if (!action || !read?.success) {
    log.warn(facts, 'monitor: action refused');
    metrics.refused('request/notAllowed');
    return refuse(res, 'request/notAllowed', 'The monitor may not call this method so.');
  }
  log.warn({ ...facts, args: (read.data as unknown[]).slice(0, action.logged) }, 'monitor: action');
  // What was checked is what is carried out.
  req.url = `${req.path}?${new URLSearchParams({ roomId, method, args: JSON.stringify(read.data) })}`;
  next();
}

const ActionQuery = z.object({
  roomId: z.string().max(64),
  method: z.string().max(64),
  args: z
    .string()
    .max(4096)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'args is JSON' });
        return z.NEVER;
      }
    }),
});

type Inspection = { clients: { sessionId: string }[] };
type Inspected = {
  clients: Iterable<Client>;
  getInspectData(): Promise<Inspection>;
  /** Of Foyer's own rooms (colyseus/GuardedRoom.ts). */
  playerShown?(client: Client): { id: string; name: string } | undefined;
};

/** The monitor adds this method to every room, at each process. */
const rooms = Room.prototype as unknown as Inspected;
const inspect = rooms.getInspectData;
rooms.getInspectData = async function (this: Inspected): Promise<Inspection> {
  const found = await inspect.call(this);
  const players = new Map([...this.clients].map((client) => [client.sessionId, this.playerShown?.(client)]));
  const clients = found.clients.map((client) => {
    const player = players.get(client.sessionId);
    return player ? { ...client, sessionId: [client.sessionId, player.name, player.id].join(PLAYER) } : client;
  });
  return { ...found, clients };
};

/** better-call's `setResponse` never ends an answer above 16 KB unless it hears that the socket took all at once. */
function endLongAnswers(_req: Request, res: Response, next: NextFunction): void {
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  res.write = ((...args: unknown[]) => {
    write(...args);
    return true;
  }) as Response['write'];
  next();
}

/** Of the <style> elements that its script writes: empty ones, which it fills later, and that of its JSON view. */
const ITS_STYLES = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-OrELo0alOoOSMdBr3e1Ajqn3sJsfuVlOTvo8Xu42jYk='",
];
const CONTENT_POLICY = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'style-src': ["'self'", ...ITS_STYLES],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    },
  },
  // The Referer is one proof of where an action comes from.
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: false,
});

/** A stylesheet of another site, of a font that nothing on the page uses. */
const FOREIGN_LINK = /<link[^>]*href="https?:[^>]*>/g;

/** The page itself; everything else of it is the package's to serve. */
function sendPage(): (req: Request, res: Response) => void {
  const path = new URL('static/index.html', import.meta.resolve('@colyseus/monitor'));
  const page = readFileSync(path, 'utf8').replace(FOREIGN_LINK, '');
  return (req, res) => {
    // The page's files are named relative to the slash.
    if (!pathOf(req.originalUrl).endsWith('/')) return res.redirect(withSlash(req.originalUrl));
    res.set('Cache-Control', 'no-cache').type('html').send(page);
  };
}

/**
 * The Colyseus monitor at /monitor, with a door. By itself it lets anybody call any method of any room by GET. Here:
 * the admin's; no page of another site may make it do or show anything; of the rooms' methods those below, with arguments
 * of the right kind; one line in the log for every action.
 *
 * Its page knows only GET, also for actions, so POST can not be asked for. In its place an action must say that it comes
 * from a page of this very origin.
 */
import { monitor } from '@colyseus/monitor';
import { type NextFunction, type Request, type Response, Router } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { callerOf } from '../http/clientAddress.ts';
import { refuse } from '../http/refusal.ts';
import { sourceOf } from '../http/requestSource.ts';
import type { Log } from '../log.ts';
import { type AdminDoorDeps, admitAdmin } from './adminEntry.ts';

const SessionIdText = z.string().max(64);
const MessageType = z.string().max(64);

/** Editing the state is not among them: a row that presence knows nothing of would make the roster untrue. */
const ACTIONS: Record<string, z.ZodType> = {
  disconnect: z.tuple([]),
  _forceClientDisconnect: z.tuple([SessionIdText]),
  _sendMessageToClient: z.tuple([SessionIdText, MessageType, z.unknown()]),
  broadcast: z.tuple([MessageType, z.unknown()]),
};

export type MonitorDeps = AdminDoorDeps & { log: Log };

export function monitorRoutes(deps: MonitorDeps): Router {
  return Router()
    .use((req, res, next) => admitAdmin(req, res, next, deps))
    .use((req, res, next) => refuseOtherSites(req, res, next, deps))
    .use(CONTENT_POLICY)
    .get('/api/room/call', (req, res, next) => checkAction(req, res, next, deps))
    .use(endLongAnswers)
    .use(monitor());
}

function refuseOtherSites(req: Request, res: Response, next: NextFunction, deps: MonitorDeps): void {
  const site = req.headers['sec-fetch-site'];
  // Typed into the address bar, or a link: it is shown to the operator and to nobody else, and does nothing.
  const isShown = site === undefined || site === 'none' || req.headers['sec-fetch-dest'] === 'document';
  if (sourceOf(req) === 'ownPage' || (isShown && !isAction(req))) return next();
  deps.metrics.refused('request/notAllowed');
  refuse(res, 'request/notAllowed', 'Only pages of this server may use the monitor.');
}

const isAction = (req: Request): boolean => /^\/api\/room\/call\/?$/i.test(req.path);

function checkAction(req: Request, res: Response, next: NextFunction, deps: MonitorDeps): void {
  const query = ActionQuery.safeParse(req.query);
  if (!query.success) return refuse(res, 'request/invalid');
  const { roomId, method, args } = query.data;
  const facts = { roomId, method, address: callerOf(req).address };
  const takes = Object.hasOwn(ACTIONS, method) ? ACTIONS[method] : undefined;
  if (!takes?.safeParse(args).success) {
    deps.log.warn(facts, 'monitor: action refused');
    deps.metrics.refused('request/notAllowed');
    return refuse(res, 'request/notAllowed', 'The monitor may not call this method so.');
  }
  // Texts for players are theirs; whose session and which type are the operators' deeds.
  deps.log.warn({ ...facts, args: (args as unknown[]).slice(0, 2) }, 'monitor: action');
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

/**
 * What carries the monitor's answers to the socket (better-call's `setResponse`) ends them only where the socket takes
 * all at once: a list above 16 KB would never end. Here it is told that the socket did; what it writes is one piece.
 */
function endLongAnswers(_req: Request, res: Response, next: NextFunction): void {
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  res.write = ((...args: unknown[]) => {
    write(...args);
    return true;
  }) as Response['write'];
  next();
}

/** Its components write <style> elements, and its icons are a font of Google's; no script but its own. */
const CONTENT_POLICY = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'", 'https://fonts.googleapis.com'],
      'font-src': ["'self'", 'https://fonts.gstatic.com'],
      'img-src': ["'self'", 'data:'],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    },
  },
  // The Referer is one proof of where an action comes from.
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: false,
});

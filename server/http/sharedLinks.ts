/**
 * Links that a server can see: `/join/CODE`, `/match/ID` and `/replay/ID` lead on to the page, and say what they are where
 * they are shown, as in a chat. Such previews are kept and passed on, so they name nobody, and a code or id that leads nowhere
 * looks like any other.
 */
import { type Request, type Response, Router } from 'express';
import { modeOf } from '../../shared/modes.ts';
import { INVITE_CODE, type MatchRow } from '../../shared/playProtocol.ts';
import { callerOf } from './clientAddress.ts';

const MATCH_ID = /^[\w-]{1,64}$/;
const DESCRIPTION = 'Who is here, who plays, who is free: come in and play, without an account.';

export function sharedLinks(publicAddress: string | undefined, matches: () => readonly MatchRow[]): Router {
  const send = (req: Request, res: Response, title: string, hash: string): void => {
    const host = publicAddress ?? req.headers.host ?? 'localhost';
    const page = `${callerOf(req).protocol}://${host}`;
    res
      .set('Cache-Control', 'no-cache')
      .type('html')
      .send(pageOf(page, `${page}${req.path}`, title, hash));
  };
  return Router()
    .get('/join/:code', (req, res, next) => {
      const code = req.params.code.toUpperCase();
      if (!INVITE_CODE.test(code)) return next();
      send(req, res, 'You are invited to a match', `#join/${code}`);
    })
    .get('/match/:id', (req, res, next) => {
      const { id } = req.params;
      if (!MATCH_ID.test(id)) return next();
      // Of the list that strangers get: what is not in it is just a match.
      const mode = modeOf(matches().find(({ matchId }) => matchId === id)?.mode ?? '');
      send(req, res, mode ? `A match of ${mode.title}` : 'A match', `#match/${id}`);
    })
    .get('/replay/:id', (req, res, next) => {
      const { id } = req.params;
      if (!MATCH_ID.test(id)) return next();
      send(req, res, 'A match to watch again', `#replay/${id}`);
    });
}

/** It leads on by itself, in a browser without scripts too. Relative, as a proxy may show it below a path. */
function pageOf(home: string, own: string, title: string, hash: string): string {
  const [name, url, image] = [`${title} · Foyer`, own, `${home}/preview.png`].map(escaped) as [string, string, string];
  const to = escaped(`../${hash}`);
  return `<!doctype html>
<html lang="en" prefix="og: https://ogp.me/ns#">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name}</title>
<meta name="description" content="${DESCRIPTION}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Foyer">
<meta property="og:title" content="${name}">
<meta property="og:description" content="${DESCRIPTION}">
<meta property="og:url" content="${url}">
<meta property="og:image" content="${image}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta name="twitter:card" content="summary_large_image">
<meta http-equiv="refresh" content="0; url=${to}">
<p><a href="${to}">${name}</a></p>
</html>
`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string);

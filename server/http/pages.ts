/** The compressed client. Browsers keep files with a hash in their names for a year, and revalidate the page itself. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Request, type Response, Router } from 'express';
import staticFiles from 'express-static-gzip';

const YEAR_S = 31_536_000;
const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Foyer</title>
<h1>The client is not built</h1><p>Run <code>npm start</code>, or build it with <code>node scripts/buildClient.ts</code>.
The server itself is up.</p>
`;

export function pageRoutes(distDir: string): Router {
  const files = staticFiles(distDir, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: 'index.html',
    serveStatic: {
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (res, path) => {
        const isHashed = path.startsWith(`${join(distDir, 'assets')}${sep}`);
        res.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
      },
    },
  });
  return Router()
    .use(files)
    .get('/', (_req: Request, res: Response) => {
      if (existsSync(join(distDir, 'index.html'))) return void res.sendStatus(404);
      res.status(503).set('Cache-Control', 'no-store').type('html').send(NOT_BUILT);
    });
}

/** The GET routes for everybody, read out of the code; those of operators are in a folder of their own. */
import { projectFiles } from './sources.ts';

/** Where the routes of a file are mounted. */
const MOUNTED: Record<string, string> = {
  api: '/api',
  records: '/api',
  auth: '/auth',
  pages: '',
  routes: '',
  sharedLinks: '',
};

export function codeRoutes(): string[] {
  const files = projectFiles().filter(({ path }) => /^server\/(http\/\w+|routes)\.ts$/.test(path));
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\.get\('(\/[^']*)'/g)].map(([, route]) => {
      const file = path.replace(/^.*\/|\.ts$/g, '');
      return `${MOUNTED[file] ?? `${file}: `}${route}`;
    }),
  );
}

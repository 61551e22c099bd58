/** The TypeScript samples of the pages, and running them as they stand: as modules at a path of this folder tree. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFiles, ROOT } from './sources.ts';

export const SAMPLE_PAGES = ['README.md', 'docs/your-client.md', 'docs/your-game.md'] as const;

/** `path`: of a game, as its first line says; clients stand at the top of the tree. */
export type Sample = { page: string; at: number; code: string; path: string; isGame: boolean };

export function samplesOf(page: string): Sample[] {
  const text = projectFiles().find(({ path }) => path === page)?.text ?? '';
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], at) => {
    const path = /^\/\/ (server\/games\/\S+)\n/.exec(code)?.[1];
    return { page, at, code, path: path ?? `sample${at}.ts`, isGame: path !== undefined };
  });
}

/** Imports the sample; only the server's address is another, `url`. */
export async function importSample({ code, path }: Sample, url = ''): Promise<Record<string, unknown>> {
  const address = pathToFileURL(join(ROOT, path)).href;
  const source = code.replaceAll('http://localhost:2567', url);
  const hooks = registerHooks({
    resolve: (name, context, next) => (name === address ? { url: address, shortCircuit: true } : next(name, context)),
    load: (name, context, next) =>
      name === address ? { format: 'module-typescript', source, shortCircuit: true } : next(name, context),
  });
  try {
    return (await import(address)) as Record<string, unknown>;
  } finally {
    hooks.deregister();
  }
}

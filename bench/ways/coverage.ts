/**
 * V8's precise coverage since the last call, the same way in a server's process and, over CDP, in a page. Functions are
 * named by their position in the script that ran.
 */
import type { Profiler } from 'node:inspector';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The project's folders that are counted. */
export const FOLDERS = ['server', 'client', 'shared'] as const;
export type Folder = (typeof FOLDERS)[number];

/** `isLoaded`: the module's top level ran, not just functions in it. */
export type Ran = { functions: string[]; isLoaded: boolean };
/** By path relative to the project's folder, with slashes. */
export type Taken = Record<string, Ran>;

export const COVERAGE = { callCount: true, detailed: false } as const;

/** `fileOf`: the file on disk behind a script's URL. */
export function takenOf(
  scripts: readonly Profiler.ScriptCoverage[],
  fileOf: (url: string) => string | undefined,
): Taken {
  const taken: Taken = {};
  for (const { url, functions } of scripts) {
    const path = ownPath(fileOf(url));
    if (path === undefined) continue;
    const ran = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
    if (ran.length === 0) continue;
    // Both pages load the same script.
    const { functions: known, isLoaded } = taken[path] ?? { functions: [], isLoaded: false };
    const called = ran.filter((each) => !isOfLoading(each)).map(nameOf);
    taken[path] = { functions: [...new Set([...known, ...called])], isLoaded: isLoaded || ran.some(isOfLoading) };
  }
  return taken;
}

/** Undefined outside the counted folders. */
function ownPath(file: string | undefined): string | undefined {
  const path = file && relative(ROOT, file).replaceAll(sep, '/');
  return FOLDERS.some((folder) => path?.startsWith(`${folder}/`)) && /\.(m?js|ts)$/.test(path ?? '') ? path : undefined;
}

const nameOf = ({ functionName, ranges }: Profiler.FunctionCoverage): string =>
  `${functionName}@${ranges[0]?.startOffset}-${ranges[0]?.endOffset}`;

/** The module's top level or a class' static part, which run at load, whatever is called later. */
const isOfLoading = ({ functionName, ranges }: Profiler.FunctionCoverage): boolean =>
  (functionName === '' && ranges[0]?.startOffset === 0) || /^<static_\w+>$/.test(functionName);

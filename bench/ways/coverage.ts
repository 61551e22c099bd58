/**
 * What ran since the last take, by V8's precise coverage: the same calls in a server's process and, over CDP, in a page.
 * Functions are named by where they stand in the script that ran.
 */
import type { Profiler } from 'node:inspector';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The project's own folders whose files are counted. */
export const FOLDERS = ['server', 'client', 'shared'] as const;
export type Folder = (typeof FOLDERS)[number];

/** `isLoaded`: the module itself ran, and not only what is in it. */
export type Ran = { functions: string[]; isLoaded: boolean };
/** By the file's path from the project's folder, with slashes. */
export type Taken = Record<string, Ran>;

export const COVERAGE = { callCount: true, detailed: false } as const;

/** `fileOf`: the file on the disk that a script's URL stands for. */
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
    // The same script of another page is there twice.
    const { functions: known, isLoaded } = taken[path] ?? { functions: [], isLoaded: false };
    const called = ran.filter((each) => !isOfLoading(each)).map(nameOf);
    taken[path] = { functions: [...new Set([...known, ...called])], isLoaded: isLoaded || ran.some(isOfLoading) };
  }
  return taken;
}

/** In one of the folders that count. */
function ownPath(file: string | undefined): string | undefined {
  const path = file && relative(ROOT, file).replaceAll(sep, '/');
  return FOLDERS.some((folder) => path?.startsWith(`${folder}/`)) && /\.(m?js|ts)$/.test(path ?? '') ? path : undefined;
}

const nameOf = ({ functionName, ranges }: Profiler.FunctionCoverage): string =>
  `${functionName}@${ranges[0]?.startOffset}-${ranges[0]?.endOffset}`;

/** The module as a whole, or the static part of a class: it runs when the file is loaded, whatever is called later. */
const isOfLoading = ({ functionName, ranges }: Profiler.FunctionCoverage): boolean =>
  (functionName === '' && ranges[0]?.startOffset === 0) || /^<static_\w+>$/.test(functionName);

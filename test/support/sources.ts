/** The project's own files as text and their imports, for tests of the project's rules. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `path`: relative to the project's folder, with slashes. */
export type Source = { path: string; text: string };
/** `from`: a package specifier, or a path relative to the project's folder. */
export type Import = { from: string; isType: boolean };

/** All tracked files and new ones that git does not ignore. */
export const projectFiles = (): Source[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const FROM = /\b(?:import|export)\s+(type\s)?[^'"();]*?\bfrom\s*(['"])(.+?)\2/g;
const BARE = /\bimport\s*\(?\s*(['"`])(.+?)\1/g;
const REQUIRED = /\brequire\s*\(\s*(['"`])(.+?)\1/g;

/** All imports and re-exports, including dynamic ones. */
export function importsOf({ path, text }: Source): Import[] {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(FROM)].map((match) => ({ from: match[3] as string, isType: match[1] !== undefined })),
    ...[...code.matchAll(BARE), ...code.matchAll(REQUIRED)].map((match) => ({
      from: match[2] as string,
      isType: false,
    })),
  ].map(({ from, isType }) => ({
    from: from.startsWith('.') ? posix.join(posix.dirname(path), from) : from,
    isType,
  }));
}

/** Keeps `//` after a colon, as in URLs. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

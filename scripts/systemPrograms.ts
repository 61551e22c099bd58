/**
 * Programs that tests need beyond npm: where they are on this machine, and their Debian packages. Costs a few file checks and
 * starts no process.
 */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type SystemProgram = {
  name: string;
  debianPackage: string;
  /** Its path, or undefined. */
  find(): string | undefined;
};

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const CHROME_ON_MACOS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts')];

/** The browser's executable, or undefined. */
export function chromiumPath(): string | undefined {
  return CHROMIUM_NAMES.flatMap((name) => inPath(name)).at(0) ?? [CHROME_ON_MACOS].find(isExecutable);
}

/** Opens a page for a third of Chromium's CPU time; without it, Chromium's path. */
export const headlessShellPath = (): string | undefined => inPath('chromium-headless-shell').at(0) ?? chromiumPath();

/** The folder of `initdb` and `postgres` in the newest installed version, or undefined. Debian keeps it out of PATH. */
export function postgresBin(): string | undefined {
  const folders = [...postgresVersions('/usr/lib/postgresql'), ...path(), ...homebrewPostgres()];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => isExecutable(join(folder, name))));
}

export const redisServerPath = (): string | undefined => inPath('redis-server').at(0);

/** Debian installs it in sbin, which is often missing from PATH. */
export const haproxyPath = (): string | undefined =>
  [...inPath('haproxy'), '/usr/sbin/haproxy', '/usr/local/sbin/haproxy'].find(isExecutable);

/** Programs that `npm run cluster` starts. */
export const CLUSTER_PROGRAMS: readonly SystemProgram[] = [
  { name: 'the PostgreSQL server', debianPackage: 'postgresql', find: postgresBin },
  { name: 'the Redis server', debianPackage: 'redis-server', find: redisServerPath },
  { name: 'HAProxy', debianPackage: 'haproxy', find: haproxyPath },
];

/** All programs that `npm test` needs. */
export const SYSTEM_PROGRAMS: readonly SystemProgram[] = [
  { name: 'Chromium', debianPackage: 'chromium', find: chromiumPath },
  { name: 'Chromium’s headless shell', debianPackage: 'chromium-headless-shell', find: headlessShellPath },
  ...CLUSTER_PROGRAMS,
  { name: 'Noto fonts', debianPackage: 'fonts-noto-core', find: () => font(/^NotoSans-Regular\./) },
  { name: 'Noto fonts of East Asia', debianPackage: 'fonts-noto-cjk', find: () => font(/^NotoSansCJK-/) },
  { name: 'Noto emoji', debianPackage: 'fonts-noto-color-emoji', find: () => font(/^NotoColorEmoji\./) },
];

export const missingPrograms = (programs = SYSTEM_PROGRAMS): SystemProgram[] =>
  programs.filter((program) => program.find() === undefined);

/** macOS and Windows include fonts for all scripts. */
function font(name: RegExp): string | undefined {
  if (process.platform !== 'linux') return 'of the system';
  return FONT_FOLDERS.filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .find((entry) => name.test(entry.name))?.parentPath;
}

const path = (): string[] => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');

/** Full paths of the executables with that name, in PATH order. */
export const inPath = (name: string): string[] =>
  path()
    .map((folder) => join(folder, name))
    .filter(isExecutable);

const postgresVersions = (root: string): string[] =>
  foldersIn(root)
    .sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))
    .map((version) => join(root, version, 'bin'));

const homebrewPostgres = (): string[] =>
  ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((root) =>
    foldersIn(root)
      .filter((name) => name.startsWith('postgresql'))
      .map((name) => join(root, name, 'bin')),
  );

const foldersIn = (root: string): string[] => (existsSync(root) ? readdirSync(root) : []);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

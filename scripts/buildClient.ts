/**
 * Builds the client into dist/ if it is stale, and is silent otherwise. dist/.stamp holds a hash of all inputs. Runs in
 * npm start and npm test.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressFiles } from './compressFiles.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MADE_FROM = [
  'client',
  'shared',
  'package-lock.json',
  'vite.config.ts',
  'scripts/phaserBuild.ts',
  'scripts/serviceWorker.ts',
  'scripts/compressFiles.ts',
];

/** Hashes names and contents in a fixed order. */
function hashOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(root, path))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(root: string, path: string): string[] {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .toSorted();
}

/** Returns whether it built. `root`: the project's folder, with a trailing slash. */
export async function buildClient(root = ROOT): Promise<boolean> {
  const stamp = join(root, 'dist', '.stamp');
  const hash = hashOf(root, MADE_FROM);
  const isFresh =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(join(root, 'dist/index.html'));
  if (isFresh) return false;
  // Loading Vite costs more than the check, so it is loaded only for a build.
  const { build } = await import('vite');
  await build({ root: join(root, 'client'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await compressFiles(join(root, 'dist'));
  writeFileSync(stamp, hash);
  return true;
}

if (import.meta.main) {
  const from = performance.now();
  if (await buildClient()) console.log(`client built in ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** mkdir's own `recursive` never returns where an existing folder refuses with "not found", as /proc does. */
export function makeFolder(path: string): void {
  if (existsSync(path) || dirname(path) === path) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

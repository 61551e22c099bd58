import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm's scripts begin their last command with `exec`, so that a signal to npm reaches it and npm waits for its end: the sh
 * of Debian does not replace itself otherwise. cmd.exe has no `exec`; there it is this file, which npm puts in the PATH.
 */
export function provideExec(binFolder, platform = process.platform) {
  if (platform !== 'win32') return;
  mkdirSync(binFolder, { recursive: true });
  writeFileSync(join(binFolder, 'exec.cmd'), '@%*\r\n');
}

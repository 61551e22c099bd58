/** Debian's Chromium, without a GPU, with a temporary profile. */
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath, headlessShellPath } from '../../scripts/systemPrograms.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The shell's default differs from Chromium's.
  '--font-render-hinting=slight',
];
/** Software WebGL costs about a second a page, a third of the time until it is ready. */
const GRAPHICS = {
  canvas: ['--disable-gpu'],
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};

/** Runs pages as players do. */
export const openBrowser = (): Promise<Browser> => launch(chromiumPath(), 'canvas');

/** For pages without a lobby: cheaper to open, but a closed page gets no `pagehide`, so its player would not leave. */
export const openHeadlessShell = (graphics: keyof typeof GRAPHICS = 'canvas'): Promise<Browser> =>
  launch(headlessShellPath(), graphics);

async function launch(executablePath: string | undefined, graphics: keyof typeof GRAPHICS): Promise<Browser> {
  if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
  // Pages have scroll bars, as in players' browsers.
  const ignoreDefaultArgs = ['--hide-scrollbars'];
  return chromium.launch({ executablePath, ignoreDefaultArgs, args: [...FLAGS, ...GRAPHICS[graphics]] });
}

/** Chromium for end-to-end tests: Debian's, without a GPU, with a profile of its own that goes with it. */
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../scripts/systemPrograms.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Without WebGL a page is ready in about two thirds of the time: software that plays a graphics card costs a second a page. */
const GRAPHICS = {
  canvas: ['--disable-gpu'],
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};

export async function openBrowser(graphics: keyof typeof GRAPHICS = 'canvas'): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
  return chromium.launch({ executablePath, args: [...FLAGS, ...GRAPHICS[graphics]] });
}

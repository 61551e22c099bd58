/** Debian's Chromium for end-to-end tests, without a GPU, with a temporary profile. */
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
/** Software WebGL costs about a second a page, a third of the time until it is ready. */
const GRAPHICS = {
  canvas: ['--disable-gpu'],
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};

export async function openBrowser(graphics: keyof typeof GRAPHICS = 'canvas'): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
  return chromium.launch({ executablePath, args: [...FLAGS, ...GRAPHICS[graphics]] });
}

/**
 * Makes the pictures by which other programs show the page, from its own drawing: `node scripts/makeIcons.ts`. What it
 * makes is kept in client/public, so that neither a build nor a start needs a browser.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { headlessShellPath } from './systemPrograms.ts';

const client = new URL('../client/', import.meta.url);
const svg = readFileSync(new URL('favicon.svg', client), 'utf8');
const PAGE = '#0a0f1b';
/** The door alone: systems cut icons to shapes of their own. */
const door = svg.replace(/<rect[^>]*\/>/, '');
const inside = (drawing: string, size: number, share: number): string =>
  `<div style="width:${size}px;height:${size}px;background:${PAGE};display:grid;place-items:center">
    <div style="width:${share * 100}%;height:${share * 100}%">${drawing}</div></div>`;
const preview = `<div style="width:1200px;height:630px;display:flex;align-items:center;justify-content:center;gap:64px;
  background:#141c38">
  <div style="width:260px;height:260px">${door}</div>
  <div style="font:750 148px/1 'Inter Variable', Inter, system-ui, sans-serif;letter-spacing:-5px;color:#f3f6ff">Foyer</div></div>`;

const PICTURES: [name: string, width: number, height: number, html: string][] = [
  ['icon-192.png', 192, 192, `<div style="width:192px;height:192px">${svg}</div>`],
  ['icon-512.png', 512, 512, `<div style="width:512px;height:512px">${svg}</div>`],
  ['icon-maskable.png', 512, 512, inside(door, 512, 0.56)],
  ['icon-touch.png', 180, 180, inside(door, 180, 0.66)],
  ['preview.png', 1200, 630, preview],
];

const executablePath = headlessShellPath();
if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [name, width, height, html] of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<body style="margin:0">${html}</body>`);
  writeFileSync(new URL(`public/${name}`, client), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

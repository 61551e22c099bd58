/**
 * `npm run bench:screen`: what the screen costs with 10,000 changing rows, in Chromium with the Canvas renderer, and how soon
 * a page of a real server shows something.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { BUDGETS } from '../../test/screen/budgets.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { heapOf, markSteps, type Stretch, searchFor, stretchOf, turnoverOf } from '../../test/support/storyFigures.ts';
import { StoryServer } from '../../test/support/storyServer.ts';
import { machine } from '../fanout/machine.ts';
import { cpuBetween } from '../lib/marks.ts';
import { percentile } from '../lib/percentile.ts';
import { firstPaints } from './firstPaint.ts';

const HELP = `npm run bench:screen -- [options]      the screen with 10,000 rows and 100 changes a second

  --seconds N  how long the pointer rests on the list, 1 to 600   (60)
  --help

Exits with 1 if too much is drawn or a row under the pointer changes its player; never because of a time.
`;
const ROWS = 10_000;
const CHANGES = 100;
/** Few enough that their order changes all the time. */
const FEW_ROWS = 100;
const SEEN_ROWS = 10;
/** Each takes a second. */
const STRETCHES = 20;
const STRETCH_MS = 5_000;
/** Px per frame: 2,400 per second. */
const SCROLL_BY = 40;
const SETTLE_MS = 2_000;
const PAINTS = 15;
/** Repetitions: with few key presses, the p95 would be that of the page's first ones. */
const SEARCHES = 5;
const WORDS = ['nova', 'ä', 'zoe', 'raven 7', '王', 'nobody is called so'];

const seconds = readSeconds(process.argv.slice(2));
if (typeof seconds === 'string') {
  (seconds === HELP ? process.stdout : process.stderr).write(seconds);
  process.exit(seconds === HELP ? 0 : 2);
}
const [browser, stories] = await Promise.all([openBrowser(), StoryServer.start()]);
try {
  process.exitCode = (await measure(seconds)) ? 0 : 1;
} finally {
  await browser.close();
  await stories.stop();
}

function readSeconds(argv: string[]): number | string {
  try {
    const { values } = parseArgs({ args: argv, options: { seconds: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help) return HELP;
    const wanted = Number(values.seconds ?? 60);
    return wanted >= 1 && wanted <= 600 ? wanted : '--seconds takes 1 to 600 (--help says more)\n';
  } catch (error) {
    return `${(error as Error).message.replaceAll('\n', ' ')} (--help says more)\n`;
  }
}

/** True if the counts are within their budgets. */
async function measure(restS: number): Promise<boolean> {
  const { cpu, cores } = machine();
  const chromium = `Chromium ${browser.version()}, Canvas renderer`;
  console.log(`${ROWS} rows, ${CHANGES} changes a second; ${chromium}; ${cpu}, ${cores} cores\n`);
  line('', '', 'budget');
  const paints = await firstPaints(browser, PAINTS);
  const middle = (times: number[]) => `${Math.round(percentile(times, 0.5))} / ${Math.round(Math.max(...times))}`;
  line(
    `first contentful paint, ms from the navigation: p50 / max of ${PAINTS}`,
    middle(paints.map(({ paint }) => paint)),
    '500',
  );
  line('rows of the bootstrap stand there, ms: p50 / max', middle(paints.map(({ rows }) => rows)), '500');
  line('first paints that have them, of those', `${paints.filter(({ paint, rows }) => rows <= paint).length}`, '');
  const page = await open({ count: ROWS, changes: CHANGES });
  const stretches: Stretch[] = [];
  for (let i = 0; i < STRETCHES; i++) stretches.push(await stretchOf(page, 1_000));
  // A row that came into view keeps gliding into the next second.
  const still = stretches.filter(({ seen }, i) => seen === 0 && stretches[i - 1]?.seen === 0);
  const frames = Math.max(...still.map((each) => each.frames));
  const per = still.reduce((sum, each) => sum + each.frames, 0) / still.length;
  line(
    'frames a second, no visible row changes: mean / max',
    `${per.toFixed(1)} / ${frames}`,
    `${BUDGETS.framesASecond}`,
  );

  await markSteps(page);
  const rest = await cpuBetween(page, 'step', () => stretchOf(page, STRETCH_MS));
  line('step at rest, ms of CPU: p50 / p95 / max', spread(rest), `p95 ${BUDGETS.stepP95Ms}`);
  const scrolling = await cpuBetween(page, 'step', () => stretchOf(page, STRETCH_MS, SCROLL_BY));
  line('step while scrolling, ms of CPU: p50 / p95 / max', spread(scrolling), `p95 ${BUDGETS.stepP95Ms}`);
  const searches = await cpuBetween(page, 'search', () => searchFor(page, Array(SEARCHES).fill(WORDS).flat()));
  line('search until drawn, ms of CPU: p50 / p95 / max', spread(searches), `p95 ${BUDGETS.searchP95Ms}`);
  await page.context().close();

  const [few, many] = [await heapWith(FEW_ROWS), await heapWith(ROWS)];
  line(
    `heap with ${FEW_ROWS} rows / with ${ROWS}, MB`,
    `${few.toFixed(1)} / ${many.toFixed(1)}`,
    `+ ${BUDGETS.heapMb}`,
  );

  const restless = await open({ count: FEW_ROWS, changes: CHANGES });
  const freely = await turnoverOf(restless, STRETCH_MS, SEEN_ROWS);
  line(`other players in the first ${SEEN_ROWS} of ${FEW_ROWS} rows, 5 s, nobody looks`, String(freely), '');
  await pointAtList(restless);
  const held = await turnoverOf(restless, restS * 1_000, SEEN_ROWS);
  line(`the same with the pointer on the list, ${restS} s`, String(held), '0');
  return still.length > 0 && frames <= BUDGETS.framesASecond && freely > 0 && held === 0;
}

function line(what: string, figure: string, budget: string): void {
  console.log(`${what.padEnd(58)}${figure.padStart(16)}   ${budget}`);
}

function spread(times: readonly number[]): string {
  return [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1)).join(' / ');
}

async function heapWith(count: number): Promise<number> {
  const page = await open({ count });
  const bytes = await heapOf(page);
  await page.context().close();
  return bytes / 2 ** 20;
}

async function open(query: Record<string, number>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(stories.url(query));
  await page.locator('body[data-ready]').waitFor();
  await page.waitForTimeout(SETTLE_MS);
  return page;
}

async function pointAtList(page: Page): Promise<void> {
  const box = await page.getByRole('listbox').first().boundingBox();
  if (!box) throw new Error('there is no list');
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.move(box.x + 64, box.y + 100);
  await page.waitForTimeout(200);
}

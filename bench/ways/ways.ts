/** The two measured interactions. */
import { setTimeout as passed } from 'node:timers/promises';
import { errors, type Page } from 'playwright-core';
import { type Both, type Place, World } from './World.ts';

/** `idle`: coverage without an interaction; `run`: with it. */
export type Round = { idle: Both; run: Both };
export type Way = { name: string; until: string; rounds(place: Place): Promise<Round[]> };

const ROUNDS = 3;
/** Covers everything that recurs every 5 s. */
const IDLE_MS = 6_000;
/** Long enough to be seen online in between, even on a busy machine. */
const IDLE_AFTER_MS = 4_000;
const DRAWN_MS = 300;
/** The server may still have work for the previous step. */
const SETTLE_MS = 1_500;

export const WAYS: readonly Way[] = [
  {
    name: 'heartbeat',
    until: "from an input at Bob's page, which reports him active, until Ada's page has drawn his row as online",
    async rounds(place) {
      const rounds: Round[] = [];
      const world = await World.start(place, { IDLE_AFTER_MS: String(IDLE_AFTER_MS) });
      try {
        while (rounds.length < ROUNDS) {
          const round = await heartbeat(world);
          if (round) rounds.push(round);
          else console.error("heartbeat: Bob's page did not report the input; once more");
        }
      } finally {
        await world.end();
      }
      return rounds;
    },
  },
  {
    name: 'joinQueue',
    until: "from Ada's request, with Bob in the queue, over the ready check, until both pages have drawn their match",
    async rounds(place) {
      const rounds: Round[] = [];
      // A lobby each, because players who just met wait long for another match.
      while (rounds.length < ROUNDS) {
        const world = await World.start(place, {});
        try {
          rounds.push(await joinQueue(world));
        } finally {
          await world.end();
        }
      }
      return rounds;
    },
  },
];

/** Undefined if a timer was early and Bob's page missed going idle; it then has nothing to report. */
async function heartbeat(world: World): Promise<Round | undefined> {
  const { ada, bob } = world;
  // Ada's row shows her last activity by the minute, and must not change during the measurement.
  await input(ada);
  await ada.getByRole('option', { name: /^Bob\b.*Away/ }).waitFor({ state: 'attached' });
  await bob.getByRole('option', { name: /^Ada\b.*Away/ }).waitFor({ state: 'attached' });
  await passed(SETTLE_MS);
  const idle = await world.idle(IDLE_MS);
  const online = ada.getByRole('option', { name: /^Bob\b.*Free/ });
  const drawn = online.waitFor({ state: 'attached', timeout: IDLE_AFTER_MS }).then(
    () => true,
    (error) => {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    },
  );
  await input(bob);
  if (!(await drawn)) return undefined;
  await drawnAt(ada);
  return { idle, run: await world.take() };
}

async function joinQueue(world: World): Promise<Round> {
  const both = [world.ada, world.bob];
  for (const page of both) await page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
  await passed(SETTLE_MS);
  const idle = await world.idle(IDLE_MS);
  await press(world.bob, 'Play ranked');
  await world.bob.getByRole('button', { name: 'Cancel the search', exact: true }).waitFor();
  await passed(SETTLE_MS);
  await world.take();
  await press(world.ada, 'Play ranked');
  for (const page of both) await press(page, 'Accept');
  const begun = /^(Your turn\.|.+’s turn\.)$/;
  for (const page of both) {
    await page.getByRole('status').filter({ hasText: begun }).waitFor({ state: 'attached' });
    await drawnAt(page);
  }
  return { idle, run: await world.take() };
}

/** The one input that only the activity report listens to. */
const input = (page: Page): Promise<unknown> => page.evaluate(() => window.dispatchEvent(new Event('scroll')));

/** Only a click: moving the pointer would be an interaction of its own. */
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).dispatchEvent('click');

/** The page announces it before drawing, and related changes may be drawn a frame or a patch later. */
async function drawnAt(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await passed(DRAWN_MS);
}

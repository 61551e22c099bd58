/** The two ways that are measured: what happens between the two takes of each. */
import { setTimeout as passed } from 'node:timers/promises';
import { errors, type Page } from 'playwright-core';
import { type Both, type Place, World } from './World.ts';

/** `idle` ran while nothing happened, `run` in the interaction. */
export type Round = { idle: Both; run: Both };
export type Way = { name: string; until: string; rounds(place: Place): Promise<Round[]> };

const ROUNDS = 3;
/** Above the period of what comes back by itself often: every 5 s. */
const IDLE_MS = 6_000;
/** Long enough to be seen as online in between, on a busy machine too. */
const IDLE_AFTER_MS = 4_000;
const DRAWN_MS = 300;
/** The server may have something to do for what has just been shown. */
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
      // A lobby for each: two players who have just played each other wait long for another match.
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

/** Undefined where Bob's page missed that it had gone idle, by a timer that was early: it has then nothing to report. */
async function heartbeat(world: World): Promise<Round | undefined> {
  const { ada, bob } = world;
  // Her row says by the minute when she was last active: it shall not change meanwhile.
  await input(ada);
  await ada.getByRole('option', { name: /^Bob\b.*Away/ }).waitFor({ state: 'attached' });
  await bob.getByRole('option', { name: /^Ada\b.*Away/ }).waitFor({ state: 'attached' });
  await passed(SETTLE_MS);
  const idle = await world.idle(IDLE_MS);
  const online = ada.getByRole('option', { name: /^Bob\b.*Online/ });
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
  const begun = /^(Your turn\.|.+ is to move\.)$/;
  for (const page of both) {
    await page.getByRole('status').filter({ hasText: begun }).waitFor({ state: 'attached' });
    await drawnAt(page);
  }
  return { idle, run: await world.take() };
}

/** Of all inputs the one that nothing but the report of activity listens to. */
const input = (page: Page): Promise<unknown> => page.evaluate(() => window.dispatchEvent(new Event('scroll')));

/** The press alone: a pointer that moves there would be an interaction of its own. */
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).dispatchEvent('click');

/** The page says it before it draws it, and what changes with it may be drawn a frame or a patch later. */
async function drawnAt(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await passed(DRAWN_MS);
}

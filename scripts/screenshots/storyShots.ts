/** Pictures of the client in scripted states (test/story). */
import type { Page } from 'playwright-core';
import { emblemFromId } from '../../shared/emblem.ts';
import { DESKTOP, LANDSCAPE, PHONE, type Shot } from './shot.ts';

type Query = Record<string, string | number>;
export type StoryShot = Shot & { query: Query };

/** Waits for animations to end. */
const rest = (page: Page): Promise<void> => page.waitForTimeout(1_200);

/** A round with four riders, `ticks` after its start; `seat`: the viewer's. */
const race = (ticks: number, seat: number | null) => async (page: Page) => {
  await page.evaluate(
    async ([count, own]) => {
      await window.story.cycles.open({ seats: 4, seat: own, seed: 3 });
      // The countdown, then the race.
      while (window.story.cycles.state.stage < 1) window.story.cycles.run(1);
      window.story.cycles.run(count);
    },
    [ticks, seat] as const,
  );
  await rest(page);
};

/** A conversation with messages from both, in the dialog of messages and friends. */
async function conversation(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Messages and friends/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Give me two minutes/ })
    .click();
  await rest(page);
}

const SEATS = [
  { id: 'me', name: 'Zoë Ångström', emblem: emblemFromId('me'), team: 0, is: 'here' as const },
  { id: 'ada', name: 'Ada Lovelace', emblem: emblemFromId('ada'), team: 1, is: 'here' as const },
];
const TABLE = { matchId: 'm9', mode: 'connect-four', seats: SEATS, you: 0, spectators: 2 };

async function connectFour(page: Page): Promise<void> {
  await page.evaluate(async (table) => {
    const { match, model } = window.story;
    await match.open('connect-four', 'player');
    match.push('tableUpdated', { ...table, phase: 'running' });
    match.push('boardUpdated', { moves: [3, 2, 3, 3, 2, 4, 4, 2, 5, 1], order: [1, 0], turn: 1, leftMs: 42_000 });
    const nowS = model.clock.nowS(performance.now()) ?? 0;
    const say = (messageId: string, seat: number, text: string, agoS: number) =>
      match.push('tableSaid', { messageId, seat, text, atS: nowS - agoS });
    say('t1', 1, 'Good evening, Zoë!', 160);
    say('t2', 0, 'Hi again. I owe you one from Sunday.', 150);
    say('t3', 1, 'That one was luck', 95);
    say('t4', 0, 'We will see 🙂', 90);
  }, TABLE);
  await rest(page);
  await page.evaluate(() => window.story.match.push('emoted', { seat: 1, emote: 'phew' }));
  await page.waitForTimeout(400);
}

/** A win with its rating, beside the board. */
async function won(page: Page): Promise<void> {
  await page.evaluate(async (table) => {
    const { match, send } = window.story;
    await match.open('connect-four', 'player');
    match.push('tableUpdated', { ...table, phase: 'running' });
    const moves = [2, 3, 3, 4, 1, 4, 4, 5, 5, 5, 5];
    match.push('boardUpdated', { moves, order: [0, 1], turn: null, leftMs: 0 });
    match.push('matchEnded', { places: [1, 2], closesInMs: 30_000 });
    match.push('tableUpdated', { ...table, phase: 'over' });
    const results = [
      { id: 'me', name: 'Zoë Ångström', emblem: 0, place: 1, ratingBefore: 1_184, ratingAfter: 1_201 },
      { id: 'ada', name: 'Ada Lovelace', emblem: 0, place: 2, ratingBefore: 1_240, ratingAfter: 1_224 },
    ];
    send({ type: 'matchFinished', payload: { matchId: 'm9', mode: 'connect-four', isRated: true, results } });
  }, TABLE);
  await page.waitForTimeout(2_500);
}

export const STORY_SHOTS: readonly StoryShot[] = [
  { name: 'ready-check-desktop', options: DESKTOP, query: { count: 60, rated: 1, state: 'proposed' }, act: rest },
  { name: 'ready-check-phone', options: PHONE, query: { count: 60, state: 'accepted' }, act: rest },
  {
    name: 'queued-phone',
    options: PHONE,
    query: { count: 60, state: 'queued-long' },
    async act(page) {
      await page.getByRole('navigation').getByRole('button', { name: 'Play', exact: true }).tap();
      await rest(page);
    },
  },
  { name: 'cycles-desktop', options: DESKTOP, query: { count: 20 }, act: race(170, null) },
  { name: 'cycles-phone', options: PHONE, query: { count: 20 }, act: race(34, 0) },
  { name: 'cycles-landscape', options: LANDSCAPE, query: { count: 20 }, act: race(150, null) },
  { name: 'connect-four-desktop', options: DESKTOP, query: { count: 20 }, act: connectFour },
  { name: 'result-desktop', options: DESKTOP, query: { count: 20 }, act: won },
  { name: 'result-phone', options: PHONE, query: { count: 20 }, act: won },
  { name: 'messages-desktop', options: DESKTOP, query: { count: 60, rated: 1, state: 'talking' }, act: conversation },
  { name: 'messages-phone', options: PHONE, query: { count: 60, rated: 1, state: 'talking' }, act: conversation },
  {
    name: 'leaderboard-desktop',
    options: DESKTOP,
    query: { count: 60, rated: 1 },
    async act(page) {
      await page.getByRole('button', { name: 'Leaderboard' }).click();
      await rest(page);
    },
  },
];

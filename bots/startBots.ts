/**
 * Fills a lobby with simulated players. Seats are taken over time, so that the server's limits on sign-ins hold.
 *
 *   const bots = startBots({ count: 200, url: 'http://localhost:2567', churn: 1, seed: 7 });
 *   bots.stats();
 *   await bots.stop();
 */
import { Bot, type BotTally } from './Bot.ts';
import { nextDeparture } from './habits.ts';
import { Names } from './names.ts';
import { between, seeded } from './random.ts';

export type BotsOptions = {
  count: number;
  url: string;
  /** Percent of the bots that leave or drop in a second; each comes back after 0.3 to 40 s. */
  churn: number;
  /** A whole number; the same gives the same names and choices. */
  seed: number;
  /** New bots a second, until all are there. */
  arrivalsPerS?: number;
  /** How many times faster than people they live. */
  pace?: number;
};
/** `online`, `dropped` and `outside` add up to the bots that arrived; `away` are among the online; the rest counts up. */
export type BotStats = BotTally & { online: number; away: number; dropped: number; outside: number };
export type Bots = {
  stats(): BotStats;
  /** Every bot leaves with a goodbye. */
  stop(): Promise<void>;
};

/** The server takes 15 sign-ins a second of an address for ever, and 300 at once on top. */
export const ARRIVALS_PER_S = 20;

export function startBots({ count, url, churn, seed, arrivalsPerS = ARRIVALS_PER_S, pace = 1 }: BotsOptions): Bots {
  const random = seeded(seed);
  const names = new Names(seeded(seed + 1));
  const tally: BotTally = { joins: 0, resumes: 0, drops: 0, leaves: 0, errors: 0 };
  const bots: Bot[] = [];

  const arrivals = setInterval(() => {
    const bot = new Bot({ url, names, random: seeded(seed + 2 + bots.length), tally, pace });
    bots.push(bot);
    bot.arrive();
    if (bots.length >= count) clearInterval(arrivals);
  }, 1_000 / arrivalsPerS);

  let owed = 0;
  const departures = setInterval(() => {
    owed += (bots.length * churn) / 100;
    const online = bots.filter(({ where }) => where === 'online');
    for (; owed >= 1 && online.length > 0; owed--) {
      const [bot] = online.splice(between(random, 0, online.length - 1), 1);
      const { how, backInMs } = nextDeparture(random);
      bot?.depart({ how, backInMs: backInMs / pace });
    }
  }, 1_000);

  return {
    stats: () => ({
      ...tally,
      online: bots.filter(({ where }) => where === 'online').length,
      away: bots.filter(({ isAway }) => isAway).length,
      dropped: bots.filter(({ where }) => where === 'dropped').length,
      outside: bots.filter(({ where }) => where === 'outside').length,
    }),
    stop: async () => {
      clearInterval(arrivals);
      clearInterval(departures);
      await Promise.all(bots.map((bot) => bot.stop()));
    },
  };
}

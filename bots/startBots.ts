/**
 * Fills a lobby with simulated players. They arrive over time, to stay within the server's limits on sign-ins.
 *
 *   const bots = startBots({ count: 200, url: 'http://localhost:2567', churn: 1, seed: 7 });
 *   bots.stats();
 *   await bots.stop();
 */
import { Bot, type BotTally } from './Bot.ts';
import { nextDeparture } from './habits.ts';
import { Names } from './names.ts';
import type { Finding, Ledger } from './play/Ledger.ts';
import { PlayWatch } from './play/PlayWatch.ts';
import { between, pick, type Random, seeded } from './random.ts';

export type BotsOptions = {
  count: number;
  url: string;
  /** Percent of the bots that leave or drop each second; each returns after 0.3 to 40 s. */
  churn: number;
  /** A whole number; the same seed gives the same names and choices. */
  seed: number;
  /** The bots queue and play their matches. */
  play?: boolean;
  /** New bots per second until all have arrived. */
  arrivalsPerS?: number;
  /** How many times faster than people the bots live. */
  pace?: number;
};
/** `online`, `dropped` and `outside` add up to the arrived bots; `away` is a part of `online`; the others are totals. */
export type BotStats = BotTally & { online: number; away: number; dropped: number; outside: number };
export type Bots = {
  stats(): BotStats;
  /** All arrived bots. */
  readonly all: readonly Bot[];
  /** What playing bots have heard so far; undefined if they do not play. */
  readonly ledger: Ledger | undefined;
  /** Finishes running matches, ends all playing and audits the run. Call it once, before `stop`. */
  finish(): Promise<Finding[]>;
  /** Makes every bot leave with a goodbye. */
  stop(): Promise<void>;
};

/** The server allows an address 15 sign-ins a second, plus a burst of 300. */
export const ARRIVALS_PER_S = 20;

export function startBots(options: BotsOptions): Bots {
  const { count, url, churn, seed, play = false, arrivalsPerS = ARRIVALS_PER_S, pace = 1 } = options;
  // Without churn and play the crowd is there to be looked at, so it stays quiet.
  const isTalkative = play || churn > 0;
  const random = seeded(seed);
  const names = new Names(seeded(seed + 1));
  const tally: BotTally = { joins: 0, resumes: 0, drops: 0, leaves: 0, errors: 0 };
  const bots: Bot[] = [];
  const watch = play ? new PlayWatch(url, pace, () => bots.flatMap(playingOf)) : undefined;

  const arrivals = setInterval(() => {
    const chance = seeded(seed + 2 + bots.length);
    const playDeps = watch && {
      ...{ ledger: watch.ledger, listedMatches: () => watch.listedMatches },
      peer: (self: Bot) => peerOf(self, bots, chance),
    };
    const bot = new Bot({ url, names, random: chance, tally, pace, isTalkative, ...(playDeps && { play: playDeps }) });
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
    all: bots,
    ledger: watch?.ledger,
    finish: async () => {
      clearInterval(arrivals);
      clearInterval(departures);
      return (await watch?.finish()) ?? [];
    },
    stop: async () => {
      clearInterval(arrivals);
      clearInterval(departures);
      watch?.stop();
      await Promise.all(bots.map((bot) => bot.stop()));
    },
  };
}

const playingOf = ({ id, where, playing }: Bot) => (playing ? [{ id, isOnline: where === 'online', playing }] : []);

function peerOf(self: Bot, bots: readonly Bot[], random: Random): string | undefined {
  const others = bots.filter((bot) => bot !== self && bot.where === 'online');
  return others.length > 0 ? pick(random, others).id : undefined;
}

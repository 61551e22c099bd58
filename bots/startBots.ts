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
import type { Finding, Ledger } from './play/Ledger.ts';
import { PlayWatch } from './play/PlayWatch.ts';
import { between, pick, type Random, seeded } from './random.ts';

export type BotsOptions = {
  count: number;
  url: string;
  /** Percent of the bots that leave or drop in a second; each comes back after 0.3 to 40 s. */
  churn: number;
  /** A whole number; the same gives the same names and choices. */
  seed: number;
  /** They queue, and play what they are matched for. */
  play?: boolean;
  /** New bots a second, until all are there. */
  arrivalsPerS?: number;
  /** How many times faster than people they live. */
  pace?: number;
};
/** `online`, `dropped` and `outside` add up to the bots that arrived; `away` are among the online; the rest counts up. */
export type BotStats = BotTally & { online: number; away: number; dropped: number; outside: number };
export type Bots = {
  stats(): BotStats;
  /** Those that have arrived. */
  readonly all: readonly Pick<Bot, 'id' | 'where' | 'choose'>[];
  /** Of bots that play: what they have heard so far. */
  readonly ledger: Ledger | undefined;
  /** Ends all playing, matches that run first, and says what must not have been; once, before `stop`. */
  finish(): Promise<Finding[]>;
  /** Every bot leaves with a goodbye. */
  stop(): Promise<void>;
};

/** The server takes 15 sign-ins a second of an address for ever, and 300 at once on top. */
export const ARRIVALS_PER_S = 20;

export function startBots(options: BotsOptions): Bots {
  const { count, url, churn, seed, play = false, arrivalsPerS = ARRIVALS_PER_S, pace = 1 } = options;
  // Where nobody comes, goes or plays, the crowd is one to be looked at, and still.
  const isTalkative = play || churn > 0;
  const random = seeded(seed);
  const names = new Names(seeded(seed + 1));
  const tally: BotTally = { joins: 0, resumes: 0, drops: 0, leaves: 0, errors: 0 };
  const bots: Bot[] = [];
  const watch = play ? new PlayWatch({ url, pace, bots: () => bots.flatMap(playingOf) }) : undefined;

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

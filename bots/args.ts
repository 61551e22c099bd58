/** The command line of `npm run bots`, read and checked. */
import { parseArgs } from 'node:util';
import type { BotsOptions } from './startBots.ts';

export const HELP = `npm run bots -- [options]      fills a running lobby with simulated players; Ctrl-C makes them leave

  --count N     number of bots, 1 to 5000; 20 a second arrive       (200)
  --url URL     the lobby                                           (http://localhost:2567)
  --churn P     percent that leave or drop each second, 0 to 50; each returns after 0.3 to 40 s   (1)
  --play        they queue, accept, play and play again. Prints figures every minute and at the end, then audits:
                no player stranded, one result per match. Exits with 3 if the audit fails
  --pace F      how many times faster than people they live, 1 to 20   (1)
  --minutes M   stops by itself after this time, above 0 and up to 10080   (never)
  --seed N      a whole number; the same seed repeats names and choices   (random, printed)
  --yes-i-own-this-server   required for a URL on another machine
  --help
`;

/** `minutes`: Infinity if only Ctrl-C ends the run. */
export type Args =
  | { kind: 'run'; options: BotsOptions; minutes: number }
  | { kind: 'help' }
  | { kind: 'bad'; message: string };

/** `freshSeed`: used if none is given. */
export function readArgs(argv: readonly string[], freshSeed: number): Args {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        count: { type: 'string', default: '200' },
        url: { type: 'string', default: 'http://localhost:2567' },
        churn: { type: 'string', default: '1' },
        play: { type: 'boolean', default: false },
        minutes: { type: 'string' },
        pace: { type: 'string', default: '1' },
        seed: { type: 'string', default: String(freshSeed) },
        'yes-i-own-this-server': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return bad((error as Error).message.replaceAll('\n', ' '));
  }
  if (values.help) return { kind: 'help' };
  const count = numberOf(values.count, 1, 5_000);
  if (count === undefined || !Number.isInteger(count)) return bad('--count takes a whole number from 1 to 5000.');
  const churn = numberOf(values.churn, 0, 50);
  if (churn === undefined) return bad('--churn takes a number from 0 to 50.');
  const seed = numberOf(values.seed, 0, 2 ** 31 - 1);
  if (seed === undefined || !Number.isInteger(seed)) return bad('--seed takes a whole number from 0 to 2147483647.');
  const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : numberOf(values.minutes, 0.01, 10_080);
  if (minutes === undefined) return bad('--minutes takes a number above 0, up to 10080.');
  const pace = numberOf(values.pace, 1, 20);
  if (pace === undefined) return bad('--pace takes a number from 1 to 20.');
  const url = URL.parse(String(values.url));
  if (!url || !/^https?:$/.test(url.protocol)) return bad('--url takes an address like http://localhost:2567.');
  if (!isLoopback(url.hostname) && !values['yes-i-own-this-server']) {
    return bad(`--url ${url.origin} is not on this machine: add --yes-i-own-this-server if it is yours.`);
  }
  const play = values.play === true;
  return { kind: 'run', minutes, options: { count, churn, seed, play, pace, url: url.href.replace(/\/+$/, '') } };
}

/** True for names and addresses that never leave the machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);

const bad = (message: string): Args => ({ kind: 'bad', message });

function numberOf(text: unknown, min: number, max: number): number | undefined {
  const number = typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

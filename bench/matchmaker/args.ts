/** The command line of `npm run matchmaker`, read and checked. */
import { parseArgs } from 'node:util';
import { MATCH_TUNING, type MatchTuning } from '../../server/domain/matchmaking/matchTuning.ts';
import { MODES, type Mode, modeOf } from '../../shared/modes.ts';
import { REPLAY_FORMAT } from './Replay.ts';

const KEYS = Object.keys(MATCH_TUNING) as (keyof MatchTuning)[];

export const HELP = `npm run matchmaker -- [options]      plays an evening through the matchmaker: how long they wait, how fair it gets

  --population N   so many players come, play for a while and go, 2 to 100000     (1000)
  --replay FILE    the tickets of a file instead
  --mode ID        ${MODES.map(({ id }) => id).join(', ')}   (cycles-duel)
  --minutes M      how long, 1 to 1440                                             (60)
  --seed N         a whole number: the same evening again                          (1)
  --every MS       between the passes of the matchmaker, 50 to 60000               (1000)
  --tuning T       instead of the ones it compares by itself, NAME:key=value,key=value; may be given several times.
                   Keys: ${KEYS.join(', ')}
  --out FILE       writes a plot, SVG: the share that waited no longer, and the share that was no further apart
  --json FILE      writes everything, every wait and every match
  --help

favourite: with what chance the stronger side wins, in percent; 50 is even. Of a population by the skills that they really
have, which nobody knows; of a file by what its ratings say. points: of the shown rating, between the ends of a match.

${REPLAY_FORMAT}
`;

export type Tuned = { name: string; tuning: MatchTuning };
export type SimulatorOptions = {
  source: { population: number; minutes: number } | { replay: string };
  mode: Mode;
  seed: number;
  everyMs: number;
  tunings: Tuned[];
  out: string | undefined;
  json: string | undefined;
};
export type Args = { kind: 'run'; options: SimulatorOptions } | { kind: 'help' } | { kind: 'bad'; message: string };

const widened = (times: number): MatchTuning => ({
  ...MATCH_TUNING,
  reachStart: MATCH_TUNING.reachStart * times,
  reachPerSigma: MATCH_TUNING.reachPerSigma * times,
  reachPerS: MATCH_TUNING.reachPerS * times,
});
const AS_IT_IS: Tuned = { name: 'as it is', tuning: MATCH_TUNING };
const WINDOWS: Tuned[] = [
  { name: 'half windows', tuning: widened(0.5) },
  { name: 'double', tuning: widened(2) },
  { name: 'no window', tuning: { ...MATCH_TUNING, anybodyAfterMs: 0 } },
];
const FILLS: Tuned[] = [
  { name: 'fill for 2 s', tuning: { ...MATCH_TUNING, fillMs: 2_000 } },
  { name: 'for 20 s', tuning: { ...MATCH_TUNING, fillMs: 20_000 } },
];

/** What makes a difference in the mode. */
const compared = ({ ranked, players }: Mode): Tuned[] => [
  AS_IT_IS,
  ...(ranked ? WINDOWS : []),
  ...(players.min < players.max ? FILLS : []),
];

export function readArgs(argv: readonly string[]): Args {
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    const text = { type: 'string' } as const;
    const options = {
      population: text,
      replay: text,
      mode: { type: 'string', default: 'cycles-duel' } as const,
      minutes: { type: 'string', default: '60' } as const,
      seed: { type: 'string', default: '1' } as const,
      every: { type: 'string', default: '1000' } as const,
      tuning: { type: 'string', multiple: true } as const,
      out: text,
      json: text,
      help: { type: 'boolean' } as const,
    };
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return bad((error as Error).message.replaceAll('\n', ' '));
  }
  if (values.help) return { kind: 'help' };
  const mode = modeOf(String(values.mode));
  if (!mode) return bad(`--mode takes ${MODES.map(({ id }) => id).join(', ')}; there is no ${values.mode}.`);
  if (values.population !== undefined && values.replay !== undefined) return bad('--population or --replay, not both.');
  const population = numberOf(values.population ?? '1000', 2, 100_000);
  if (population === undefined) return bad('--population takes a whole number from 2 to 100000.');
  const minutes = numberOf(values.minutes, 1, 1_440);
  if (minutes === undefined) return bad('--minutes takes a whole number from 1 to 1440.');
  const seed = numberOf(values.seed, 0, 2 ** 32 - 1);
  if (seed === undefined) return bad('--seed takes a whole number.');
  const everyMs = numberOf(values.every, 50, 60_000);
  if (everyMs === undefined) return bad('--every takes a whole number of ms from 50 to 60000.');
  const tunings: Tuned[] = [];
  for (const given of (values.tuning as string[] | undefined) ?? []) {
    const read = tuningOf(given);
    if (typeof read === 'string') return bad(read);
    tunings.push(read);
  }
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  const replay = text(values.replay);
  return {
    kind: 'run',
    options: {
      source: replay === undefined ? { population, minutes } : { replay },
      mode,
      seed,
      everyMs,
      tunings: tunings.length > 0 ? [AS_IT_IS, ...tunings] : compared(mode),
      out: text(values.out),
      json: text(values.json),
    },
  };
}

const bad = (message: string): Args => ({ kind: 'bad', message });

/** What is wrong with it, where it is not a tuning. */
function tuningOf(given: string): Tuned | string {
  const [name = '', settings = ''] = given.split(/:(.*)/s);
  let tuning = MATCH_TUNING;
  for (const setting of settings.split(',')) {
    const [key, value = ''] = setting.split('=');
    const known = KEYS.find((one) => one === key);
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
    if (known === undefined || number === undefined || name === '')
      return `--tuning takes NAME:key=value,key=value with keys ${KEYS.join(', ')}; not ${given}.`;
    tuning = { ...tuning, [known]: number };
  }
  return { name, tuning };
}

function numberOf(text: unknown, min: number, max: number): number | undefined {
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

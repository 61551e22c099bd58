/** The command line of `npm run matchmaker`, read and checked. */
import { parseArgs } from 'node:util';
import { MATCH_TUNING, type MatchTuning } from '../../server/domain/matchmaking/matchTuning.ts';
import { MODES, type Mode, modeOf } from '../../shared/modes.ts';
import { REPLAY_FORMAT } from './Replay.ts';

const KEYS = Object.keys(MATCH_TUNING) as (keyof MatchTuning)[];

export const HELP = `npm run matchmaker -- [options]      simulates an evening of the matchmaker: waits and fairness

  --population N   players that come, play for a while and leave, 2 to 100000     (1000)
  --replay FILE    the tickets of a file instead
  --mode ID        ${MODES.map(({ id }) => id).join(', ')}   (cycles-duel)
  --minutes M      length of the evening, 1 to 1440                                (60)
  --seed N         a whole number; the same seed repeats the evening               (1)
  --every MS       time between passes of the matchmaker, 50 to 60000              (1000)
  --tuning T       replaces the built-in comparison, as NAME:key=value,key=value; repeatable.
                   Keys: ${KEYS.join(', ')}
  --out FILE       writes an SVG plot: the distributions of waits and of rating gaps
  --json FILE      writes all data: every wait and every match
  --help

favourite: the stronger side's chance to win, in percent; 50 is even. For a population it is computed from the true skills,
for a file from the ratings. points: the gap in shown rating between the strongest and the weakest player of a match.

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

/** The tunings that make a difference in the mode. */
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

/** Returns an error text if it is not a tuning. */
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

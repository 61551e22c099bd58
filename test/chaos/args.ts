/** The command line of `npm run test:chaos`. */
import { parseArgs } from 'node:util';

export const help = (
  ids: readonly string[],
  long: readonly string[],
): string => `npm run test:chaos -- [options]      breaks a lobby on purpose and measures what becomes of it

  --only A,B    of ${ids.join(', ')}   (all)
  --short       only those of at most 150 s, which are worth repeating
  --long        only the others: ${long.join(', ')}
  --json FILE   where the figures go; those of other scenarios in it stay   (reliability.json)
  --seed N      of scenarios with a seed, a whole number; a run repeats its faults and choices   (each scenario's own)
  --small       with the sizes of npm test; writes only where --json says
  --verbose     what the processes say from warnings on
  --help

Exits with 1 where a figure is not met or could not be measured. node test/chaos/report.ts makes the table of docs/reliability.md.
`;

export type Options = {
  only: string[];
  json: string | undefined;
  seed: number | undefined;
  isSmall: boolean;
  isVerbose: boolean;
};
export type Args = { kind: 'run'; options: Options } | { kind: 'help' } | { kind: 'bad'; message: string };

/** `ids`: of all scenarios; `long`: of those that `--long` selects. */
export function readArgs(argv: readonly string[], ids: readonly string[], long: readonly string[]): Args {
  let values: { [name: string]: string | boolean | undefined };
  try {
    const text = { type: 'string' } as const;
    const truth = { type: 'boolean' } as const;
    const which = { only: text, short: truth, long: truth, seed: text } as const;
    const options = { ...which, json: text, small: truth, verbose: truth, help: truth };
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return { kind: 'bad', message: (error as Error).message.replaceAll('\n', ' ') };
  }
  if (values.help) return { kind: 'help' };
  if ([values.only !== undefined, values.short, values.long].filter(Boolean).length > 1)
    return { kind: 'bad', message: 'One of --only, --short and --long selects the scenarios.' };
  const selected = ids.filter((id) => (values.long ? long.includes(id) : !values.short || !long.includes(id)));
  const only = values.only === undefined ? selected : String(values.only).split(',');
  const stray = only.find((id) => !ids.includes(id));
  if (stray !== undefined) return { kind: 'bad', message: `--only takes ${ids.join(', ')}; there is no ${stray}.` };
  if (values.seed !== undefined && !/^\d{1,9}$/.test(String(values.seed)))
    return { kind: 'bad', message: '--seed takes a whole number.' };
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  const isSmall = values.small === true;
  const json = values.json === undefined ? (isSmall ? undefined : 'reliability.json') : String(values.json);
  return { kind: 'run', options: { only, json, seed, isSmall, isVerbose: values.verbose === true } };
}

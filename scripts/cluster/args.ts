/** The command line of `npm run cluster`, read and checked. */
import { parseArgs } from 'node:util';

export const HELP = `npm run cluster -- [options]      one lobby of several processes on this machine; Ctrl-C ends all of it

  --processes N   how many, 1 to 16      (3)
  --port P        of the load balancer   (2567)
  --restart       a process that dies is started anew
  --help

It starts a Redis, a PostgreSQL and a load balancer of its own, in temporary folders, and deletes them at the end.
What the environment says (LOG_LEVEL, SHARD_CAPACITY, ADMIN_PASSWORD, …) holds for every process.
`;

export type Args =
  | { kind: 'run'; processes: number; port: number; isRestarting: boolean }
  | { kind: 'help' }
  | { kind: 'bad'; message: string };

export function readArgs(argv: readonly string[]): Args {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        processes: { type: 'string', default: '3' },
        port: { type: 'string', default: '2567' },
        restart: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return bad((error as Error).message.replaceAll('\n', ' '));
  }
  if (values.help) return { kind: 'help' };
  const processes = wholeNumber(values.processes, 1, 16);
  if (processes === undefined) return bad('--processes takes a whole number from 1 to 16.');
  const port = wholeNumber(values.port, 1, 65_535);
  if (port === undefined) return bad('--port takes a port from 1 to 65535.');
  return { kind: 'run', processes, port, isRestarting: values.restart === true };
}

const bad = (message: string): Args => ({ kind: 'bad', message });

function wholeNumber(text: unknown, min: number, max: number): number | undefined {
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}
